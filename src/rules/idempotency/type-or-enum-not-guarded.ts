import { keyOf } from "../../model/name.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { mayBeMadeTwice } from "./runs-twice.ts";

/** PostgreSQL has no `CREATE TYPE IF NOT EXISTS`. */
export const typeOrEnumNotGuarded = defineRule({
  id: "type-or-enum-not-guarded",
  on: ["create-enum", "create-domain", "create-composite", "create-range", "add-enum-value"],
  section: "Idempotency",
  severity: "warning",
  summary: "Warn of types and enum values that the second run of the migration would find already there",
  whenToWaive: "When the tool's ledger is trusted to run each migration once.",
  mend: ["guards"],
  examples: {
    invalid: ["CREATE TYPE colour AS ENUM ('red', 'green');", "ALTER TYPE order_status ADD VALUE 'returned';"],
    valid: [
      "ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'returned';",
      {
        title: "The error of the second run is caught",
        migration:
          "DO $$ BEGIN CREATE TYPE colour AS ENUM ('red', 'green'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;",
      },
      {
        title: "Asked for in a DO block",
        migration:
          "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'colour') THEN CREATE TYPE colour AS ENUM ('red'); END IF; END $$;",
      },
      {
        title: "Dropped first",
        migration: "DROP TYPE IF EXISTS colour;\nCREATE TYPE colour AS ENUM ('red', 'green');",
      },
    ],
  },

  *check(operation, context, here) {
    if (mayBeMadeTwice(operation, context, here)) return;
    const name = keyOf(operation.type);
    const value = operation.kind === "add-enum-value" ? operation.value : "";
    const statement = operation.statement.text;
    yield { at: operation.at, subject: value === "" ? name : `${name} ${value}`, data: { name, value, statement } };
  },

  explain: ({ name, value, statement }) => ({
    what:
      value === ""
        ? `Creating the type ${code(name)} fails when this migration runs a second time.`
        : `Adding the value ${code(value)} to ${code(name)} fails when this migration runs a second time.`,
    why: "A migration that stopped half-way is run again from its top; one that can be run twice needs no repair by hand first.",
    fix:
      value === ""
        ? `PostgreSQL has no \`IF NOT EXISTS\` for types; let the second run pass:\n\n${fenced("sql", `DO $$\nBEGIN\n    ${statement.replace(/;\s*$/, "")};\nEXCEPTION\n    WHEN duplicate_object THEN NULL;\nEND\n$$;`)}`
        : "Write `ADD VALUE IF NOT EXISTS`.",
  }),
});
