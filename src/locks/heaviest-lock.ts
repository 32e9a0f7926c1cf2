import { isHeavier, type Lock } from "../model/lock.ts";
import type { Operation } from "../model/operation.ts";

/**
 * The lock that readers and writers wait for longest: one held while the table's rows are worked on before one that is gone at once, then
 * one that stops reads before one that stops writes alone. `undefined` where none stops either.
 */
export function heaviestLock(locks: ReadonlyMap<Operation, readonly Lock[]>): Lock | undefined {
  let heaviest: Lock | undefined;
  for (const lock of [...locks.values()].flat()) {
    if (lock.stops === "nothing" || lock.stops === "schema changes") continue;
    if (heaviest === undefined || isHeavier(lock, heaviest)) heaviest = lock;
  }
  return heaviest;
}
