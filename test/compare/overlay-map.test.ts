import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differingKeys, OverlayMap } from "../../src/compare/overlay-map.ts";

type Value = { readonly number: number };
const change = fc.tuple(fc.constantFrom("a", "b", "ba", "bc", "c", "d", "e"), fc.option(fc.nat()));

function changedFrom(map: OverlayMap<Value>, opening: string): readonly string[] {
  return [...map.changedKeys()].filter((key) => key.startsWith(opening));
}

describe("OverlayMap", () => {
  it("is what a Map would be, and leaves every earlier state as it was", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("a", "c", "z"), fc.nat()), fc.array(change), (root, changes) => {
        const plain = new Map(Object.entries(root).map(([key, number]) => [key, { number }]));
        let overlay = OverlayMap.over<Value>(new Map(plain));
        const earlier: [OverlayMap<Value>, Map<string, Value>][] = [];
        for (const [key, number] of changes) {
          earlier.push([overlay, new Map(plain)]);
          overlay = number === null ? overlay.without(key) : overlay.set(key, { number });
          if (number === null) plain.delete(key);
          else plain.set(key, { number });
        }
        for (const [map, expected] of [...earlier, [overlay, plain] as const]) {
          expect(new Map(map)).toEqual(expected);
          expect(map.size).toBe(expected.size);
          for (const key of ["a", "b", "z"]) expect(map.has(key)).toBe(expected.has(key));
          for (const key of "abcdef") expect([...map.changedKeys(key)]).toEqual(changedFrom(map, key));
        }
      }),
    );
  });

  it("reads the root only when asked, even to rewrite it", () => {
    let reads = 0;
    const root = new Map<string, Value>([
      ["a", { number: 1 }],
      ["b", { number: 2 }],
    ]);
    const get = root.get.bind(root);
    root.get = (key) => {
      reads++;
      return get(key);
    };
    const map = OverlayMap.over<Value>(root)
      .set("c", { number: 3 })
      .rewritten(({ number }) => ({ number: number * 10 }));
    expect(reads).toBe(0);
    expect(map.get("c")).toEqual({ number: 30 });
    expect(map.get("b")).toEqual({ number: 20 });
    expect(map.get("b")).toBe(map.get("b"));
    expect(reads).toBeLessThanOrEqual(3);
  });

  it("names only changed keys as differing, without reading the others", () => {
    const root = new Map(Array.from({ length: 1000 }, (_, number) => [`k${number}`, { number }]));
    const base = OverlayMap.over<Value>(root);
    expect(differingKeys(base, base)).toEqual([]);
    expect(differingKeys(base, base.set("k5", { number: 0 }).without("k7"))).toEqual(["k5", "k7"]);
    const value = { number: 1 };
    expect(differingKeys(base.set("k1", value), base.set("k1", value))).toEqual([]);
  });
});
