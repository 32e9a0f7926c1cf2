import type { Comparison, Step } from "../../model/comparison.ts";
import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { isDroppedLater } from "../destructive/made-here.ts";
import { sqlQualifiedName } from "../sql-name.ts";
import { isSmallTable } from "../table-size.ts";
import { onSmallUsers } from "./harmless-examples.ts";

/** DROP INDEX waits for every query on the table to end, and everybody else waits behind it. */
export const dropIndexNotConcurrent = defineRule({
  id: "drop-index-not-concurrent",
  on: ["drop-index"],
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Require CONCURRENTLY for dropping indexes",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When no query on the table runs long and lock_timeout is set, or nobody uses the table.",
  mend: ["concurrent-index", "outside-transaction"],
  examples: {
    invalid: ["DROP INDEX idx_users_email;", "DROP INDEX IF EXISTS public.idx_users_email;"],
    valid: [
      "DROP INDEX CONCURRENTLY idx_users_email;",
      {
        title: "An index of a table of this pull request",
        migration: "CREATE TABLE notes (id integer);\nCREATE INDEX notes_id ON notes (id);\nDROP INDEX notes_id;",
      },
      {
        title: "An index that is made anew, on a table of this pull request",
        migration:
          "CREATE TABLE notes (id integer);\nDROP INDEX IF EXISTS notes_id;\nCREATE INDEX notes_id ON notes (id);",
      },
      { title: "It may well not be there", migration: "DROP INDEX IF EXISTS idx_users_phone;" },
      onSmallUsers("DROP INDEX idx_users_email;"),
      { title: "Its table goes too", migration: "DROP INDEX idx_orders_user_id;\nDROP TABLE orders;" },
    ],
  },

  *check(operation, context, { step }) {
    if (operation.concurrently) return;
    const lock = context.locks.get(operation)?.[0];
    if (lock === undefined ? !isUnknown({ ...step, operation }, context) : hasNoOtherWay(lock.table, step, context))
      return;
    const name = keyOf(operation.index);
    yield {
      at: operation.at,
      subject: name,
      data: { name, table: lock?.table ?? "", sql: sqlQualifiedName(operation.index, "postgresql") },
      lock,
    };
  },

  explain: ({ name, table, sql }) => ({
    what: `The index ${code(name)} is dropped without CONCURRENTLY.`,
    why: `${code("ACCESS EXCLUSIVE")} on ${table === "" ? "its table" : code(table)} waits until all queries and transactions on it have ended, and everything that comes later waits behind it, reads too.`,
    fix: `Drop it outside of a transaction, in a migration of its own:\n\n${fenced("sql", `DROP INDEX CONCURRENTLY IF EXISTS ${sql};`)}`,
  }),
});

/** Nobody has told what the index is on. With a guard, what a contract or a whole history lacks is as good as gone. */
function isUnknown({ effect, operation }: Step<OperationOf<"drop-index">>, { base, comparison }: RuleContext): boolean {
  if (effect === "applied" || isMadeOnNewTable(operation, comparison)) return false;
  if (base.database === undefined) return !comparison.base.complete || comparison.base.tables.size === 0;
  return effect === "unknown-target" && operation.guard === undefined;
}

/** `DROP INDEX IF EXISTS` before the index is made, on a table of this pull request. */
function isMadeOnNewTable({ index }: OperationOf<"drop-index">, { steps, createdTables }: Comparison): boolean {
  return steps.some(
    ({ operation }) =>
      operation.kind === "create-index" &&
      operation.index.name === index.name &&
      createdTables.has(keyOf(operation.table)),
  );
}

/** The index of a partitioned table cannot be dropped concurrently; of a small or a dropped table nobody minds. */
function hasNoOtherWay(table: string, { before, operation }: Step, context: RuleContext): boolean {
  const known = before.tables.get(table);
  if (isSmallTable(context, table) || known?.partitionBy !== undefined) return true;
  return known !== undefined && isDroppedLater(context, operation, known.name);
}
