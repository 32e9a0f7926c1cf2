import { keyOf } from "../../model/name.ts";
import type { Dialect } from "../../model/schema.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { type NewTable, newTables } from "../new-tables.ts";

/** Without a primary key no row can be told from its twin: replication, clean-up and every tool that names a row need one. */
export const primaryKeyMissing = defineRule({
  id: "primary-key-missing",
  on: "pull-request",
  section: "Performance Considerations",
  severity: "error",
  summary: "Require a primary key for every new table",
  whenToWaive: "Rows are only ever appended and read as a whole, such as a log that is thrown away by partitions.",
  mend: ["raw-sql"],
  examples: {
    invalid: [
      "CREATE TABLE logins (user_id integer, at timestamp);",
      "CREATE TABLE user_roles (user_id integer, role_id integer, UNIQUE (user_id, role_id));",
    ],
    valid: [
      "CREATE TABLE logins (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamp);",
      "CREATE TABLE user_roles (user_id integer, role_id integer, PRIMARY KEY (user_id, role_id));",
      {
        title: "Added afterwards",
        migration: "CREATE TABLE logins (id integer);\nALTER TABLE logins ADD PRIMARY KEY (id);",
      },
      {
        title: "A partition has its parent's",
        migration:
          "CREATE TABLE events (id integer, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);\nCREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
      },
      { title: "Taken over with the rest", migration: "CREATE TABLE orders_archive (LIKE orders INCLUDING ALL);" },
      "CREATE TEMPORARY TABLE batch (id integer);",
      { title: "For loading", migration: "CREATE UNLOGGED TABLE staging (line text);" },
      { title: "A copy to fall back on", migration: "CREATE TABLE users_before AS SELECT * FROM users;" },
      "CREATE TABLE IF NOT EXISTS orders (total integer);",
    ],
  },

  *check(context) {
    for (const made of newTables(context)) {
      const { table, key, operation } = made;
      if (table.constraints.some(({ kind }) => kind === "primary-key") || isExempt(made, context)) continue;
      const unique = table.constraints.find(({ kind }) => kind === "unique");
      yield {
        at: operation.at,
        subject: key,
        data: {
          table: key,
          unique: unique?.kind === "unique" ? unique.columns.join(", ") : "",
          column: keyColumns[context.comparison.head.dialect],
          isPartitioned: table.partitionBy !== undefined,
        },
      };
    }
  },

  explain: ({ table, unique, column, isPartitioned }) => ({
    what: `The new table ${code(table)} has no primary key.`,
    why: "Two equal rows can then neither be told apart nor deleted one by one; logical replication refuses updates and deletes, and tools that go through a table in batches have nothing to go by.",
    fix:
      unique === ""
        ? `Give it one: ${code(column)}, or ${code("PRIMARY KEY (…)")} over the columns that tell a row${isPartitioned ? ", those of the partition key among them" : ""}.`
        : `Make the unique constraint its primary key: ${code(`PRIMARY KEY (${unique})`)}.`,
  }),
});

/** A column that numbers the rows, in each dialect. */
const keyColumns: Readonly<Record<Dialect, string>> = {
  postgresql: "id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
  mysql: "id bigint unsigned AUTO_INCREMENT PRIMARY KEY",
  sqlite: "id INTEGER PRIMARY KEY",
  sqlserver: "id bigint IDENTITY PRIMARY KEY",
};

/** Staging tables, copies that no contract knows, and tables that take over what nobody knows. */
function isExempt({ table, key, operation }: NewTable, { head, comparison }: RuleContext): boolean {
  if (table.persistence !== "permanent" || operation.ofType !== undefined) return true;
  if (operation.as !== undefined && head.database?.tables.has(key) !== true) return true;
  return operation.like.some(
    ({ source, including }) =>
      including.some((part) => part === "all" || part === "indexes") &&
      comparison.head.tables.get(keyOf(source))?.assumed !== false,
  );
}
