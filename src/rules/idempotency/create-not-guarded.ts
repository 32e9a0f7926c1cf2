import type { Engine } from "../../model/engine.ts";
import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { sqlName, sqlQualifiedName } from "../sql-name.ts";
import { askFirst } from "./ask-first.ts";
import { wayOf } from "./guards.ts";
import { mayBeMadeTwice } from "./runs-twice.ts";

const kinds = [
  "create-table",
  "create-index",
  "create-view",
  "create-schema",
  "create-sequence",
  "create-extension",
  "create-policy",
] as const;

/** A contract that asks for nothing. */
const noIdempotency = "# Database Schema Contract\n\n## Purpose\n\nThe orders of the shop.\n";

/** A migration that stopped half-way is run again from its top: what it made before it stopped is already there. */
export const createNotGuarded = defineRule({
  id: "create-not-guarded",
  on: kinds,
  section: "Idempotency",
  severity: "error",
  summary: "Disallow creating what the second run of the migration would find already there",
  whenToWaive:
    "When the migration must fail if the object is already there, because finding it there would mean that something is wrong.",
  mend: ["guards"],
  examples: {
    invalid: [
      "CREATE TABLE coupons (id integer PRIMARY KEY);",
      "CREATE INDEX idx_orders_placed_at ON orders (placed_at);",
      { title: "Without a name there is nothing to look for", migration: "CREATE INDEX ON orders (placed_at);" },
      {
        title: "The contract asks for a second run, and a transaction does not help one that was kept",
        migration: "BEGIN;\nCREATE TABLE coupons (id integer PRIMARY KEY);\nCOMMIT;",
      },
    ],
    valid: [
      "CREATE TABLE IF NOT EXISTS coupons (id integer PRIMARY KEY);",
      "CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_placed_at ON orders (placed_at);",
      "CREATE OR REPLACE VIEW names AS SELECT id, name FROM users;",
      {
        title: "Dropped first",
        migration:
          "DROP POLICY IF EXISTS own_orders ON orders;\nCREATE POLICY own_orders ON orders USING (user_id = 1);",
      },
      {
        title: "No contract asks for it, and the transaction takes a failed run back",
        base: { "DATABASE_SCHEMA_CONTRACT.md": noIdempotency },
        migration: "BEGIN;\nCREATE TABLE coupons (id integer PRIMARY KEY);\nCOMMIT;",
      },
      {
        title: "Nor where the tool begins the transaction",
        base: { "DATABASE_SCHEMA_CONTRACT.md": noIdempotency },
        head: {
          "migrations/00002_coupons.sql":
            "-- +goose Up\nCREATE TABLE coupons (id integer PRIMARY KEY);\n-- +goose Down\nDROP TABLE coupons;\n",
        },
      },
      { title: "A temporary table is gone by then", migration: "CREATE TEMPORARY TABLE batch (id integer);" },
      {
        title: "Asked for in a DO block",
        migration:
          "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_class WHERE relname = 'coupons') THEN CREATE TABLE coupons (id integer); END IF; END $$;",
      },
    ],
  },

  *check(operation, context, here) {
    if (mayBeMadeTwice(operation, context, here) || isTemporary(operation) || isPartOfTable(operation)) return;
    const { product } = context.engine;
    const { what, name, guarded } = wordsFor(operation, context.engine);
    const isAsked = operation.kind === "create-index" && wayOf(product, "create-index") === "question";
    const asking = isAsked ? askFirst(operation) : "";
    yield { at: operation.at, subject: `${what} ${name}`, data: { what, name, guarded, isAsked, asking } };
  },

  explain: ({ what, name, guarded, isAsked, asking }) => ({
    what:
      name === ""
        ? `An ${what} without a name is made anew at every run.`
        : `Creating the ${what} ${code(name)} fails when this migration runs a second time.`,
    why:
      name === ""
        ? "The server finds a new name each time, so nothing fails and every run leaves one more behind."
        : "A migration that stopped half-way is run again from its top; one that can be run twice needs no repair by hand first.",
    fix: !isAsked
      ? `Write ${code(guarded, 200)}.`
      : asking === ""
        ? "Give it a name, and run the statement by a question to `information_schema.STATISTICS` for that name."
        : `MySQL has no \`IF NOT EXISTS\` for indexes; ask the catalog first:\n\n${fenced("sql", asking)}`,
  }),
});

type Creation = OperationOf<(typeof kinds)[number]>;

function isTemporary(operation: Creation): boolean {
  if (operation.kind === "create-table") return operation.persistence === "temporary";
  return (operation.kind === "create-view" || operation.kind === "create-sequence") && operation.temporary;
}

/** MySQL's `CREATE TABLE t (…, KEY k (a))`: the table's guard is its guard, and the table's finding is its finding. */
function isPartOfTable({ kind, statement }: Creation): boolean {
  return kind === "create-index" && /^\s*CREATE\s+(?:OR\s+REPLACE\s+)?TABLE\b/i.test(statement.text);
}

function wordsFor(operation: Creation, { product, dialect }: Engine): { what: string; name: string; guarded: string } {
  const sql = (name: QualifiedName) => sqlQualifiedName(name, dialect);
  switch (operation.kind) {
    case "create-table": {
      const name = keyOf(operation.table);
      return { what: "table", name, guarded: `CREATE TABLE IF NOT EXISTS ${sql(operation.table)} (…)` };
    }
    case "create-index": {
      const { name } = operation.index;
      const concurrently = operation.concurrently ? "CONCURRENTLY " : "";
      const unique = operation.index.unique ? "UNIQUE " : "";
      const shown = name === "" ? `idx_${operation.table.name}_…` : sqlName(name, dialect);
      return {
        what: "index",
        name,
        guarded: `CREATE ${unique}INDEX ${concurrently}IF NOT EXISTS ${shown} ON ${sql(operation.table)} …`,
      };
    }
    case "create-view": {
      const name = keyOf(operation.view);
      return operation.materialized
        ? {
            what: "materialized view",
            name,
            guarded: `CREATE MATERIALIZED VIEW IF NOT EXISTS ${sql(operation.view)} AS …`,
          }
        : {
            what: "view",
            name,
            guarded: `${wayOf(product, "create-view") === "words" ? "CREATE VIEW IF NOT EXISTS" : "CREATE OR REPLACE VIEW"} ${sql(operation.view)} AS …`,
          };
    }
    case "create-schema":
      return {
        what: "schema",
        name: operation.schema,
        guarded: `CREATE SCHEMA IF NOT EXISTS ${sqlName(operation.schema, dialect)}`,
      };
    case "create-sequence": {
      const name = keyOf(operation.sequence);
      return { what: "sequence", name, guarded: `CREATE SEQUENCE IF NOT EXISTS ${sql(operation.sequence)}` };
    }
    case "create-extension":
      return {
        what: "extension",
        name: operation.extension,
        guarded: `CREATE EXTENSION IF NOT EXISTS ${sqlName(operation.extension, dialect)}`,
      };
    case "create-policy": {
      const { name } = operation.policy;
      return {
        what: "policy",
        name,
        guarded: `DROP POLICY IF EXISTS ${sqlName(name, dialect)} ON ${sql(operation.table)}; before it`,
      };
    }
  }
}
