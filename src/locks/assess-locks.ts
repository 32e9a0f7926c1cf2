import type { Comparison } from "../model/comparison.ts";
import type { Engine } from "../model/engine.ts";
import type { Lock } from "../model/lock.ts";
import type { Operation } from "../model/operation.ts";
import { postgresLocks } from "./postgresql/postgres-locks.ts";

/** The locks that each operation takes on tables which are there before the pull request: nobody waits for a table that nobody knows yet. */
export function assessLocks(comparison: Comparison, engine: Engine): ReadonlyMap<Operation, readonly Lock[]> {
  const locks = new Map<Operation, readonly Lock[]>();
  if (engine.product !== "postgresql") return locks;
  for (const step of comparison.steps) {
    const taken = postgresLocks(step, engine).filter(({ table }) => !comparison.createdTables.has(table));
    if (taken.length > 0) locks.set(step.operation, taken);
  }
  return locks;
}
