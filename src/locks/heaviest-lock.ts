import type { Lock, Stops, Work } from "../model/lock.ts";
import type { Operation } from "../model/operation.ts";

const weightOfStops: Readonly<Record<Stops, number>> = {
  nothing: 0,
  "schema changes": 0,
  writes: 1,
  "reads and writes": 2,
};

const weightOfWork: Readonly<Record<Work, number>> = {
  instant: 0,
  "index lookup": 0,
  scan: 1,
  "index build": 2,
  rewrite: 3,
};

/**
 * The lock that readers and writers wait for longest: one held while the table's rows are worked on before one that is gone at once, then
 * one that stops reads before one that stops writes alone. `undefined` where none stops either.
 */
export function heaviestLock(locks: ReadonlyMap<Operation, readonly Lock[]>): Lock | undefined {
  let heaviest: Lock | undefined;
  for (const lock of [...locks.values()].flat()) {
    if (weightOfStops[lock.stops] === 0) continue;
    if (heaviest === undefined || isHeavier(lock, heaviest)) heaviest = lock;
  }
  return heaviest;
}

function isHeavier(lock: Lock, other: Lock): boolean {
  const lasts = Math.sign(weightOfWork[lock.work]) - Math.sign(weightOfWork[other.work]);
  const stops = weightOfStops[lock.stops] - weightOfStops[other.stops];
  return (lasts || stops || weightOfWork[lock.work] - weightOfWork[other.work]) > 0;
}
