import { isBefore } from "../../model/engine.ts";
import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import type { Schema } from "../../model/schema.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { isEmptiedBefore, isNewTable } from "../destructive/made-here.ts";
import { sqlQualifiedName } from "../sql-name.ts";
import { statedRows } from "../table-size.ts";
import { onNewTable } from "./harmless-examples.ts";
import { plainColumn } from "./step-by-step.ts";
import { requireLater } from "./unvalidated-constraint.ts";

/** A column that must have a value, and has none to give to the rows that are there. */
export const addRequiredColumn = defineRule({
  id: "add-required-column",
  on: ["add-column"],
  section: "Online-Safe Patterns",
  severity: "error",
  summary:
    "Disallow adding a NOT NULL column without a default, or one whose default does not stay, to a table that is there",
  dialects: ["postgresql", "mysql", "sqlite", "sqlserver"],
  whenToWaive: "When the table is known to be empty and nobody writes to it yet.",
  mend: ["batched-backfill", "not-valid-then-validate"],
  examples: {
    invalid: [
      "ALTER TABLE users ADD COLUMN phone text NOT NULL;",
      { title: "Part of a primary key", migration: "ALTER TABLE users ADD COLUMN tenant integer PRIMARY KEY;" },
      {
        title: "Its default is there for the rows alone",
        migration:
          "ALTER TABLE users ADD COLUMN phone text NOT NULL DEFAULT '';\nALTER TABLE users ALTER COLUMN phone DROP DEFAULT;",
      },
      {
        title: "The table is emptied before: the statement runs, and the application cannot write",
        migration: "TRUNCATE users CASCADE;\nALTER TABLE users ADD COLUMN phone text NOT NULL;",
      },
    ],
    valid: [
      {
        title: "Emptied before, and the new column has a default",
        migration: "TRUNCATE users CASCADE;\nALTER TABLE users ADD COLUMN phone text NOT NULL DEFAULT '';",
      },
      "ALTER TABLE users ADD COLUMN phone text;",
      {
        title: "A constant default is not written to the rows",
        migration: "ALTER TABLE users ADD COLUMN phone text NOT NULL DEFAULT '';",
      },
      {
        title: "The server numbers the rows",
        migration: "ALTER TABLE users ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY;",
      },
      {
        title: "The server computes it",
        migration: "ALTER TABLE users ADD COLUMN both text NOT NULL GENERATED ALWAYS AS (email || id) STORED;",
      },
      {
        title: "Another default takes its place",
        migration:
          "ALTER TABLE users ADD COLUMN phone text NOT NULL DEFAULT 'none';\nALTER TABLE users ALTER COLUMN phone DROP DEFAULT;\nALTER TABLE users ALTER COLUMN phone SET DEFAULT '';",
      },
      {
        title: "The default goes, and NOT NULL with it",
        migration:
          "ALTER TABLE users ADD COLUMN phone text NOT NULL DEFAULT '';\nALTER TABLE users ALTER COLUMN phone DROP DEFAULT, ALTER COLUMN phone DROP NOT NULL;",
      },
      onNewTable("id integer", "ALTER TABLE notes ADD COLUMN body text NOT NULL;"),
      {
        title: "Its domain has a default",
        migration: "CREATE DOMAIN phone AS text DEFAULT '';\nALTER TABLE users ADD COLUMN fax phone NOT NULL;",
      },
    ],
  },

  *check(operation, context, { step }) {
    if (step.effect === "no-effect") return;
    const passing = hasPassingDefault(operation, context);
    // What MySQL puts into the rows by itself is the matter of mysql-implicit-zero-fill.
    if (!passing && (dialectOf(context) === "mysql" || !isRequired(operation, step.before))) return;
    if (isNewTable(context, operation, operation.table, step.before)) return;
    const table = keyOf(operation.table);
    const { column } = operation;
    const isSqlite = dialectOf(context) === "sqlite";
    // SQLite does not look whether there are rows.
    const emptied = !isSqlite && isEmptiedBefore(context, operation, operation.table);
    yield {
      at: operation.at,
      subject: `${table}.${column}`,
      certain: !passing && !emptied && (isSqlite || (statedRows(context, table) ?? 0) > 0),
      data: {
        table,
        column,
        plain: plainColumn(operation, false),
        passing,
        emptied,
        dialect: dialectOf(context),
        later: requireLater(sqlQualifiedName(operation.table, "postgresql"), column, context.engine),
        // A constant default is written to every row there.
        writesDefaults: dialectOf(context) === "postgresql" && isBefore(context.engine, 11),
      },
      lock: passing ? undefined : context.locks.get(operation)?.[0],
    };
  },

  explain: ({ table, column, plain, passing, emptied, dialect, later, writesDefaults }) => ({
    what: `${code(`${table}.${column}`)} is added as NOT NULL ${passing ? "with a default that is dropped again" : "without a default"}.`,
    why: passing
      ? "The rows have a value, but every INSERT of an application that does not know the column yet fails once the default is gone."
      : emptied
        ? "The table was emptied before, so that the statement runs; but until the application knows the column, every INSERT that gives it no value fails."
        : "The statement fails as soon as the table holds a row, and until the application knows the column, every INSERT that gives it no value fails.",
    fix: passing
      ? `Keep the default until every running version of the application gives ${code(column)} a value, and drop it in a later release.`
      : dialect === "postgresql"
        ? `Add it without NOT NULL, fill it in batches, and require it in a later migration:\n\n${fenced("sql", `${plain}\n${later}`)}${writesDefaults ? "" : `\n\nWhere one constant suits all rows, a ${code("DEFAULT")} does it at once.`}`
        : `Give it a constant ${code("DEFAULT")}, or add it without NOT NULL, fill it, and require it later.`,
  }),
});

function isRequired({ definition, constraints }: OperationOf<"add-column">, { types }: Schema): boolean {
  const { nullable, default: value, generated, identity, type } = definition;
  const isKey = constraints.some(({ kind }) => kind === "primary-key");
  if ((nullable && !isKey) || value !== undefined || generated !== undefined || identity !== undefined) return false;
  const domain = type === undefined ? undefined : types.get(type.base);
  return type?.serial !== true && !(domain?.kind === "domain" && domain.default !== undefined);
}

/** The default of a NOT NULL column is dropped by a later statement, and none comes back. */
function hasPassingDefault(
  { table, column, definition }: OperationOf<"add-column">,
  { comparison }: RuleContext,
): boolean {
  if (definition.nullable || definition.default === undefined) return false;
  const key = keyOf(table);
  const dropped = comparison.steps.some(
    ({ operation }) =>
      operation.kind === "drop-default" && operation.column === column && keyOf(operation.table) === key,
  );
  const atHead = comparison.head.tables.get(key)?.columns.find(({ name }) => name === column);
  return dropped && atHead !== undefined && !atHead.nullable && atHead.default === undefined;
}

function dialectOf({ comparison }: RuleContext): string {
  return comparison.head.dialect;
}
