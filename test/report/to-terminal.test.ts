import { describe, expect, it } from "vitest";
import { widthOf } from "../../src/report/terminal/text-layout.ts";
import { toTerminal } from "../../src/report/to-terminal.ts";
import { hostileTexts, withText } from "./hostile-report.ts";
import { sampleReport } from "./sample-report.ts";

describe("toTerminal", () => {
  it("reads well", async () => {
    await expect(toTerminal(sampleReport, { color: false, width: 100 })).toMatchFileSnapshot(
      "snapshots/sample-terminal.txt",
    );
  });

  it("says of the drop that ends a deprecation that it is safe", () => {
    const because = "It was marked deprecated since `2.1.0`.";
    const impacts = sampleReport.impacts
      .slice(0, 1)
      .map((impact) => ({ ...impact, breaking: false, because, reaches: [] }));
    const [plain, ended] = [impacts, impacts.map((impact) => ({ ...impact, completesDeprecation: true as const }))].map(
      (list) => toTerminal({ ...sampleReport, impacts: list }, { color: false, width: 100 }),
    );
    expect(plain).not.toContain("  safe\n");
    expect(ended).toContain("  safe\n    It was marked deprecated since `2.1.0`.");
  });

  it("says of a module beside what breaks that nothing tells what it uses, and of a query that it need not change", () => {
    const [first] = sampleReport.impacts;
    const [sample] = first?.reaches ?? [];
    if (first === undefined || sample === undefined) throw new Error("the sample reaches somebody");
    const reaches = (["query", "module"] as const).map((kind) => ({ ...sample, kind, effect: "touches" as const }));
    const written = (breaking: boolean) => {
      const impacts = [{ ...first, breaking, reaches }];
      return toTerminal({ ...sampleReport, impacts }, { color: false, width: 100 });
    };
    expect(written(false)).toContain("    touches 2 readers that need not change\n");
    expect(written(true)).toContain(
      "    touches 1 reader that need not change\n    may reach 1 module: the contracts do not say what is used of the object\n",
    );
  });

  it("colours only when asked, and nothing but colours", () => {
    const plain = toTerminal(sampleReport, { color: false, width: 100 });
    const painted = toTerminal(sampleReport, { color: true, width: 100 });
    expect(plain).not.toContain("\u001b");
    expect(painted).toContain("\u001b[31m");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what this is about.
    expect(painted.replace(/\u001b\[\d+m/g, "")).toBe(plain);
  });

  it.each([60, 80, 120])("breaks the words of findings at %i columns", (width) => {
    const lines = toTerminal(sampleReport, { color: false, width }).split("\n");
    const prose = lines.filter((line) => /^ {2}(why|fix| {4}\S)/.test(line));
    for (const line of prose) expect(widthOf(line)).toBeLessThanOrEqual(width);
  });

  it.each(hostileTexts.map((text, at) => [at, text] as const))("lets hostile text %i control nothing", (_, text) => {
    const shown = toTerminal(withText(sampleReport, text), { color: false, width: 80 });
    expect(shown).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
    expect(Math.max(...shown.split("\n").map((line) => line.length))).toBeLessThan(1500);
  });

  it("counts wide characters as two columns and combining marks as none", () => {
    expect(widthOf("表")).toBe(2);
    expect(widthOf("e\u0301")).toBe(1);
  });
});
