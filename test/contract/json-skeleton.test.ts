import fc from "fast-check";
import { type Node, parseTree } from "jsonc-parser";
import { describe, expect, test } from "vitest";
import { skeletonOf } from "../../src/contract/json-skeleton.ts";

/** All of a tree, so that two of them can be compared. */
function whole({ type, offset, length, value, children }: Node): unknown {
  return { type, offset, length, value, children: children?.map(whole) };
}

describe("the skeleton of a JSON text", () => {
  test("shows what the parser shows", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, "  ", "\t", "\r\n"), (value, indent) => {
        const text = ` ${JSON.stringify(value, undefined, indent)}\n`;
        const skeleton = skeletonOf(text, 200);
        expect(skeleton === undefined ? undefined : whole(skeleton)).toEqual(whole(parseTree(text) as Node));
      }),
    );
  });

  test.each([
    '{"a": "\\\\"}',
    '{"a\\"": ["]", "}"]}',
    '[[], {}, "", -1.5e+3, [[["x"]]]]',
    '{"a": 1, "a": {"b": null}}',
  ])("brackets and quotes within texts are no brackets and quotes: %s", (text) => {
    const skeleton = skeletonOf(text, 200);
    expect(skeleton === undefined ? undefined : whole(skeleton)).toEqual(whole(parseTree(text) as Node));
  });

  test.each(["", "{", '{"a": 1,}', '{"a": 1} // b', "{'a': 1}", '{"a": "\n"}'])("there is none of %j", (text) => {
    expect(skeletonOf(text, 200)).toBeUndefined();
  });

  test("there is none of what nests too deep, wherever that is", () => {
    const nested = (levels: number) => `{"a": [1, ${"[".repeat(levels - 2)}${"]".repeat(levels - 2)}]}`;
    expect(skeletonOf(nested(200), 200)).toBeDefined();
    expect(skeletonOf(nested(201), 200)).toBeUndefined();
  });
});
