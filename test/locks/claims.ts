import { applyOperations } from "../../src/compare/apply-operations.ts";
import { emptySchema } from "../../src/compare/empty-schema.ts";
import type { LockFormName } from "../../src/locks/postgresql/lock-forms.ts";
import { lockModes } from "../../src/locks/postgresql/lock-modes.ts";
import { postgresLocks, takenBy } from "../../src/locks/postgresql/postgres-locks.ts";
import type { Lock } from "../../src/model/lock.ts";
import type { SqlReader } from "../../src/model/sql-reader.ts";
import { type LockCase, shop } from "./cases.ts";
import type { Observed } from "./observe.ts";

const modes = Object.keys(lockModes);
const works: readonly Lock["work"][] = ["instant", "scan", "index build", "rewrite"];

type Statement = Pick<LockCase, "given" | "sql">;

/** Every lock that our data claims for a statement on a server of this major version. */
function claimedLocks(one: Statement, reader: SqlReader, major: number): readonly Lock[] {
  const { steps, around } = stepsOf(one, reader);
  return steps.flatMap((step) => postgresLocks(step, { version: [major, 0] }, around));
}

/** The entries of the data that a statement comes to on a server of this major version, or of one that nobody states. */
export function claimedForms(one: Statement, reader: SqlReader, major?: number): readonly LockFormName[] {
  const version = major === undefined ? undefined : ([major, 0] as const);
  const { steps, around } = stepsOf(one, reader);
  return steps.flatMap(({ operation, before }) =>
    takenBy(operation, { before, version, ...around }).map(({ form }) => form),
  );
}

function stepsOf({ given = "", sql }: Statement, reader: SqlReader) {
  const read = (text: string) => {
    const script = reader.readScript({ path: "case.sql", text, transactional: false });
    if (script.diagnostics.length > 0) throw new Error(`${text}: ${script.diagnostics[0]?.message}`);
    return script.operations;
  };
  const { schema } = applyOperations(emptySchema("postgresql", true), read(`${shop};${given}`));
  const { steps } = applyOperations(schema, read(sql));
  const made = new Set(
    steps.flatMap(({ operation }) => (operation.kind === "create-table" ? [operation.table.name] : [])),
  );
  return { steps, around: { isNew: (table: string) => made.has(table), touched: ["t", "p", "m"] } };
}

/** The claims in the terms of what a server shows. */
export function claimed(one: Statement, reader: SqlReader, major: number): Observed {
  const locks: Record<string, string> = {};
  const all = claimedLocks(one, reader, major);
  for (const { table, mode } of all) {
    if (modes.indexOf(mode) > modes.indexOf(locks[table] ?? "")) locks[table] = mode;
  }
  const heaviest = Math.max(0, ...all.map(({ work }) => works.indexOf(work)));
  return { locks, work: works[heaviest] ?? "instant" };
}
