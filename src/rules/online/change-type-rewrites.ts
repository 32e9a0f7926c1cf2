import type { OperationOf } from "../../model/operation.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { onNewTable, onSmallUsers } from "./harmless-examples.ts";
import { factsOf, lockSentence, longLockOn } from "./long-lock.ts";

/** Most changes of a type write every row and every index anew. */
export const changeTypeRewrites = defineRule({
  id: "change-type-rewrites",
  on: ["alter-column-type"],
  section: "Online-Safe Patterns",
  severity: "error",
  summary: "Disallow changes of a column's type that rewrite the table or its indexes",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When the table is small or the application is stopped while the migration runs.",
  mend: ["expand-and-contract", "batched-backfill"],
  examples: {
    invalid: [
      "ALTER TABLE users ALTER COLUMN id TYPE bigint;",
      "ALTER TABLE orders ALTER COLUMN placed_at TYPE timestamptz;",
      {
        title: "Text that something else was made of, as its USING says",
        base: { "DATABASE_SCHEMA_CONTRACT.md": null },
        migration: "ALTER TABLE hosts ALTER COLUMN name TYPE text USING host_name(name);",
      },
      {
        title: "A column that nobody tells of, and no text",
        base: { "DATABASE_SCHEMA_CONTRACT.md": null },
        migration: "ALTER TABLE hosts ALTER COLUMN id TYPE bigint;",
      },
      {
        title: "The index is built anew",
        migration: `ALTER TABLE users ALTER COLUMN email TYPE varchar(255) COLLATE "C";`,
      },
    ],
    valid: [
      {
        title: "Longer text is stored as before",
        migration: "ALTER TABLE users ALTER COLUMN email TYPE varchar(500);",
      },
      {
        title: "So is text without a limit",
        migration: "ALTER TABLE users ALTER COLUMN email TYPE text USING email::text;",
      },
      {
        title: "Text of a column that neither a contract nor an earlier migration tells of",
        base: { "DATABASE_SCHEMA_CONTRACT.md": null },
        migration:
          "ALTER TABLE hosts ALTER COLUMN icon TYPE text;\nALTER TABLE hosts ALTER COLUMN name TYPE varchar(255);",
      },
      "ALTER TABLE orders ALTER COLUMN total TYPE numeric(14,2);",
      "ALTER TABLE users ALTER COLUMN created_at TYPE timestamp(6);",
      onNewTable("id integer", "ALTER TABLE notes ALTER COLUMN id TYPE bigint;"),
      onSmallUsers("ALTER TABLE users ALTER COLUMN id TYPE bigint;"),
      {
        title: "A name for what it is already",
        migration: "ALTER TABLE users ALTER COLUMN email TYPE character varying(255);",
      },
      {
        title: "The type that the column has",
        migration: "ALTER TABLE users ALTER COLUMN id TYPE integer;",
      },
      {
        title: "Text of a table that nobody tells of, from what may be text",
        base: { "DATABASE_SCHEMA_CONTRACT.md": null },
        migration: `ALTER TABLE "Host" ALTER COLUMN "note" SET DATA TYPE text;`,
      },
    ],
  },

  *check(operation, context, { step }) {
    const lock = longLockOn(operation.table, operation, context, ["rewrite", "index build"]);
    if (lock === undefined) return;
    const from = step.before.tables.get(lock.table)?.columns.find(({ name }) => name === operation.column)?.type;
    if (from === undefined && isLikelyLonger(operation)) return;
    const { column, type } = operation;
    yield {
      at: operation.at,
      subject: `${lock.table}.${column}`,
      data: { ...factsOf(lock, context), work: lock.work, column, from: from?.meaning ?? "", to: type.meaning },
      lock,
    };
  },

  explain: ({ column, from, to, work, ...lock }) => ({
    what:
      work === "index build"
        ? `Changing ${code(`${lock.table}.${column}`)} to ${code(to)} builds its indexes anew.`
        : from === ""
          ? `Changing ${code(`${lock.table}.${column}`)} to ${code(to)} rewrites the table, unless its old type is stored in the same way.`
          : `Changing ${code(`${lock.table}.${column}`)} from ${code(from)} to ${code(to)} rewrites the table.`,
    why: lockSentence(lock),
    fix: `Add a new column of type ${code(to)}, write both, fill the new one in batches, let readers change over, and drop the old one a release later.`,
  }),
});

/** Text of a column that nobody has told the type of: without USING it was text as a rule, and more of it is stored as before. */
function isLikelyLonger({ type, using }: OperationOf<"alter-column-type">): boolean {
  return using === undefined && type.dimensions === 0 && (type.base === "text" || type.base === "character varying");
}
