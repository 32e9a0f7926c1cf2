import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { Operation } from "../../model/operation.ts";
import { code } from "../../text/markdown.ts";
import { changedMigrations } from "../changed-migrations.ts";
import { defineRule } from "../define-rule.ts";
import { sqlName } from "../sql-name.ts";

/** Where a name without a schema leads is a matter of the session's search_path, which differs between people, tools and servers. */
export const schemaQualified = defineRule({
  id: "schema-qualified",
  on: "pull-request",
  section: "Schema Overview",
  severity: "off",
  dialects: ["postgresql"],
  summary: "Warn of tables, views, types and routines that are made without naming their schema",
  whenToWaive: "The migration tool sets the search path for each tenant, and the same file is to run in every schema.",
  examples: {
    invalid: [
      "CREATE TABLE coupons (code text PRIMARY KEY);",
      "CREATE VIEW open_orders AS SELECT id FROM public.orders;",
    ],
    valid: [
      "CREATE TABLE public.coupons (code text PRIMARY KEY);",
      'CREATE TABLE IF NOT EXISTS "public"."coupons" (code text PRIMARY KEY);',
      "CREATE TYPE billing.state AS ENUM ('new');",
      { title: "Temporary tables have a schema of their own", migration: "CREATE TEMPORARY TABLE batch (id integer);" },
      {
        title: "The migration says where it works",
        migration: "SET search_path TO billing;\nCREATE TABLE invoices (id integer PRIMARY KEY);",
      },
      { title: "What is there already", migration: "ALTER TABLE users ADD COLUMN fax text;" },
    ],
  },

  *check(context) {
    for (const { steps } of changedMigrations(context)) {
      let isPathSet = false;
      for (const { operation, effect } of steps) {
        if (operation.kind === "set-parameter" && operation.parameter.toLowerCase() === "search_path")
          isPathSet = operation.value !== undefined;
        const made = effect === "no-effect" || isPathSet ? undefined : nameMade(operation);
        if (made === undefined || made.name.schema !== undefined || isQualified(operation.statement.text, made.name))
          continue;
        yield { at: operation.at, subject: keyOf(made.name), data: { noun: made.noun, name: keyOf(made.name) } };
      }
    }
  },

  explain: ({ noun, name }) => ({
    what: `The ${noun} ${code(name)} is made without its schema.`,
    why: "It lands in the first schema of the session's search path, which may be another one on the next server, or one that somebody put before it.",
    fix: `Name the schema: ${code(`public.${sqlName(name, "postgresql")}`)}.`,
  }),
});

function nameMade(operation: Operation): { readonly noun: string; readonly name: QualifiedName } | undefined {
  switch (operation.kind) {
    case "create-table":
      return operation.persistence === "temporary" ? undefined : { noun: "table", name: operation.table };
    case "create-view":
      return operation.temporary ? undefined : { noun: "view", name: operation.view };
    case "create-sequence":
      return operation.temporary ? undefined : { noun: "sequence", name: operation.sequence };
    case "create-routine":
      return { noun: operation.routine.kind, name: operation.routine.name };
    case "create-enum":
    case "create-domain":
    case "create-composite":
    case "create-range":
      return { noun: "type", name: operation.type };
    default:
      return undefined;
  }
}

/** `public` is the default schema and left out of names: only the text tells whether it was written. */
function isQualified(text: string, { name }: QualifiedName): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`\\bpublic"?\\s*\\.\\s*"?${escaped}(?![\\w$])`, "i").test(text);
}
