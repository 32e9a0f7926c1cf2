import type { Lock, Work } from "../../model/lock.ts";
import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { Operation } from "../../model/operation.ts";
import { code } from "../../text/markdown.ts";
import type { RuleContext } from "../define-rule.ts";
import { isSmallTable, statedRows } from "../table-size.ts";
import { stoppingLocks } from "./held-locks.ts";

/** What a finding says of its lock, as plain facts. */
export type LockFacts = {
  readonly table: string;
  readonly mode: string;
  readonly held: string;
  readonly stops: string;
  /** `2,000,000`, or nothing where nobody states it. */
  readonly rows: string;
};

/** A lock that readers or writers wait for, held through one of these kinds of work on a table that is not stated to be small. */
export function longLock(operation: Operation, context: RuleContext, works: readonly Work[]): Lock | undefined {
  return stoppingLocks(context, operation).find(
    ({ table, work }) => works.includes(work) && !isSmallTable(context, table),
  );
}

/** The same, of the lock on the table that the operation names: the others are only held as long as the work on this one takes. */
export function longLockOn(
  table: QualifiedName,
  operation: Operation,
  context: RuleContext,
  works: readonly Work[],
): Lock | undefined {
  const lock = longLock(operation, context, works);
  return lock?.table === keyOf(table) ? lock : undefined;
}

/** The facts of a lock, with the rows that the contract states of its table. */
export function factsOf({ table, mode, held, stops }: Lock, context: RuleContext): LockFacts {
  const rows = statedRows(context, table);
  return { table, mode, held, stops, rows: rows === undefined ? "" : grouped(rows) };
}

/** One sentence: which lock, on what, for how long, and who waits. */
export function lockSentence({ table, mode, held, stops, rows }: LockFacts): string {
  const size = rows === "" ? "" : `, a table of about ${rows} rows,`;
  return `${code(mode)} on ${code(table)}${size} is ${held}: ${stops === "writes" ? "every write waits" : "every read and write waits"}.`;
}

function grouped(rows: number): string {
  return String(rows).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
