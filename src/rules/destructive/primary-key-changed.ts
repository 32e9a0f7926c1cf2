import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import type { Constraint } from "../../model/schema.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { serverAlone } from "../online/mysql-shop.ts";
import { sqlQualifiedName } from "../sql-name.ts";
import { isNewTable } from "./made-here.ts";

/** Rows are found by their primary key, from other tables, caches and addresses outside. */
export const primaryKeyChanged = defineRule({
  id: "primary-key-changed",
  on: ["drop-constraint", "drop-column"],
  section: "Non-Destructive Changes",
  severity: "error",
  summary: "Disallow dropping a primary key or moving it to other columns",
  whenToWaive: "When the table has no references to it and its readers do not rely on the key.",
  mend: ["expand-and-contract"],
  examples: {
    invalid: [
      "ALTER TABLE orders DROP CONSTRAINT orders_pkey;",
      "ALTER TABLE orders DROP CONSTRAINT orders_pkey;\nALTER TABLE orders ADD PRIMARY KEY (id, user_id);",
      {
        title: "The key goes with its column",
        migration: "ALTER TABLE orders DROP COLUMN id;",
      },
      {
        title: "All columns of a key of two, on MySQL",
        base: serverAlone("MySQL", "8.4", [
          "seats",
          "CREATE TABLE seats (hall int, place int, note text, PRIMARY KEY (hall, place));",
        ]),
        migration: "ALTER TABLE seats DROP COLUMN hall, DROP COLUMN place;",
      },
    ],
    valid: [
      { title: "A column of no key", migration: "ALTER TABLE orders DROP COLUMN status;" },
      {
        title: "A column that is added again with the key",
        migration: "ALTER TABLE orders DROP COLUMN id;\nALTER TABLE orders ADD COLUMN id bigint PRIMARY KEY;",
      },
      {
        title: "A new table's column",
        migration: "CREATE TABLE a (id integer PRIMARY KEY, b text);\nALTER TABLE a DROP COLUMN id;",
      },
      {
        title: "The same columns under another name",
        migration:
          "ALTER TABLE orders DROP CONSTRAINT orders_pkey;\nALTER TABLE orders ADD CONSTRAINT pk_orders PRIMARY KEY (id);",
      },
      {
        title: "A table of this pull request",
        migration: "CREATE TABLE a (id integer PRIMARY KEY);\nALTER TABLE a DROP CONSTRAINT a_pkey;",
      },
      { title: "Another constraint", migration: "ALTER TABLE orders DROP CONSTRAINT orders_total_check;" },
      {
        title: "The table goes: said there",
        migration: "ALTER TABLE orders DROP CONSTRAINT orders_pkey;\nDROP TABLE orders CASCADE;",
      },
      "ALTER TABLE orders RENAME CONSTRAINT orders_pkey TO pk_orders;",
    ],
  },

  *check(operation, context, { step }) {
    const table = keyOf(operation.table);
    const before = step.before.tables.get(table)?.constraints.find((one) => takesAway(operation, one));
    const head = context.comparison.head.tables.get(table);
    if (before?.kind !== "primary-key" || head === undefined) return;
    if (operation.kind === "drop-column" && isLaterColumnOfKey(operation, context)) return;
    if (isNewTable(context, operation, operation.table, step.before)) return;
    const after = head.constraints.find(({ kind }) => kind === "primary-key");
    const columns = after !== undefined && "columns" in after ? after.columns : [];
    const renamed = context.comparison.renames.columns.get(table);
    const { dialect } = context.engine;
    const named = columns.map((column) => renamed?.get(column) ?? column);
    if ([...named].sort().join("\n") === [...before.columns].sort().join("\n")) return;
    yield {
      at: operation.at,
      subject: table,
      data: {
        table,
        from: before.columns,
        to: columns,
        sql: sqlQualifiedName(operation.table, dialect),
        concurrently: dialect === "postgresql",
      },
    };
  },

  explain: ({ table, from, to, sql, concurrently }) => ({
    what: `The primary key of ${code(table)} ${to.length === 0 ? `(${codeList(from)}) is dropped` : `changes from ${codeList(from)} to ${codeList(to)}`}.`,
    why: "Foreign keys, upserts, replication and every reader that finds a row by its key rely on it, and on its being unique.",
    fix: `Keep ${codeList(from)} as the key. A key of other columns can stand beside it: build it with ${code(`CREATE UNIQUE INDEX ${concurrently ? "CONCURRENTLY " : ""}… ON ${sql} (…);`, 200)}, move the readers over, and change the key by the Breaking Change Protocol.`,
  }),
});

type Taking = OperationOf<"drop-constraint" | "drop-column">;

function takesAway(operation: Taking, constraint: Constraint): boolean {
  if (operation.kind === "drop-constraint") return constraint.name === operation.constraint;
  return constraint.kind === "primary-key" && constraint.columns.includes(operation.column);
}

/** Of a key that loses several columns the first one says it. */
function isLaterColumnOfKey(operation: OperationOf<"drop-column">, { comparison }: RuleContext): boolean {
  const table = keyOf(operation.table);
  const first = comparison.steps.find(
    ({ operation: one, before }) =>
      one.kind === "drop-column" &&
      keyOf(one.table) === table &&
      before.tables.get(table)?.constraints.some((constraint) => takesAway(one, constraint)),
  );
  return first?.operation !== operation;
}
