import type { Step } from "../../model/comparison.ts";
import { type Engine, isBefore } from "../../model/engine.ts";
import type { Lock, Work } from "../../model/lock.ts";
import { keyOf } from "../../model/name.ts";
import type { Operation, OperationKind, OperationOf } from "../../model/operation.ts";
import { columnLocks } from "./column-locks.ts";
import { constraintLocks } from "./constraint-locks.ts";
import { indexLocks } from "./index-locks.ts";
import { type LockForm, lockForms } from "./lock-forms.ts";
import { isLockMode, lockModes } from "./lock-modes.ts";
import { domainLocks, otherLocks, rowLocks, triggerLocks, viewLocks } from "./other-locks.ts";
import { tableLocks } from "./table-locks.ts";
import type { LocksByKind, Scene, Surroundings, Taken } from "./taken.ts";

const locksByKind: Partial<LocksByKind<OperationKind>> = {
  ...tableLocks,
  ...columnLocks,
  ...constraintLocks,
  ...indexLocks,
  ...viewLocks,
  ...domainLocks,
  ...triggerLocks,
  ...rowLocks,
  ...otherLocks,
};

const heldWhile: Readonly<Record<Work, string>> = {
  instant: "held for an instant, and until the transaction ends",
  "index lookup": "held while an index is searched",
  scan: "held while the table is scanned",
  "index build": "held while the index is built",
  rewrite: "held while the table is rewritten",
};

/** The locks of one operation, by PostgreSQL's manual.  */
export function postgresLocks(
  { operation, before, effect }: Pick<Step, "operation" | "before" | "effect">,
  { version }: Pick<Engine, "version">,
  around: Surroundings,
): readonly Lock[] {
  if (operation.kind === "lock-table")
    return explicitLocks(operation, version).filter(({ table }) => !around.isNew(table));
  if (effect === "no-effect" && operation.guard !== undefined) return [];
  const seen = new Set<string>();
  return takenBy(operation, { before, version, ...around }).flatMap((taken) => {
    if (seen.has(taken.table) || around.isNew(taken.table)) return [];
    seen.add(taken.table);
    const lock = lockOf(operation, taken, version);
    return lock === undefined ? [] : [lock];
  });
}

/** The entries of the data that an operation comes to, each with its table. */
export function takenBy(operation: Operation, scene: Scene): readonly Taken[] {
  const locks = locksByKind[operation.kind] as ((operation: Operation, scene: Scene) => readonly Taken[]) | undefined;
  return locks?.(operation, scene) ?? [];
}

function lockOf(operation: Operation, { form, table }: Taken, version: Engine["version"]): Lock | undefined {
  const { mode: now, work, page, held = heldWhile[work], older }: LockForm = lockForms[form];
  const mode = older !== undefined && isBefore({ version }, older.before) ? older.mode : now;
  if (mode === undefined) return undefined;
  return { operation, table, mode, work, stops: lockModes[mode], held, source: manualPage(page, version) };
}

function explicitLocks(operation: OperationOf<"lock-table">, version: Engine["version"]): readonly Lock[] {
  const { mode, tables } = operation;
  if (!isLockMode(mode)) return [];
  const held = "held until the transaction ends";
  const rest = {
    mode,
    work: "instant",
    stops: lockModes[mode],
    held,
    source: manualPage("sql-lock", version),
  } as const;
  return tables.map((table) => ({ operation, table: keyOf(table), ...rest }));
}

function manualPage(page: string, version: Engine["version"]): string {
  return `https://www.postgresql.org/docs/${version?.[0] ?? "current"}/${page}.html`;
}
