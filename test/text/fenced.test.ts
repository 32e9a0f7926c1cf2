import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fenced } from "../../src/text/fenced.ts";

describe("fenced", () => {
  it("outnumbers the fences in it", () => {
    expect(fenced("markdown", "```sql\nSELECT 1;\n```")).toBe("````markdown\n```sql\nSELECT 1;\n```\n````");
  });

  it("cuts what is too long at a line", () => {
    expect(fenced("sql", "one\ntwo\nthree", 9)).toBe("```sql\none\ntwo\n…\n```");
  });

  it("cuts a first line that is too long wherever it is, and no character in half", () => {
    expect(fenced("sql", "one two\nthree", 5)).toBe("```sql\none t\n…\n```");
    expect(fenced("sql", "one 😀 two", 5)).toBe("```sql\none \n…\n```");
    expect(fenced("sql", "a\ud800b")).toBe("```sql\na\ufffdb\n```");
  });

  it("is closed by its last line alone, whatever it holds", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("`", "~", "\n", "\r", "a", " ", "\u2028", "\u0000") }), (text) => {
        const lines = fenced("sql", text).split("\n");
        const fence = lines.at(-1) ?? "";
        const closing = lines.slice(1).findIndex((line) => line.trim().startsWith(fence));
        expect(closing).toBe(lines.length - 2);
      }),
    );
  });
});
