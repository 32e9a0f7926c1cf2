import type { Comparison, Step } from "../model/comparison.ts";
import type { Engine } from "../model/engine.ts";
import type { Lock } from "../model/lock.ts";
import { keyOf } from "../model/name.ts";
import type { Operation } from "../model/operation.ts";
import { MysqlSession, mysqlLocks } from "./mysql/mysql-locks.ts";
import { postgresLocks } from "./postgresql/postgres-locks.ts";
import { unreadTables } from "./unread-tables.ts";

/** The locks that each operation takes on tables and views which are there before the pull request: nobody waits for what nobody knows yet. */
export function assessLocks(comparison: Comparison, engine: Engine): ReadonlyMap<Operation, readonly Lock[]> {
  const locks = new Map<Operation, readonly Lock[]>();
  const locksOf = readerFor(engine);
  if (locksOf === undefined) return locks;
  const made = new Set([...comparison.createdTables, ...unreadTables(comparison, engine.dialect)]);
  const touched = [...comparison.touched.tables, ...comparison.touched.views];
  for (const step of comparison.steps) {
    const isNew = (table: string) => made.has(table) || step.before.tables.get(table)?.persistence === "temporary";
    const taken = locksOf(step, { isNew, touched });
    if (taken.length > 0) locks.set(step.operation, taken);
    for (const key of newKeys(step)) made.add(key);
  }
  return locks;
}

type Surroundings = { readonly isNew: (table: string) => boolean; readonly touched: readonly string[] };
type LocksOf = (step: Step, around: Surroundings) => readonly Lock[];

/** What is known of a server's locks. SQLite has one lock for the whole database, and of SQL Server nothing is known yet. */
function readerFor(engine: Engine): LocksOf | undefined {
  if (engine.product === "postgresql") return (step, around) => postgresLocks(step, engine, around);
  if (engine.dialect !== "mysql") return undefined;
  const session = new MysqlSession();
  return (step, { isNew }) => {
    session.follow(step.operation);
    return mysqlLocks(step, { ...engine, foreignKeyChecks: session.foreignKeyChecks, isNew });
  };
}

/** What a step makes, or gives another name that was new under the old one. */
function newKeys({ operation, effect, before }: Step): readonly string[] {
  if (effect === "no-effect") return [];
  if (operation.kind === "create-table") return [keyOf(operation.table)];
  if (operation.kind === "create-view" && !before.views.has(keyOf(operation.view))) return [keyOf(operation.view)];
  return [];
}
