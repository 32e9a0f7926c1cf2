import { keyOf } from "../../model/name.ts";
import type { ColumnPosition } from "../../model/operation.ts";
import type { Table } from "../../model/schema.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";

/** Columns have an order, and some readers go by it. */
export const mysqlColumnReordered = defineRule({
  id: "mysql-column-reordered",
  on: ["alter-column-type"],
  section: "Online-Safe Patterns",
  severity: "info",
  summary: "Point out columns that are moved among the others",
  dialects: ["mysql"],
  whenToWaive: "When nobody reads the table with `SELECT *` or writes to it without naming columns.",
  examples: {
    invalid: [
      "ALTER TABLE users MODIFY name text FIRST;",
      "ALTER TABLE users MODIFY COLUMN created_at datetime NOT NULL DEFAULT CURRENT_TIMESTAMP AFTER id;",
    ],
    valid: [
      {
        title: "A new column beside its kin",
        migration: "ALTER TABLE users ADD COLUMN phone varchar(40) AFTER email;",
      },
      { title: "It stands there already", migration: "ALTER TABLE users MODIFY name text AFTER email;" },
      "ALTER TABLE users MODIFY name text;",
      {
        title: "A table of this pull request",
        migration: "CREATE TABLE IF NOT EXISTS t (a int, b int);\nALTER TABLE t MODIFY b int FIRST;",
      },
    ],
  },

  *check({ table, column, position, at }, { base, comparison, locks }, { step }) {
    const key = keyOf(table);
    const before = step.before.tables.get(key);
    if (position === undefined || comparison.createdTables.has(key)) return;
    if (before === undefined || before.assumed === true) {
      if (base.database !== undefined || comparison.base.complete) return;
    } else if (isThere(before, column, position)) return;
    yield {
      at,
      subject: `${key}.${column}`,
      data: { name: `${key}.${column}`, to: position === "first" ? "first" : `after ${position.after}` },
      lock: locks.get(step.operation)?.[0],
    };
  },

  explain: ({ name, to }) => ({
    what: `${code(name)} is moved: it stands ${to.startsWith("after ") ? `after ${code(to.slice(6))}` : "first"} from now on.`,
    why: "Whoever reads by place (`SELECT *`) or inserts without naming columns gets values mixed up, and MySQL writes the whole table anew for it.",
    fix: "Leave the column where it is: its place says nothing that a query could not.",
  }),
});

function isThere({ columns }: Table, name: string, position: ColumnPosition): boolean {
  const at = columns.findIndex((column) => column.name === name);
  return position === "first" ? at === 0 : columns[at - 1]?.name === position.after;
}
