import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseInlines, parseRichText, plainText } from "../../src/report/rich-text.ts";
import { code, prose } from "../../src/text/markdown.ts";

describe("parseRichText", () => {
  it("reads code spans, bold and escapes", () => {
    expect(parseInlines("**Add** `a \\| b` to \\*it\\* &lt;now&gt;")).toEqual([
      { kind: "text", text: "Add", strong: true },
      { kind: "text", text: " ", strong: false },
      { kind: "code", text: "a | b", strong: false },
      { kind: "text", text: " to *it* <now>", strong: false },
    ]);
  });

  it("leaves what is no mark-up alone", () => {
    expect(plainText("a ` b and 2 * 3 & 4")).toBe("a ` b and 2 * 3 & 4");
  });

  it("keeps fenced blocks with their language, also longer fences and unclosed ones", () => {
    expect(parseRichText("Do:\n\n````sql\n```\nSELECT 1\n````\nthen")).toEqual([
      { kind: "paragraph", inlines: [{ kind: "text", text: "Do:", strong: false }] },
      { kind: "code", language: "sql", text: "```\nSELECT 1" },
      { kind: "paragraph", inlines: [{ kind: "text", text: "then", strong: false }] },
    ]);
    expect(parseRichText("```\nopen")).toEqual([{ kind: "code", language: "", text: "open" }]);
  });

  it("reads lists", () => {
    expect(parseRichText("- one\n- two").map(({ kind }) => kind)).toEqual(["item", "item"]);
  });

  it("gives back what was escaped", () => {
    const letters = fc.string({
      unit: fc.constantFrom(..."ab`*_|<>&@#[]()\\~$-!x1".split("")),
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(letters, (text) => {
        expect(plainText(prose(text))).toBe(text);
      }),
    );
    fc.assert(
      fc.property(
        letters.filter((text) => !text.includes("\\")),
        (text) => {
          expect(parseInlines(code(text))).toEqual([{ kind: "code", text, strong: false }]);
        },
      ),
    );
  });
});
