import type { OperationOf } from "../../model/operation.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { sqlQualifiedName } from "../sql-name.ts";
import { onNewTable, onSmallUsers } from "./harmless-examples.ts";
import { factsOf, lockSentence, longLockOn } from "./long-lock.ts";
import { postgresName } from "./unvalidated-constraint.ts";

/** A unique constraint builds its index while nobody reads or writes; an index that is there already becomes one in an instant. */
export const uniqueNotUsingIndex = defineRule({
  id: "unique-not-using-index",
  on: ["add-constraint", "add-column"],
  section: "Online-Safe Patterns",
  severity: "error",
  summary: "Require unique constraints to take over an index that was built concurrently",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When the table is small or the application is stopped while the migration runs.",
  mend: ["concurrent-index", "outside-transaction"],
  examples: {
    invalid: [
      "ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);",
      "ALTER TABLE users ADD COLUMN phone text UNIQUE;",
    ],
    valid: [
      "CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON users (email);",
      {
        title: "The index is there",
        migration:
          "CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON users (email);\nALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key;",
      },
      { title: "A table of this pull request", migration: "CREATE TABLE notes (title text UNIQUE);" },
      onNewTable("title text", "ALTER TABLE notes ADD UNIQUE (title);"),
      onSmallUsers("ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);"),
    ],
  },

  *check(operation, context) {
    const columns = uniqueColumns(operation);
    const lock = longLockOn(operation.table, operation, context, ["index build"]);
    if (columns === undefined || lock === undefined) return;
    const written = operation.kind === "add-constraint" ? operation.constraint.name : "";
    yield {
      at: operation.at,
      subject: `${lock.table} ${columns.join(", ")}`,
      data: {
        ...factsOf(lock, context),
        columns: columns.join(", "),
        sql: sqlQualifiedName(operation.table, "postgresql"),
        sqlColumns: columns.map(postgresName).join(", "),
        name: written === "" ? `${operation.table.name}_${columns.join("_")}_key` : written,
        isNew: operation.kind === "add-column",
      },
      lock,
    };
  },

  explain: ({ columns, sql, sqlColumns, name, isNew, ...lock }) => ({
    what: `The unique constraint on ${code(`${lock.table} (${columns})`)} builds its index while it is added.`,
    why: lockSentence(lock),
    fix: `${isNew ? "Add the column alone. " : ""}Build the index outside of a transaction, in a migration of its own, then let the constraint take it over:\n\n${fenced("sql", `CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ${postgresName(name)} ON ${sql} (${sqlColumns});\n-- in a later migration:\nALTER TABLE ${sql} ADD CONSTRAINT ${postgresName(name)} UNIQUE USING INDEX ${postgresName(name)};`)}`,
  }),
});

function uniqueColumns(operation: OperationOf<"add-constraint" | "add-column">): readonly string[] | undefined {
  const constraints = operation.kind === "add-constraint" ? [operation.constraint] : operation.constraints;
  return constraints.find((constraint) => constraint.kind === "unique")?.columns;
}
