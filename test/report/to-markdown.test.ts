import fc from "fast-check";
import type { Nodes, Root } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { toMarkdown } from "../../src/report/to-markdown.ts";
import { hostileTexts, withText } from "./hostile-report.ts";
import { finding, noChange, noObjects, place, sampleReport } from "./sample-report.ts";

const parser = unified().use(remarkParse).use(remarkGfm);

function nodesOf(markdown: string): Nodes[] {
  const root: Root = parser.parse(markdown);
  const walk = (node: Nodes): Nodes[] => [node, ...("children" in node ? node.children.flatMap(walk) : [])];
  return walk(root);
}

/** Everything that would be live on GitHub and is not ours. */
function liveParts(markdown: string): string[] {
  const ours = /^<\/?(details|summary|sub)>$|^<details><summary>[^<@]*<\/summary>$/;
  return nodesOf(markdown).flatMap((node) => {
    if (node.type === "link" || node.type === "image" || node.type === "definition") return [node.type];
    if (node.type === "html" && !ours.test(node.value)) return [node.value];
    if (node.type === "text" && /(^|\W)@\w/.test(node.value)) return [node.value];
    return [];
  });
}

const skeleton = (markdown: string) =>
  nodesOf(markdown).flatMap(({ type }) => (/heading|thematicBreak|^code$/.test(type) ? [type] : []));

describe("toMarkdown", () => {
  it("reads well", async () => {
    await expect(toMarkdown(sampleReport)).toMatchFileSnapshot("snapshots/sample-markdown.txt");
  });

  it("is short where no schema is touched", () => {
    const nothing: Report = {
      ...sampleReport,
      verdict: "neutral",
      headline: "This pull request changes no schema and no contract.",
      contracts: [],
      migrations: [],
      schemaChange: noChange,
      impacts: [],
      heaviestLock: undefined,
      checklist: [],
      findings: [],
      diagnostics: [],
      waivers: [],
      drift: 0,
    };
    expect(toMarkdown(nothing).split("\n").length).toBeLessThan(10);
  });

  it("has a closing tag for each details it opens", () => {
    const markdown = toMarkdown(sampleReport);
    expect(markdown.match(/<details>/g)?.length).toBe(markdown.match(/<\/details>/g)?.length);
  });

  it.each(hostileTexts.map((text, at) => [at, text] as const))("makes hostile text %i harmless", (_, text) => {
    const markdown = toMarkdown(withText(sampleReport, text));
    expect(liveParts(markdown)).toEqual([]);
    expect(skeleton(markdown).filter((type) => type === "heading")).toHaveLength(6);
    expect(markdown).not.toMatch(/\u202e|\u2066/u);
    expect(markdown.length).toBeLessThan(65_536);
  });

  it("makes any text harmless", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(..."`~<>&@|[](){}!#*_-\\\n\r\t \"'.:;/%$a1é=+^".split("")), maxLength: 60 }),
        (text) => {
          expect(liveParts(toMarkdown(withText(sampleReport, text)))).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each([1, 50, 400, 5000])("stays below GitHub's limit with %i findings of each kind", (count) => {
    const many = (severity: "error" | "warning" | "info") =>
      Array.from({ length: count }, (_, at) => finding({ severity, at: place(`migrations/${at}.sql`, at + 1) }));
    const report = { ...sampleReport, findings: [...many("error"), ...many("warning"), ...many("info")] };
    const markdown = toMarkdown(report);
    expect(markdown.length).toBeLessThan(65_536);
    expect(markdown).toContain("Breaking Change Checklist");
    expect(/Shortened to fit/.test(markdown)).toBe(count > 50);
    expect(/^\d+ × `drop-column`\.$/m.test(markdown)).toBe(count > 50);
  });

  it("drops detail in a fixed order, notes first and the verdict never", () => {
    const notes = Array.from({ length: 300 }, (_, at) => finding({ severity: "info", at: place("a.sql", at + 1) }));
    const markdown = toMarkdown({ ...sampleReport, findings: [...sampleReport.findings, ...notes] });
    expect(markdown).toContain("Shortened to fit: notes are counted.");
    expect(markdown).toContain("mermaid");
    expect(markdown).toContain(sampleReport.headline);
  });

  it("keeps within any limit that it is given", () => {
    fc.assert(
      fc.property(fc.constantFrom(...hostileTexts), fc.integer({ min: 500, max: 70_000 }), (text, limit) => {
        const report = withText(sampleReport, text);
        const boxes = Array.from({ length: 50 }, () => report.checklist[0]).filter((box) => box !== undefined);
        expect(toMarkdown({ ...report, checklist: boxes }, { limit }).length).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 40 },
    );
  });

  it("shows a schema change of thousands of rows as the first ones and a count", () => {
    const added = Array.from({ length: 3000 }, (_, at) => ({ name: `v${at}`, definition: "SELECT 1" }));
    const markdown = toMarkdown({ ...sampleReport, schemaChange: { ...noChange, views: { ...noObjects, added } } });
    expect(markdown).toContain("And 2800 more rows.");
  });
});
