import type { AppliedMigration } from "../../model/comparison.ts";
import type { Engine } from "../../model/engine.ts";
import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { sqlName, sqlQualifiedName } from "../sql-name.ts";
import { askFirst, ownerOf } from "./ask-first.ts";
import { type Way, wayOf, withoutGuard } from "./guards.ts";
import { mayBeGoneTwice } from "./runs-twice.ts";

const kinds = [
  "drop-table",
  "drop-column",
  "drop-constraint",
  "drop-index",
  "drop-view",
  "drop-sequence",
  "drop-type",
  "drop-routine",
  "drop-trigger",
  "drop-policy",
  "drop-schema",
  "drop-extension",
] as const;

/** What the first run dropped, the second one does not find. */
export const dropNotGuarded = defineRule({
  id: "drop-not-guarded",
  on: kinds,
  section: "Idempotency",
  severity: "error",
  summary: "Disallow dropping what the second run of the migration would no longer find",
  whenToWaive:
    "When the migration must fail if the object is not there, because that would mean that something is wrong.",
  mend: ["guards"],
  examples: {
    invalid: ["DROP INDEX idx_users_email;", "ALTER TABLE orders DROP CONSTRAINT orders_total_check;"],
    valid: [
      "DROP INDEX IF EXISTS idx_users_email;",
      "ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_total_check;",
      { title: "Made by the same migration", migration: "CREATE TABLE scratch (id integer);\nDROP TABLE scratch;" },
      {
        title: "A procedure that the same migration made for itself",
        migration: "CREATE OR REPLACE PROCEDURE tidy() LANGUAGE sql AS 'SELECT 1';\nCALL tidy();\nDROP PROCEDURE tidy;",
      },
      {
        title: "Asked for in a DO block",
        migration:
          "DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_indexes WHERE indexname = 'idx_users_email') THEN DROP INDEX idx_users_email; END IF; END $$;",
      },
    ],
  },

  *check(operation, context, here) {
    const { migration } = here;
    if (mayBeGoneTwice(operation, context, here)) return;
    const { product } = context.engine;
    const { what, name, guarded } = wordsFor(operation, context.engine);
    if (isMadeBefore(operation, migration)) return;
    const isAskable =
      operation.kind === "drop-column" || operation.kind === "drop-constraint" || operation.kind === "drop-index";
    const way: Way = isAskable ? wayOf(product, operation.kind) : "words";
    const asking = isAskable && way === "question" ? askFirst(operation) : "";
    yield { at: operation.at, subject: `${what} ${name}`, data: { what, name, guarded, way, product, asking } };
  },

  explain: ({ what, name, guarded, way, product, asking }) => ({
    what: `Dropping the ${what} ${code(name)} fails when this migration runs a second time.`,
    why: "A migration that stopped half-way is run again from its top; one that can be run twice needs no repair by hand first.",
    fix:
      way === "question"
        ? `Ask the catalog first:\n\n${fenced("sql", asking)}`
        : way === "none"
          ? withoutGuard(product, `dropping a ${what}`)
          : `Write ${code(guarded, 200)}.`,
  }),
});

/** Each run makes it first. */
function isMadeBefore(operation: OperationOf<(typeof kinds)[number]>, { steps }: AppliedMigration): boolean {
  for (const { operation: made } of steps) {
    if (made === operation) return false;
    if (operation.kind === "drop-table" && made.kind === "create-table")
      if (keyOf(made.table) === keyOf(operation.table)) return true;
    if (operation.kind === "drop-routine" && made.kind === "create-routine")
      if (keyOf(made.routine.name) === keyOf(operation.routine)) return true;
  }
  return false;
}

function wordsFor(
  operation: OperationOf<(typeof kinds)[number]>,
  { product, dialect }: Engine,
): { what: string; name: string; guarded: string } {
  const part = (name: string) => sqlName(name, dialect);
  const sql = (name: QualifiedName) => sqlQualifiedName(name, dialect);
  const dropped = (what: string, name: string, quoted: string) => ({
    what,
    name,
    guarded: `DROP ${what.toUpperCase()} IF EXISTS ${quoted}`,
  });
  switch (operation.kind) {
    case "drop-column": {
      const table = keyOf(operation.table);
      return {
        what: "column",
        name: `${table}.${operation.column}`,
        guarded: `ALTER TABLE ${sql(operation.table)} DROP COLUMN IF EXISTS ${part(operation.column)}`,
      };
    }
    case "drop-constraint":
      return {
        what: "constraint",
        name: operation.constraint,
        guarded: `ALTER TABLE ${sql(operation.table)} DROP CONSTRAINT IF EXISTS ${part(operation.constraint)}`,
      };
    case "drop-trigger":
      return {
        what: "trigger",
        name: operation.trigger,
        guarded: `DROP TRIGGER IF EXISTS ${part(operation.trigger)}${product === "postgresql" ? ` ON ${sql(operation.table)}` : ""}`,
      };
    case "drop-policy":
      return {
        what: "policy",
        name: operation.policy,
        guarded: `DROP POLICY IF EXISTS ${part(operation.policy)} ON ${sql(operation.table)}`,
      };
    case "drop-table":
      return dropped("table", keyOf(operation.table), sql(operation.table));
    case "drop-index": {
      const concurrently = operation.concurrently ? "CONCURRENTLY " : "";
      const name = keyOf(operation.index);
      const on = product === "mariadb" ? ` ON ${ownerOf(operation)}` : "";
      return { what: "index", name, guarded: `DROP INDEX ${concurrently}IF EXISTS ${sql(operation.index)}${on}` };
    }
    case "drop-view":
      return dropped(operation.materialized ? "materialized view" : "view", keyOf(operation.view), sql(operation.view));
    case "drop-sequence":
      return dropped("sequence", keyOf(operation.sequence), sql(operation.sequence));
    case "drop-type":
      return dropped(operation.domain ? "domain" : "type", keyOf(operation.type), sql(operation.type));
    case "drop-routine":
      return dropped(operation.routineKind, keyOf(operation.routine), sql(operation.routine));
    case "drop-schema":
      return dropped("schema", operation.schema, part(operation.schema));
    case "drop-extension":
      return dropped("extension", operation.extension, part(operation.extension));
  }
}
