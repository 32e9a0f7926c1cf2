import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8Length } from "../../src/text/utf8-length.ts";

test("is what an encoder makes of it", () => {
  const anything = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom("\ud83d", "\ude00", "a", "é") }),
  );
  fc.assert(
    fc.property(anything, (text) => {
      expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
    }),
  );
});
