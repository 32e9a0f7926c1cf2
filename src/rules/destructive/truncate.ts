import { keyOf } from "../../model/name.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { sqlQualifiedName } from "../sql-name.ts";
import { isDroppedLater, isNewTable } from "./made-here.ts";

/** A migration that empties a table does so in production too, and no rollback brings the rows back. */
export const truncate = defineRule({
  id: "truncate",
  on: ["truncate"],
  section: "Non-Destructive Changes",
  severity: "error",
  summary: "Disallow emptying a table that holds data",
  whenToWaive: "When the table holds nothing that cannot be made again.",
  mend: ["split-migration"],
  examples: {
    invalid: ["TRUNCATE orders;", "TRUNCATE TABLE users, orders RESTART IDENTITY CASCADE;"],
    valid: [
      { title: "Made in the same pull request", migration: "CREATE TABLE a (id integer);\nTRUNCATE a;" },
      { title: "A temporary table", migration: "CREATE TEMP TABLE work (id integer);\nTRUNCATE work;" },
      { title: "Dropped right after, which is said there", migration: "TRUNCATE orders;\nDROP TABLE orders CASCADE;" },
      { title: "A function of that name", migration: "UPDATE orders SET total = trunc(total) WHERE total > 1000;" },
    ],
  },

  *check(operation, context, { step }) {
    const emptied = operation.tables.filter(
      (table) => !isNewTable(context, operation, table, step.before) && !isDroppedLater(context, operation, table),
    );
    const [first] = emptied;
    if (first === undefined) return;
    const tables = emptied.map(keyOf);
    const { cascade, partitions = [] } = operation;
    yield {
      at: operation.at,
      subject: [...tables, ...partitions].join(" "),
      data: { tables, partitions, cascade, sql: sqlQualifiedName(first, context.engine.dialect) },
    };
  },

  explain: ({ tables, partitions, cascade, sql }) => ({
    what: `The migration empties ${partitions.length > 0 ? `${codeList(partitions)} of ` : ""}${codeList(tables)}${cascade ? ", and every table that refers to them." : "."}`,
    why: "It runs wherever the application runs. All rows are gone, and readers find nothing without any error.",
    fix: `If some rows must go, name them: ${code(`DELETE FROM ${sql} WHERE …`)}, in batches. If all must go, deprecate the table and drop it a release later.`,
  }),
});
