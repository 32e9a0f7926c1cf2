import { defineRule } from "../define-rule.ts";
import { isTakenBack } from "./taken-back.ts";

const tags = (label: string): string => `CREATE TABLE IF NOT EXISTS tags (id bigserial PRIMARY KEY, label ${label});\n`;

/** A guard that never finds anything lets the second run pass, and leaves one more behind. */
export const rerunChangesSchemaOrData = defineRule({
  id: "rerun-changes-schema-or-data",
  on: "pull-request",
  section: "Idempotency",
  severity: "error",
  summary: "Disallow migrations whose second run passes and makes something anew",
  whenToWaive: "When each run is meant to add to what is there.",
  mend: ["guards"],
  examples: {
    invalid: [
      {
        title: "A check without a name conflicts with nothing",
        migration:
          "DO $$ BEGIN ALTER TABLE users ADD CHECK (name <> ''); EXCEPTION WHEN duplicate_object THEN NULL; END $$;",
      },
      {
        title: "The only key is made by the server",
        migration: `${tags("text")}INSERT INTO tags (label) VALUES ('new') ON CONFLICT DO NOTHING;`,
      },
    ],
    valid: [
      {
        title: "Its name is found",
        migration:
          "DO $$ BEGIN ALTER TABLE users ADD CONSTRAINT users_name_check CHECK (name <> ''); EXCEPTION WHEN duplicate_object THEN NULL; END $$;",
      },
      {
        title: "Without a guard: constraint-not-guarded speaks",
        migration: "ALTER TABLE users ADD CHECK (name <> '');",
      },
      {
        title: "A key that it fills",
        migration: `${tags("text UNIQUE")}INSERT INTO tags (label) VALUES ('new') ON CONFLICT DO NOTHING;`,
      },
      {
        title: "Only what is missing",
        migration: `${tags("text")}INSERT INTO tags (label) SELECT 'new' WHERE NOT EXISTS (SELECT 1 FROM tags WHERE label = 'new');`,
      },
      {
        title: "All columns, the key among them",
        migration: "INSERT INTO users (id, email) VALUES (1, 'root@example.org') ON CONFLICT DO NOTHING;",
      },
      {
        title: "A guarded index has a name",
        migration: "CREATE INDEX IF NOT EXISTS idx_orders_placed_at ON orders (placed_at);",
      },
      {
        title: "A table that nobody knows",
        migration: "INSERT INTO unheard_of (label) VALUES ('new') ON CONFLICT DO NOTHING;",
      },
    ],
  },

  *check(context) {
    const { comparison, policy, changes } = context;
    if (policy.ledgerSuffices) return;
    const changed = new Set(changes.map(({ path }) => path));
    for (const applied of comparison.migrations) {
      if (!changed.has(applied.migration.up.path)) continue;
      for (const { operation, outcome, because } of applied.rerun ?? [])
        if (outcome === "changes" && !isTakenBack(operation, context, applied))
          yield { at: operation.at, subject: because, data: { because } };
    }
  },

  explain: ({ because }) => ({
    what: `The second run of this migration passes and leaves something else behind: ${because}.`,
    why: "Nothing fails, so nobody notices: databases that ran it twice differ from those that ran it once.",
    fix: "Give what is made a name, and the guard that name to look for; insert rows with a key of their own, or only where they are missing (`WHERE NOT EXISTS (…)`).",
  }),
});
