import fc from "fast-check";
import { expect, test } from "vitest";
import { commonEnds } from "../../src/text/common-ends.ts";
import { LineIndex } from "../../src/text/line-index.ts";

const lines = fc.string({ unit: fc.constantFrom("\n", "\n", "a", "b", "é"), maxLength: 30 });

test("an index made from another edition's is the index", () => {
  fc.assert(
    fc.property(lines, lines, lines, lines, (start, before, after, end) => {
      const [old, text] = [start + before + end, start + after + end];
      const [fresh, made] = [new LineIndex("a", text), new LineIndex("a", text, new LineIndex("a", old))];
      for (let at = 0; at <= text.length; at += 1) expect(made.position(at)).toEqual(fresh.position(at));
    }),
  );
});

test("what two texts have in common is all that they have, and counted once", () => {
  fc.assert(
    fc.property(lines, lines, lines, lines, (opening, left, right, closing) => {
      const [one, other] = [opening + left + closing, opening + right + closing];
      const { start, end } = commonEnds(one, other);
      expect(one.slice(0, start)).toBe(other.slice(0, start));
      expect(one.slice(one.length - end)).toBe(other.slice(other.length - end));
      const most = Math.min(one.length, other.length);
      expect(start + end).toBeLessThanOrEqual(most);
      if (start + end < most) {
        expect(one[start]).not.toBe(other[start]);
        expect(one[one.length - end - 1]).not.toBe(other[other.length - end - 1]);
      }
    }),
  );
});
