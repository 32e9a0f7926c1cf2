import { describe, expect, it } from "vitest";
import { oneByOne } from "../src/rules/one-by-one.ts";
import { watchdog } from "../src/watchdog.ts";

const endless: readonly (readonly [string, () => void])[] = [
  [
    "a loop",
    () => {
      for (;;);
    },
  ],
  [
    "a generator that never ends",
    () => {
      const all = (function* () {
        for (;;) yield 1;
      })();
      for (const one of all) if (one !== 1) break;
    },
  ],
  ["a regular expression that backtracks for years", () => void /^(a+)+$/.test(`${"a".repeat(50)}b`)],
  [
    "a loop that catches what is thrown",
    () => {
      for (;;) {
        try {
          for (;;);
        } catch {}
      }
    },
  ],
  [
    "a comparison that never settles",
    () => void Array.from({ length: 4e6 }, (_, at) => at).sort(() => Math.random() - 0.5),
  ],
];

describe("watchdog", () => {
  it.each(endless)("stops %s", (_, work) => {
    const before = performance.now();
    expect(watchdog.within(60, work)).toBe(false);
    expect(performance.now() - before).toBeLessThan(5_000);
  });

  it("lets through what is done in time, and what it throws", () => {
    const done: string[] = [];
    expect(watchdog.within(1_000, () => void done.push("once"))).toBe(true);
    expect(done).toEqual(["once"]);
    expect(() => watchdog.within(1_000, () => fail())).toThrow(RangeError);
  });

  it("keeps an outer watch while an inner one stops its own", () => {
    const inner: boolean[] = [];
    expect(watchdog.within(2_000, () => inner.push(watchdog.within(50, endless[0]?.[1] ?? fail)))).toBe(true);
    expect(inner).toEqual([false]);
  });
});

describe("oneByOne", () => {
  it("loses no more than the answer of the one that never ends", () => {
    const answers = oneByOne(
      [1, 2, 3, 4],
      (item) => {
        while (item === 2 || item === 4);
        return { item };
      },
      60,
      watchdog,
    );
    expect(answers).toEqual([{ item: 1 }, undefined, { item: 3 }, undefined]);
  });

  it("gives each item the whole time, whatever those before it took", () => {
    const busy = (item: number) => {
      const until = performance.now() + 60;
      while (performance.now() < until);
      return { item };
    };
    expect(oneByOne([1, 2, 3, 4, 5], busy, 150, watchdog)).toEqual([1, 2, 3, 4, 5].map((item) => ({ item })));
  });

  it("needs no watchdog", () => {
    expect(oneByOne([1], (item) => ({ item }), 1, undefined)).toEqual([{ item: 1 }]);
  });
});

function fail(): never {
  throw new RangeError("on purpose");
}
