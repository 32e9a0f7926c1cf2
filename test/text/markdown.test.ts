import { describe, expect, it } from "vitest";
import { code, prose } from "../../src/text/markdown.ts";

describe("hostile text in Markdown", () => {
  it("holds no half of a character, where it came with one or was cut", () => {
    expect(code("\ud800x")).toBe("`\ufffdx`");
    expect(prose("x\udc00")).toBe("x\ufffd");
    expect(code("ab😀cd", 4)).toBe("`ab\ufffd…`");
    expect(code("😀", 4)).toBe("`😀`");
  });
});
