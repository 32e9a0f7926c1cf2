import type { AppliedMigration } from "../model/comparison.ts";
import type { Migration } from "../model/migration.ts";
import type { Operation } from "../model/operation.ts";
import type { Dialect } from "../model/schema.ts";

/**
 * Whether an operation is known to run in a transaction with what stands beside it: one that the script begins, the tool's own, or that of a script which the
 * tool sends as one message (https://www.postgresql.org/docs/current/protocol-flow.html, Multiple Statements in a Simple Query). Where nobody says who runs a
 * script, its statements may be sent one by one.
 */
export function isInKnownTransaction(
  { statement }: Operation,
  { migration, steps }: AppliedMigration,
  dialect: Dialect,
): boolean {
  if (!statement.inTransaction) return false;
  if (migration.up.wrapped === true || isSentWhole(migration, dialect)) return true;
  return steps.some(({ operation }) => {
    const { transaction, index } = operation.statement;
    return operation.kind === "begin" && transaction === statement.transaction && index < statement.index;
  });
}

/** Whether a script is sent as one message to a server that runs such a one as a transaction; other servers commit its statements one by one. */
export function isSentWhole({ up }: Migration, dialect: Dialect): boolean {
  return up.sentWhole === true && dialect === "postgresql";
}
