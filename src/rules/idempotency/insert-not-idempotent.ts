import { keyOf } from "../../model/name.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { rowsKept } from "./guards.ts";
import { isPassingTable } from "./passing-table.ts";
import { isTakenBack } from "./taken-back.ts";

/** The second run inserts the rows once more, or fails on their keys. */
export const insertNotIdempotent = defineRule({
  id: "insert-not-idempotent",
  on: ["insert"],
  section: "Idempotency",
  severity: "error",
  summary: "Disallow inserting rows that the second run of the migration would insert again",
  whenToWaive: "When rows without a key are meant to be added at each run.",
  mend: ["guards", "split-migration"],
  examples: {
    invalid: [
      "INSERT INTO users (id, email) VALUES (1, 'root@example.org');",
      "INSERT INTO orders (id, user_id, total) SELECT id + 1000, user_id, total FROM orders WHERE total > 10;",
    ],
    valid: [
      "INSERT INTO users (id, email) VALUES (1, 'root@example.org') ON CONFLICT DO NOTHING;",
      "INSERT INTO users (id, email) VALUES (1, 'root@example.org') ON CONFLICT (id) DO UPDATE SET email = excluded.email;",
      "INSERT INTO users (id, email) SELECT 1, 'root@example.org' WHERE NOT EXISTS (SELECT 1 FROM users WHERE id = 1);",
      {
        title: "Emptied first",
        migration: "DELETE FROM users WHERE id = 1;\nINSERT INTO users (id, email) VALUES (1, 'root@example.org');",
      },
      {
        title: "A temporary table is gone by then",
        migration: "CREATE TEMPORARY TABLE batch (id integer);\nINSERT INTO batch VALUES (1);",
      },
      {
        title: "Under a condition",
        migration:
          "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM users) THEN INSERT INTO users (id, email) VALUES (1, 'root@example.org'); END IF; END $$;",
      },
    ],
  },

  *check(operation, context, here) {
    const { policy, engine } = context;
    const { onConflict, notExists, statement, guard } = operation;
    if (policy.ledgerSuffices || onConflict !== undefined || notExists || statement.conditional || guard !== undefined)
      return;
    if (isPassingTable(operation, here) || isTakenBack(operation, context, here.migration)) return;
    const table = keyOf(operation.table);
    yield { at: operation.at, subject: table, data: { table, product: engine.product } };
  },

  explain: ({ table, product }) => ({
    what: `The second run of this migration inserts the rows into ${code(table)} again, or fails on them.`,
    why: "A migration that stopped half-way is run again from its top, and finds its own rows there.",
    fix: `${rowsKept(product)}, or select the new rows with \`WHERE NOT EXISTS (…)\`.`,
  }),
});
