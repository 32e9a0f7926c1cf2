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
      "ALTER TABLE orders ALTER COLUMN total TYPE numeric(14,2);",
      "ALTER TABLE users ALTER COLUMN created_at TYPE timestamp(6);",
      onNewTable("id integer", "ALTER TABLE notes ALTER COLUMN id TYPE bigint;"),
      onSmallUsers("ALTER TABLE users ALTER COLUMN id TYPE bigint;"),
    ],
  },

  *check(operation, context, { step }) {
    const lock = longLockOn(operation.table, operation, context, ["rewrite", "index build"]);
    if (lock === undefined) return;
    const from = step.before.tables.get(lock.table)?.columns.find(({ name }) => name === operation.column)?.type;
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
