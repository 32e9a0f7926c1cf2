import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { sqlQualifiedName } from "../sql-name.ts";
import { isDroppedLater, isNewTable } from "./made-here.ts";

/** An UPDATE of every row overwrites what was there; filling a new column overwrites nothing. */
export const updateWithoutWhere = defineRule({
  id: "update-without-where",
  on: ["update"],
  section: "Non-Destructive Changes",
  severity: "warning",
  summary: "Warn of updates that overwrite a column in every row",
  whenToWaive: "When every row is meant, and the table is small or the time is right.",
  mend: ["batched-backfill"],
  examples: {
    invalid: [
      "UPDATE users SET name = 'unknown';",
      "UPDATE orders SET total = round(total), status = 'new';",
      "UPDATE users SET name = 'unknown' WHERE true;",
    ],
    valid: [
      "UPDATE users SET name = 'unknown' WHERE name IS NULL;",
      { title: "A condition that holds for none", migration: "UPDATE users SET name = 'unknown' WHERE 1 = 0;" },
      { title: "One of two parts decides", migration: "UPDATE users SET name = 'unknown' WHERE true AND name = '';" },
      {
        title: "Filling a column of this pull request",
        migration: "ALTER TABLE users ADD COLUMN mail text;\nUPDATE users SET mail = email;",
      },
      {
        title: "A table of this pull request",
        migration: "CREATE TABLE a (id integer, b text);\nUPDATE a SET b = 'x';",
      },
      { title: "A temporary table", migration: "CREATE TEMP TABLE work (id integer);\nUPDATE work SET id = 1;" },
    ],
  },

  *check(operation, context, { step }) {
    if (operation.hasWhere || operation.batched) return;
    if (isNewTable(context, operation, operation.table, step.before)) return;
    if (isDroppedLater(context, operation, operation.table)) return;
    const columns = operation.columns.filter((column) => !isNewColumn(operation, column, context));
    if (columns.length === 0) return;
    const table = keyOf(operation.table);
    yield {
      at: operation.at,
      subject: `${table} ${columns.join(" ")}`,
      data: { table, columns, sql: sqlQualifiedName(operation.table, context.engine.dialect) },
    };
  },

  explain: ({ table, columns, sql }) => ({
    what: `The update of ${code(table)} has no condition: it overwrites ${codeList(columns)} in every row.`,
    why: "What was there is lost in all rows, and every row is locked until the migration ends.",
    fix: `Say which rows: ${code(`UPDATE ${sql} SET … WHERE …`)}. If all are meant, write the new values into a column of its own and move the readers over.`,
  }),
});

function isNewColumn({ table }: OperationOf<"update">, column: string, { comparison }: RuleContext): boolean {
  return comparison.steps.some(
    ({ operation }) =>
      operation.kind === "add-column" && operation.column === column && keyOf(operation.table) === keyOf(table),
  );
}
