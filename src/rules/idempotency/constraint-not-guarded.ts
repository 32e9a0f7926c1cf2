import { keyOf } from "../../model/name.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { mayBeMadeTwice } from "./runs-twice.ts";

/** PostgreSQL has no `ADD CONSTRAINT IF NOT EXISTS`; a constraint without a name is even added twice in silence. */
export const constraintNotGuarded = defineRule({
  id: "constraint-not-guarded",
  on: ["add-constraint"],
  section: "Idempotency",
  severity: "warning",
  summary: "Warn of constraints that the second run of the migration would find already there",
  whenToWaive:
    "When the tool's ledger is trusted to run each migration once; the setting for that is better than many waivers.",
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
    yield { at: operation.at, subject: `${table} ${name || operation.constraint.kind}`, data: { table, name } };
  },

  explain: ({ table, name }) => ({
    what:
      name === ""
        ? `A constraint without a name is added to ${code(table)} anew at every run, or fails at the second one.`
        : `Adding the constraint ${code(name)} to ${code(table)} fails when this migration runs a second time.`,
    why: "PostgreSQL has no `IF NOT EXISTS` for constraints, and the contract demands migrations that can be run twice.",
    fix: `Drop it first; in one statement with adding it, nobody sees the table without it:\n\n${fenced("sql", `ALTER TABLE ${table}\n    DROP CONSTRAINT IF EXISTS ${name || "…"},\n    ADD CONSTRAINT ${name || "…"} …;`)}`,
  }),
});
