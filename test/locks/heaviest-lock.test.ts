import { describe, expect, it } from "vitest";
import { heaviestLock } from "../../src/locks/heaviest-lock.ts";
import type { Lock, Stops, Work } from "../../src/model/lock.ts";
import type { Operation } from "../../src/model/operation.ts";

const at = { line: 1, column: 1, offset: 0 };
const place = { path: "migrations/0002.sql", start: at, end: at };
const statement = {
  index: 0,
  at: place,
  text: "",
  inTransaction: true,
  transaction: 0,
  conditional: false,
  comments: [],
};

function lock(stops: Stops, work: Work, table = "users"): Lock {
  const operation: Operation = { kind: "begin", at: place, statement, guard: undefined };
  return { operation, table, mode: "SHARE", work, stops, held: "held", source: "" };
}

function heaviestOf(...locks: readonly Lock[]): Lock | undefined {
  return heaviestLock(new Map(locks.map((each) => [each.operation, [each]])));
}

describe("heaviestLock", () => {
  it("is none where nothing is locked, and where neither reads nor writes are stopped", () => {
    expect(heaviestOf()).toBeUndefined();
    expect(heaviestOf(lock("schema changes", "rewrite"), lock("nothing", "scan"))).toBeUndefined();
  });

  it.each([
    [lock("writes", "index build"), lock("reads and writes", "instant")],
    [lock("reads and writes", "scan"), lock("writes", "rewrite")],
    [lock("reads and writes", "rewrite"), lock("reads and writes", "scan")],
    [lock("reads and writes", "instant"), lock("writes", "index lookup")],
    [lock("writes", "instant"), lock("schema changes", "rewrite")],
  ])("prefers the first of each pair, whichever comes first", (heavier, lighter) => {
    expect(heaviestOf(heavier, lighter)).toBe(heavier);
    expect(heaviestOf(lighter, heavier)).toBe(heavier);
  });

  it("keeps the first of two alike", () => {
    expect(heaviestOf(lock("writes", "scan", "first"), lock("writes", "scan", "second"))?.table).toBe("first");
  });
});
