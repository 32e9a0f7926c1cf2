import type { Step } from "../../model/comparison.ts";
import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { Operation } from "../../model/operation.ts";
import { code } from "../../text/markdown.ts";
import { changedMigrations } from "../changed-migrations.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { sqlName } from "../sql-name.ts";

/** Where a name without a schema leads is a matter of the session's search_path, which differs between people, tools and servers. */
export const schemaQualified = defineRule({
  id: "schema-qualified",
  on: "pull-request",
  section: "Schema Overview",
  severity: "off",
  dialects: ["postgresql"],
  summary: "Warn of tables, views, types and routines that are made, altered or dropped without naming their schema",
  whenToWaive: "The migration tool sets the search path for each tenant, and the same file is to run in every schema.",
  examples: {
    invalid: [
      "CREATE TABLE coupons (code text PRIMARY KEY);",
      "CREATE VIEW open_orders AS SELECT id FROM public.orders;",
      { title: "Which of them is meant?", migration: "ALTER TABLE users ADD COLUMN fax text;" },
      "DROP TABLE users;",
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
      "ALTER TABLE public.users ADD COLUMN fax text;",
      "DROP TABLE public.users, billing.invoices;",
      {
        title: "A temporary table, altered",
        migration: "CREATE TEMP TABLE batch (id integer);\nALTER TABLE batch ADD COLUMN a text;\nDROP TABLE batch;",
      },
      { title: "Rows alone", migration: "UPDATE users SET name = 'a' WHERE id = 1;" },
    ],
  },

  *check(context) {
    for (const { steps } of changedMigrations(context)) {
      let isPathSet = false;
      for (const step of steps) {
        const { operation, effect } = step;
        if (operation.kind === "set-parameter" && operation.parameter.toLowerCase() === "search_path")
          isPathSet = operation.value !== undefined;
        if (effect === "no-effect" || isPathSet) continue;
        const named = nameMade(operation) ?? nameMeant(step, context);
        if (named === undefined || named.name.schema !== undefined || isQualified(operation.statement.text, named.name))
          continue;
        const { noun, verb } = named;
        const name = keyOf(named.name);
        yield { at: operation.at, subject: verb === "made" ? name : `${name} ${verb}`, data: { noun, name, verb } };
      }
    }
  },

  explain: ({ noun, name, verb }) => ({
    what: `The ${noun} ${code(name)} is ${verb} without its schema.`,
    why:
      verb === "made"
        ? "It lands in the first schema of the session's search path, which may be another one on the next server, or one that somebody put before it."
        : "Which one is meant goes by the session's search path: where a schema before it has one of that name, it is that one which is hit.",
    fix: `Name the schema: ${code(`public.${sqlName(name, "postgresql")}`)}.`,
  }),
});

type Named = {
  readonly noun: string;
  readonly name: QualifiedName;
  readonly verb: "made" | "altered" | "dropped";
};

/** What a statement alters or drops, said once for its first clause; what the pull request makes was told of there, and temporary tables have a schema of their own. */
function nameMeant({ operation, before }: Step, { comparison }: RuleContext): Named | undefined {
  const named = nameAltered(operation);
  if (named === undefined || comparison.createdTables.has(keyOf(named.name))) return undefined;
  if (before.tables.get(keyOf(named.name))?.persistence === "temporary") return undefined;
  const first = comparison.steps.find(({ operation: one }) => one.statement === operation.statement);
  return first?.operation === operation || operation.kind === "drop-table" ? named : undefined;
}

function nameAltered(operation: Operation): Named | undefined {
  switch (operation.kind) {
    case "drop-table":
      return { noun: "table", name: operation.table, verb: "dropped" };
    case "drop-view":
      return { noun: "view", name: operation.view, verb: "dropped" };
    case "drop-sequence":
      return { noun: "sequence", name: operation.sequence, verb: "dropped" };
    case "drop-type":
      return { noun: "type", name: operation.type, verb: "dropped" };
    case "drop-routine":
      return { noun: operation.routineKind, name: operation.routine, verb: "dropped" };
    default:
      return "table" in operation && /^\s*ALTER\s+TABLE\b/i.test(operation.statement.text)
        ? { noun: "table", name: operation.table, verb: "altered" }
        : undefined;
  }
}

function nameMade(operation: Operation): Named | undefined {
  switch (operation.kind) {
    case "create-table":
      return operation.persistence === "temporary" ? undefined : { noun: "table", name: operation.table, verb: "made" };
    case "create-view":
      return operation.temporary ? undefined : { noun: "view", name: operation.view, verb: "made" };
    case "create-sequence":
      return operation.temporary ? undefined : { noun: "sequence", name: operation.sequence, verb: "made" };
    case "create-routine":
      return { noun: operation.routine.kind, name: operation.routine.name, verb: "made" };
    case "create-enum":
    case "create-domain":
    case "create-composite":
    case "create-range":
      return { noun: "type", name: operation.type, verb: "made" };
    default:
      return undefined;
  }
}

/** `public` is the default schema and left out of names: only the text tells whether it was written. */
function isQualified(text: string, { name }: QualifiedName): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`\\bpublic"?\\s*\\.\\s*"?${escaped}(?![\\w$])`, "i").test(text);
}
