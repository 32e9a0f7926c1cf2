import { keyOf } from "../../model/name.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { sqlQualifiedName } from "../sql-name.ts";
import { isDroppedLater, isNewTable } from "./made-here.ts";

/** A forgotten WHERE is the shortest way to lose a table's rows. */
export const deleteWithoutWhere = defineRule({
  id: "delete-without-where",
  on: ["delete"],
  section: "Non-Destructive Changes",
  severity: "error",
  summary: "Disallow deleting all rows of a table that holds data",
  whenToWaive: "When the table is meant to be emptied, such as a cache or a queue, and the reason says who agreed.",
  mend: ["split-migration"],
  examples: {
    invalid: [
      "DELETE FROM orders;",
      'DELETE FROM public."users" USING orders;',
      { title: "A condition that holds for every row", migration: "DELETE FROM orders WHERE 1 = 1;" },
    ],
    valid: [
      "DELETE FROM orders WHERE status = 'new' AND placed_at < '2024-01-01';",
      { title: "Made in the same pull request", migration: "CREATE TABLE a (id integer);\nDELETE FROM a;" },
      { title: "A condition that holds for none", migration: "DELETE FROM orders WHERE NULL IS NOT NULL;" },
      { title: "Nobody can say by the text alone", migration: "DELETE FROM orders WHERE current_date > '2024-01-01';" },
      { title: "A temporary table", migration: "CREATE TEMP TABLE work (id integer);\nDELETE FROM work;" },
      {
        title: "Dropped right after, which is said there",
        migration: "DELETE FROM orders;\nDROP TABLE orders CASCADE;",
      },
      { title: "A cascade of a foreign key", migration: "ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;" },
    ],
  },

  *check(operation, context, { step }) {
    if (operation.hasWhere || isNewTable(context, operation, operation.table, step.before)) return;
    if (isDroppedLater(context, operation, operation.table)) return;
    const table = keyOf(operation.table);
    yield {
      at: operation.at,
      subject: table,
      data: { table, sql: sqlQualifiedName(operation.table, context.engine.dialect) },
    };
  },

  explain: ({ table, sql }) => ({
    what: `${code(`DELETE FROM ${table}`)} has no condition: it deletes every row.`,
    why: "It runs wherever the application runs, and no rollback brings the rows back.",
    fix: `Say which rows: ${code(`DELETE FROM ${sql} WHERE …`)}, in batches where they are many. If all must go, copy them first, and say in the Rollback Plan where they are kept.`,
  }),
});
