import type { Operation } from "../model/operation.ts";

/** What holds for the session or the transaction, and what touches nothing at all. */
export const sessionKinds: ReadonlySet<Operation["kind"]> = new Set([
  "begin",
  "commit",
  "rollback",
  "savepoint",
  "lock-table",
  "set-parameter",
  "not-schema",
]);

/** Data, session, and what only locks, stores or documents. */
const notSchema: ReadonlySet<Operation["kind"]> = new Set([
  "set-replica-identity",
  "alter-table-storage",
  "alter-column-storage",
  "alter-index-storage",
  "reindex",
  "refresh-view",
  "set-rule-enabled",
  "comment-on",
  "grant",
  "other-ddl",
  "insert",
  "update",
  "delete",
  "merge",
  "truncate",
  "copy",
  "call-routine",
  "run-block",
  ...sessionKinds,
]);

/** Whether an operation can change what others rely on. */
export function isSchemaChange(operation: Operation): boolean {
  return !notSchema.has(operation.kind);
}
