import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { diffFileLines, diffLines, linesOfPatch } from "../../src/sources/diff-lines.ts";
import { gitEnvironment, temporaryFolder } from "./temporary-repository.ts";

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What git shows of two texts. */
function linesByGit(base: string, head: string) {
  writeFileSync(join(folder, "a"), base);
  writeFileSync(join(folder, "b"), head);
  const answer = spawnSync("git", ["diff", "--no-index", "--minimal", "a", "b"], { cwd: folder, env: gitEnvironment });
  return linesOfPatch(answer.stdout.toString("utf8"));
}

const covered = (ranges: readonly { start: number; end: number }[]) =>
  new Set(ranges.flatMap(({ start, end }) => Array.from({ length: end - start + 1 }, (_, index) => start + index)));

describe("the lines that a diff shows", () => {
  it.each([
    ["nothing changed", "a\nb\n", "a\nb\n"],
    ["a new file", "", "a\nb\n"],
    ["a file without its last line break", "a\n", "a\nb"],
    ["only the last line break", "a\nb", "a\nb\n"],
    ["an emptied file", "a\nb\n", ""],
    ["a deletion in the middle", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\n6\n7\n8\n9\n"],
    ["line breaks alone", "a\r\nb\r\n", "a\nb\n"],
    ["blank lines before and after", "\n\n\n\n\nx\n\n\n\n\n", "\n\n\n\n\ny\n\n\n\n\n"],
    ["a blank first line", "\n", "\n\na\n"],
    [
      "part of a line far from both ends",
      `${"a\n".repeat(50)}the b\n${"c\n".repeat(50)}`,
      `${"a\n".repeat(50)}the bb\n${"c\n".repeat(50)}`,
    ],
    [
      "two lines far from each other",
      ["1", "2", ..."abcdefghijklmnopq", "8", "9", ""].join("\n"),
      ["1", "z", "2", ..."abcdefghijklmnopq", "9", ""].join("\n"),
    ],
    ["a line said once more", "a\n".repeat(9), "a\n".repeat(10)],
  ])("%s", (_, base, head) => {
    expect(diffLines(base, head)).toEqual(linesByGit(base, head));
  });

  it("holds every changed line, as git's does", () => {
    const text = fc
      .array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 30 })
      .map((lines) => lines.map((line) => `${line}\n`).join(""));
    fc.assert(
      fc.property(text, text, (base, head) => {
        const ours = diffLines(base, head);
        expect(ours.every(({ start, end }) => start >= 1 && end >= start && end <= head.split("\n").length - 1)).toBe(
          true,
        );
        if (base !== head && head !== "")
          expect(covered(ours).size > 0 || covered(linesByGit(base, head)).size === 0).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("stays quick for two large files that have nothing in common", () => {
    const lines = (word: string) => Array.from({ length: 60_000 }, (_, index) => `${word} ${index}\n`).join("");
    const start = performance.now();
    expect(diffLines(`same\n${lines("old")}end\n`, `same\n${lines("new")}end\n`)).toEqual([{ start: 1, end: 60_002 }]);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it("is unknown for what is no text, and nothing for what is gone", () => {
    const text = { kind: "text", text: "a\n", encoding: "utf-8" } as const;
    const binary = { kind: "binary", bytes: 3 } as const;
    expect(diffFileLines(undefined, text)).toEqual([{ start: 1, end: 1 }]);
    expect(diffFileLines(text, binary)).toBeUndefined();
    expect(diffFileLines(binary, text)).toBeUndefined();
    expect(diffFileLines(text, undefined)).toEqual([]);
  });
});
