import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import type { IndexElement, Schema } from "../../model/schema.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { isNewTable } from "../destructive/made-here.ts";
import { sqlName, sqlQualifiedName } from "../sql-name.ts";
import { serverAlone } from "./mysql-shop.ts";

type Adding = OperationOf<"create-index" | "add-constraint" | "add-column">;

/** A unique key is refused as long as two rows hold the same values, and nobody sees the rows in a file. */
export const uniqueOverPresentRows = defineRule({
  id: "unique-over-present-rows",
  on: ["create-index", "add-constraint", "add-column"],
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Warn of unique keys over rows that are there, which fail where two rows hold the same values",
  dialects: ["mysql", "sqlite"],
  whenToWaive: "When a query on the real data found no two rows alike, and the application writes none.",
  examples: {
    invalid: [
      "ALTER TABLE users ADD CONSTRAINT users_name_created_at UNIQUE (name, created_at);",
      "CREATE UNIQUE INDEX idx_users_name ON users (name(100));",
      {
        title: "One default for all rows",
        migration: "ALTER TABLE users ADD COLUMN code varchar(10) NOT NULL DEFAULT 'none' UNIQUE;",
      },
      {
        title: "A key that every row begins with zero in",
        migration: "ALTER TABLE logs ADD COLUMN id int PRIMARY KEY;",
      },
      {
        title: "On SQLite",
        base: serverAlone("SQLite", "3.45", ["notes", "CREATE TABLE notes (id integer PRIMARY KEY, title text);"]),
        migration: "CREATE UNIQUE INDEX notes_title ON notes (title);",
      },
    ],
    valid: [
      "ALTER TABLE users ADD INDEX idx_users_name (name(100));",
      {
        title: "A table of this pull request",
        migration:
          "CREATE TABLE notes (id int PRIMARY KEY, title varchar(80));\nCREATE UNIQUE INDEX notes_title ON notes (title);",
      },
      {
        title: "A new column that holds nothing yet",
        migration: "ALTER TABLE users ADD COLUMN phone varchar(40) UNIQUE;",
      },
      {
        title: "A new column that the server numbers",
        migration: "ALTER TABLE users ADD COLUMN number bigint NOT NULL AUTO_INCREMENT UNIQUE;",
      },
      {
        title: "A new column that a key of two begins with",
        migration: "ALTER TABLE users ADD COLUMN phone varchar(40);\nALTER TABLE users ADD UNIQUE (phone, name(20));",
      },
      {
        title: "No two rows agree on the key, nor on more",
        migration: "ALTER TABLE orders ADD UNIQUE (id, user_id);",
      },
      {
        title: "A unique key that was there, under another name",
        base: serverAlone("MySQL", "8.4", [
          "seats",
          "CREATE TABLE seats (id int PRIMARY KEY, code char(4), UNIQUE KEY old_name (code));",
        ]),
        migration: "ALTER TABLE seats DROP INDEX old_name, ADD UNIQUE INDEX seats_code (code);",
      },
      {
        title: "A key that the server numbers",
        migration: "ALTER TABLE logs ADD COLUMN id bigint AUTO_INCREMENT PRIMARY KEY;",
      },
      {
        title: "The key and more",
        migration: "ALTER TABLE orders DROP PRIMARY KEY, ADD PRIMARY KEY (id, user_id);",
      },
      {
        title: "A new column that is filled before it is unique",
        migration:
          "ALTER TABLE users ADD COLUMN token char(36);\nUPDATE users SET token = uuid();\nALTER TABLE users ADD UNIQUE (token);",
      },
      { title: "A unique key that goes", migration: "ALTER TABLE users DROP INDEX users_name_key;" },
      {
        title: "A temporary table",
        migration: "CREATE TEMPORARY TABLE work (a int);\nALTER TABLE work ADD UNIQUE (a);",
      },
    ],
  },

  *check(operation, context, { step }) {
    const key = uniqueKey(operation);
    if (key === undefined || isNewTable(context, operation, operation.table, step.before)) return;
    const table = keyOf(operation.table);
    const schemas = [context.comparison.base, step.before];
    if (schemas.some((schema) => isUniqueAlready(key, schema, table))) return;
    if (key.some(({ column }) => column !== undefined && isEmpty(column, table, context))) return;
    const { dialect } = context.engine;
    const columns = key.map(({ column, expression }) =>
      column === undefined ? (expression?.text ?? "…") : sqlName(column, dialect),
    );
    const list = columns.join(", ");
    yield {
      at: operation.at,
      subject: `${table} ${list}`,
      data: {
        table,
        columns: list,
        query: `SELECT ${list}, count(*) FROM ${sqlQualifiedName(operation.table, dialect)} GROUP BY ${list} HAVING count(*) > 1;`,
      },
    };
  },

  explain: ({ table, columns, query }) => ({
    what: `${code(`${table} (${columns})`)} is to be unique over rows that are there already.`,
    why: "The statement fails where two rows hold the same values, which a test database seldom shows; and from then on the application's writes fail where it makes a second one.",
    fix: `Look for such rows where the data is, and say in a migration before this one what becomes of them:\n\n${fenced("sql", query)}`,
  }),
});

type Key = readonly Pick<IndexElement, "column" | "expression" | "prefix">[];

function uniqueKey(operation: Adding): Key | undefined {
  if (operation.kind === "create-index") return operation.index.unique ? operation.index.elements : undefined;
  const constraints = operation.kind === "add-constraint" ? [operation.constraint] : operation.constraints;
  for (const one of constraints) {
    if (one.kind !== "unique" && one.kind !== "primary-key") continue;
    return one.columns.map((column) => ({ column, expression: undefined }));
  }
  return undefined;
}

/** Whether a key that is there lets no two rows agree on these columns. */
function isUniqueAlready(key: Key, { tables }: Schema, table: string): boolean {
  const whole = key.flatMap(({ column, prefix }) => (column === undefined || prefix !== undefined ? [] : [column]));
  const { constraints = [], indexes = [] } = tables.get(table) ?? {};
  const keys = [
    ...constraints.flatMap((one) => (one.kind === "primary-key" || one.kind === "unique" ? [one.columns] : [])),
    ...indexes.flatMap(({ unique, where, elements }) =>
      unique && where === undefined ? [elements.map(({ column }) => column)] : [],
    ),
  ];
  return keys.some((columns) => columns.every((column) => column !== undefined && whole.includes(column)));
}

/** Whether the pull request adds the column and every row starts with NULL in it, which equals nothing, or with a number of its own. */
function isEmpty(column: string, table: string, { comparison }: RuleContext): boolean {
  return comparison.steps.some(({ operation }) => {
    if (operation.kind !== "add-column" || operation.column !== column || keyOf(operation.table) !== table)
      return false;
    const { nullable, default: value, identity, type, generated } = operation.definition;
    if (identity !== undefined || type?.serial === true) return true;
    return nullable && generated === undefined && (value === undefined || /^null$/i.test(value.meaning));
  });
}
