import { isBefore } from "../../model/engine.ts";
import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { sqlQualifiedName } from "../sql-name.ts";
import { isSmallTable } from "../table-size.ts";
import { onNewTable, onSmallUsers } from "./harmless-examples.ts";

/** The first version that knows REINDEX … CONCURRENTLY (https://www.postgresql.org/docs/release/12.0/). */
const concurrentlySince = 12;

/** REINDEX lets nobody write to the table, and nobody read it through the index. */
export const reindexNotConcurrent = defineRule({
  id: "reindex-not-concurrent",
  on: ["reindex"],
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Require CONCURRENTLY for REINDEX",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When the table is small or the application is stopped while the migration runs.",
  mend: ["concurrent-index", "outside-transaction"],
  examples: {
    invalid: ["REINDEX TABLE users;", "REINDEX INDEX idx_users_email;"],
    valid: [
      "REINDEX TABLE CONCURRENTLY users;",
      "REINDEX (VERBOSE, CONCURRENTLY) INDEX idx_users_email;",
      onNewTable("id integer PRIMARY KEY", "REINDEX TABLE notes;"),
      onSmallUsers("REINDEX TABLE users;"),
      "ANALYZE users;",
    ],
  },

  *check(operation, context) {
    if (operation.concurrently || operation.scope === "system") return;
    const lock = context.locks.get(operation)?.[0];
    if (lock === undefined ? isOfNewTable(operation, context) : isSmallTable(context, lock.table)) return;
    const target = operation.target === undefined ? operation.scope : keyOf(operation.target);
    yield {
      at: operation.at,
      subject: target,
      data: {
        target,
        sql: operation.target === undefined ? operation.scope : sqlQualifiedName(operation.target, "postgresql"),
        scope: operation.scope,
        table: lock?.table ?? "",
        known: !isBefore(context.engine, concurrentlySince),
      },
      lock,
    };
  },

  explain: ({ target, sql, scope, table, known }) => ({
    what: `${code(target)} is indexed anew without CONCURRENTLY.`,
    why: `${code("SHARE")} on ${table === "" ? "each table" : code(table)} keeps every write waiting while the index is rebuilt, and ${code("ACCESS EXCLUSIVE")} on the index keeps most reads waiting too.`,
    fix: known
      ? `Run ${code(`REINDEX ${scope.toUpperCase()} CONCURRENTLY ${sql};`)} outside of a transaction.`
      : `Before PostgreSQL 12 there is no ${code("REINDEX … CONCURRENTLY")}: build each index a second time with ${code("CREATE INDEX CONCURRENTLY")}, drop the old one with ${code("DROP INDEX CONCURRENTLY")} and give the new one its name.`,
  }),
});

function isOfNewTable({ target, scope }: OperationOf<"reindex">, { comparison }: RuleContext): boolean {
  if (target === undefined || (scope !== "index" && scope !== "table")) return false;
  if (scope === "table") return true;
  return [...comparison.createdTables].some((key) => {
    const table = comparison.head.tables.get(key);
    return [...(table?.indexes ?? []), ...(table?.constraints ?? [])].some(({ name }) => name === target.name);
  });
}
