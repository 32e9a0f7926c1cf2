import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import { code } from "../../text/markdown.ts";
import { changedMigrations } from "../changed-migrations.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { withEntry } from "../migrations/example-entry.ts";
import { pathsWithBackup } from "../migrations/paths-with-backup.ts";
import { isLargeTable } from "../table-size.ts";
import { protectedShop } from "./example-shop.ts";
import { retentionOf } from "./retention-of.ts";

const contract = "DATABASE_SCHEMA_CONTRACT.md";
const purge = "DELETE FROM users WHERE created_at < now() - interval '5 years';";
const rows = "**Purpose:** People with an account (~3M rows)";

/** Rows that a migration deletes are gone with its commit; of a large table nobody can write them again by hand. */
export const largeDeleteWithoutBackup = defineRule({
  id: "large-delete-without-backup",
  on: ["delete"],
  section: "Data Retention Policies",
  severity: "info",
  summary: "Inform of migrations that delete many rows of a large table, with no word on where they can be had again",
  whenToWaive: "The rows can be computed again, or their deletion is the very thing that somebody asked for.",
  mend: ["split-migration", "rollback"],
  examples: {
    base: {
      ...protectedShop,
      [contract]: `${protectedShop[contract]}`.replace("**Purpose:** People with an account", rows),
    },
    invalid: [purge, "DELETE FROM users USING orders WHERE orders.user_id = users.id AND orders.status = 'new';"],
    valid: [
      { title: "Copied first", migration: `CREATE TABLE users_2020 AS SELECT * FROM users;\n${purge}` },
      {
        title: "The rollback plan names the backup",
        migration: purge,
        edits: withEntry(["```sql\nSELECT 1;\n```", "Restore the rows from the backup of the same night."]),
      },
      { title: "One row by its key", migration: "DELETE FROM users WHERE id = 7;" },
      { title: "A few by their keys", migration: "DELETE FROM users WHERE id IN (7, 8);" },
      { title: "A table that nobody calls large", migration: "DELETE FROM orders WHERE total = 0;" },
      {
        title: "The contract archives them",
        migration: purge,
        edits: { [contract]: [["closed | None |", "closed | Archive to S3 |"]] },
      },
    ],
  },

  *check(operation, context, { migration }) {
    const key = keyOf(operation.table);
    if (!isLargeTable(context, key) || isKeyed(operation, context) || isCopied(operation, context)) return;
    if (pathsWithBackup(context).has(migration.migration.up.path)) return;
    if (
      context.head.database !== undefined &&
      retentionOf(context.head.database, operation.table)?.archive !== undefined
    )
      return;
    yield { at: operation.at, subject: key, data: { table: key } };
  },

  explain: ({ table }) => ({
    what: `This deletes rows of the large table ${code(table)}, and nothing says where they could be had again.`,
    why: "No rollback brings deleted rows back, and a condition that was a little too wide is noticed when they are missed.",
    fix: "Copy them to another table first (in a migration before this one), or name the backup in the Rollback Plan of the migration's entry. Delete in batches, so that locks stay short.",
  }),
});

/** The condition names rows by the columns of the primary key, and compares them for equality. */
function isKeyed({ statement, table }: OperationOf<"delete">, { comparison }: RuleContext): boolean {
  const constraints = comparison.head.tables.get(keyOf(table))?.constraints ?? [];
  const key = constraints.find(({ kind }) => kind === "primary-key");
  if (key?.kind !== "primary-key") return false;
  const condition = /\bwhere\b(.*)$/is.exec(statement.text)?.[1] ?? "";
  return key.columns.every((column) =>
    new RegExp(
      `(?<![\\w$])["\`]?${escaped(column)}["\`]?\\s*(?:=\\s*(?:'|\\d|\\$|:|\\?)|in\\s*\\(\\s*(?!select))`,
      "i",
    ).test(condition),
  );
}

function isCopied(operation: OperationOf<"delete">, context: RuleContext): boolean {
  const key = keyOf(operation.table);
  return changedMigrations(context).some(({ steps }) =>
    steps.some(({ operation: one }) => {
      const query = one.kind === "create-table" ? one.as : one.kind === "insert" ? one.query : undefined;
      return query?.tables.some(({ table, access }) => access === "read" && keyOf(table) === key) === true;
    }),
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
