import type { Step } from "../../model/comparison.ts";
import type { Product } from "../../model/engine.ts";
import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { constraintAsWritten, keyUsingIndex } from "../constraint-as-written.ts";
import { defineRule } from "../define-rule.ts";
import { namedConstraints } from "../named-constraints.ts";
import { sqlQualifiedName } from "../sql-name.ts";
import { unlessConstraint } from "../unless-constraint.ts";
import { askFirst } from "./ask-first.ts";
import { wayOf, withoutGuard } from "./guards.ts";
import { mayBeMadeTwice } from "./runs-twice.ts";

/** PostgreSQL has no `ADD CONSTRAINT IF NOT EXISTS`; a constraint without a name is even added twice in silence. */
export const constraintNotGuarded = defineRule({
  id: "constraint-not-guarded",
  on: ["add-constraint"],
  section: "Idempotency",
  severity: "warning",
  summary: "Warn of constraints that the second run of the migration would find already there",
  whenToWaive:
    "When the tool's ledger is trusted to run each migration once; `idempotency.ledgerSuffices: true` in the configuration says so once, in place of many waivers.",
  mend: ["guards"],
  examples: {
    invalid: [
      "ALTER TABLE users ADD CONSTRAINT users_name_check CHECK (name <> '') NOT VALID;",
      {
        title: "The guard is the table's",
        migration: "ALTER TABLE IF EXISTS users ADD CONSTRAINT users_email_key UNIQUE (email);",
      },
    ],
    valid: [
      {
        title: "Dropped first",
        migration:
          "ALTER TABLE users DROP CONSTRAINT IF EXISTS users_name_check;\nALTER TABLE users ADD CONSTRAINT users_name_check CHECK (name <> '') NOT VALID;",
      },
      {
        title: "Both in one statement",
        migration:
          "ALTER TABLE users DROP CONSTRAINT IF EXISTS users_name_check, ADD CONSTRAINT users_name_check CHECK (name <> '') NOT VALID;",
      },
      {
        title: "The error of the second run is caught",
        migration:
          "DO $$ BEGIN ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email); EXCEPTION WHEN duplicate_table THEN NULL; END $$;",
      },
      {
        title: "The error is caught, and the table may be missing too",
        migration:
          "DO $$ BEGIN ALTER TABLE IF EXISTS users ADD CONSTRAINT users_email_key UNIQUE (email); EXCEPTION WHEN duplicate_table THEN NULL; END $$;",
      },
      {
        title: "Asked for in a DO block",
        migration:
          "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'users_email_key') THEN ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email); END IF; END $$;",
      },
      {
        title: "Part of a guarded table",
        migration: "CREATE TABLE IF NOT EXISTS coupons (id integer, CONSTRAINT coupons_pkey PRIMARY KEY (id));",
      },
    ],
  },

  *check(operation, context, here) {
    if (mayBeMadeTwice(operation, context, here)) return;
    const table = keyOf(operation.table);
    const { name } = operation.constraint;
    const { product } = context.engine;
    yield {
      at: operation.at,
      subject: `${table} ${name || operation.constraint.kind}`,
      data: { table, name, product, asking: question({ ...here.step, operation }, product) },
    };
  },

  explain: ({ table, name, product, asking }) => ({
    what:
      name === ""
        ? `A constraint without a name is added to ${code(table)} anew at every run, or fails at the second one.`
        : `Adding the constraint ${code(name)} to ${code(table)} fails when this migration runs a second time.`,
    why:
      wayOf(product, "add-constraint") === "drop-first"
        ? "A migration that stopped half-way is run again from its top; one that can be run twice needs no repair by hand first."
        : "The server looks for nothing before it adds a constraint, and the contract demands migrations that can be run twice.",
    fix: mendOf(product, asking),
  }),
});

function mendOf(product: Product, asking: string): string {
  const way = wayOf(product, "add-constraint");
  if (way === "none") return withoutGuard(product, "constraints");
  if (asking !== "") return `Ask the catalog first:\n\n${fenced("sql", asking)}`;
  return way === "question"
    ? "Give it a name, and run the statement by a question to `information_schema.TABLE_CONSTRAINTS` for that name."
    : "Drop it with `IF EXISTS` first; in one statement with adding it, nobody sees the table without it.";
}

/** The statement as it is run only where the catalog lacks the constraint; empty where there is no such way. */
function question(step: Step<OperationOf<"add-constraint">>, product: Product): string {
  const { operation } = step;
  if (product !== "postgresql") return wayOf(product, "add-constraint") === "question" ? askFirst(operation) : "";
  const sql = sqlQualifiedName(operation.table, "postgresql");
  const [constraint = operation.constraint] = namedConstraints(step);
  const { usingIndex } = operation;
  return unlessConstraint(
    sql,
    constraint.name,
    usingIndex === undefined ? constraintAsWritten(constraint) : keyUsingIndex(constraint, usingIndex),
  );
}
