import { defineRule } from "../define-rule.ts";
import { lookedAtFirst } from "./guards.ts";
import { isTakenBack } from "./taken-back.ts";

const partitioned =
  "CREATE TABLE IF NOT EXISTS events (id integer, at date) PARTITION BY RANGE (at);\nCREATE TABLE IF NOT EXISTS events_2024 (id integer, at date);\n";
const attach = "ALTER TABLE events ATTACH PARTITION events_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');";

/** What no rule on guards names: the second run finds done what it does, or gone what it needs. */
export const rerunFails = defineRule({
  id: "rerun-fails",
  on: "pull-request",
  section: "Idempotency",
  severity: "error",
  summary: "Disallow migrations whose second run fails on what the first one did",
  whenToWaive:
    "When the tool's ledger is trusted to run each migration once; `idempotency.ledgerSuffices: true` in the configuration says so once, in place of many waivers.",
  mend: ["guards", "split-migration"],
  examples: {
    invalid: [
      {
        title: "Attached already",
        migration: `${partitioned}${attach}`,
      },
      {
        title: "Reads a column that the end of the migration drops",
        migration:
          "UPDATE users SET name = nickname WHERE name IS NULL;\nALTER TABLE users DROP COLUMN IF EXISTS nickname;",
      },
      {
        title: "The value has another name by then",
        migration: "ALTER TYPE order_status RENAME VALUE 'new' TO 'placed';",
      },
    ],
    valid: [
      {
        title: "A rule on guards speaks",
        migration: "ALTER TABLE users RENAME TO people;\nCREATE TABLE coupons (id integer);",
      },
      {
        title: "The error of the second run is caught",
        migration: `${partitioned}DO $$ BEGIN ${attach} EXCEPTION WHEN others THEN NULL; END $$;`,
      },
      {
        title: "Reads and keeps the column",
        migration:
          "UPDATE users SET name = nickname WHERE name IS NULL;\nALTER TABLE users ADD COLUMN IF NOT EXISTS handle text;",
      },
      {
        title: "Made again before it is needed",
        migration:
          "CREATE TABLE IF NOT EXISTS batch (id integer);\nINSERT INTO batch (id) SELECT id FROM users ON CONFLICT DO NOTHING;\nDROP TABLE IF EXISTS batch;",
      },
      {
        title: "Setting what is set is no error",
        migration:
          "ALTER TABLE users ALTER COLUMN nickname SET DEFAULT '';\nALTER TABLE users ENABLE ROW LEVEL SECURITY;\nALTER TABLE users ALTER COLUMN email SET NOT NULL;",
      },
      {
        title: "Asked for in a DO block",
        migration:
          "DO $$ BEGIN IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'users' AND column_name = 'nickname') THEN UPDATE users SET name = nickname; END IF; END $$;\nALTER TABLE users DROP COLUMN IF EXISTS nickname;",
      },
      { title: "Granted once more", migration: "GRANT SELECT ON users TO reporting;" },
    ],
  },

  *check(context) {
    const { comparison, policy, changes, engine } = context;
    if (policy.ledgerSuffices) return;
    const changed = new Set(changes.map(({ path }) => path));
    for (const applied of comparison.migrations) {
      if (!changed.has(applied.migration.up.path) || applied.migration.repeatable) continue;
      for (const { operation, outcome, because } of applied.rerun ?? []) {
        if (outcome !== "fails" || isTakenBack(operation, context, applied)) continue;
        yield { at: operation.at, subject: because, data: { because, product: engine.product } };
      }
    }
  },

  explain: ({ because, product }) => ({
    what: `This statement fails when the migration runs a second time: ${because}.`,
    why: "A migration that stopped half-way is run again from its top; one that can be run twice needs no repair by hand first.",
    fix: `${lookedAtFirst(product)}hat needs the old name or the old column goes into a migration before the one that takes it away.`,
  }),
});
