import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import type { Schema } from "../../model/schema.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { isNewTable } from "../destructive/made-here.ts";
import { onNewTable } from "./harmless-examples.ts";
import { addRequiredCheck, notNullByCheck } from "./unvalidated-constraint.ts";

/** A column that must have a value, and has none to give to the rows that are there. */
export const addRequiredColumn = defineRule({
  id: "add-required-column",
  on: ["add-column"],
  section: "Online-Safe Patterns",
  severity: "error",
  summary: "Disallow adding a NOT NULL column without a default to a table that is there",
  dialects: ["postgresql", "sqlite", "sqlserver"],
  whenToWaive: "When the table is known to be empty and nobody writes to it yet.",
  mend: ["batched-backfill", "not-valid-then-validate"],
  examples: {
    invalid: [
      "ALTER TABLE users ADD COLUMN phone text NOT NULL;",
      { title: "Part of a primary key", migration: "ALTER TABLE users ADD COLUMN tenant integer PRIMARY KEY;" },
    ],
    valid: [
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
      onNewTable("id integer", "ALTER TABLE notes ADD COLUMN body text NOT NULL;"),
      {
        title: "Its domain has a default",
        migration: "CREATE DOMAIN phone AS text DEFAULT '';\nALTER TABLE users ADD COLUMN fax phone NOT NULL;",
      },
    ],
  },

  *check(operation, context, { step }) {
    if (step.effect === "no-effect" || !isRequired(operation, step.before)) return;
    if (isNewTable(context, operation, operation.table, step.before)) return;
    const table = keyOf(operation.table);
    const { column, definition } = operation;
    yield {
      at: operation.at,
      subject: `${table}.${column}`,
      data: { table, column, type: definition.type?.text ?? "…", dialect: dialectOf(context) },
      lock: context.locks.get(operation)?.[0],
    };
  },

  explain: ({ table, column, type, dialect }) => ({
    what: `${code(`${table}.${column}`)} is added as NOT NULL without a default.`,
    why: "The statement fails as soon as the table holds a row, and until the application knows the column, every INSERT that gives it no value fails.",
    fix:
      dialect === "postgresql"
        ? `Add it without NOT NULL, fill it in batches, and require it in a later migration:\n\n${fenced("sql", `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${column} ${type};\n-- once every row has a value, in a later migration:\n${addRequiredCheck(table, column)}\n-- and in one more:\n${notNullByCheck(table, column)}`)}\n\nWhere one constant suits all rows, a ${code("DEFAULT")} does it at once.`
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

function dialectOf({ comparison }: RuleContext): string {
  return comparison.head.dialect;
}
