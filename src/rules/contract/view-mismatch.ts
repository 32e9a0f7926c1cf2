import { mismatchRule } from "./mismatch.ts";

const changed =
  "CREATE OR REPLACE VIEW paid_orders AS SELECT id, user_id, total FROM orders WHERE status IN ('paid', 'shipped');";

const stored =
  "DROP VIEW paid_orders;\nCREATE MATERIALIZED VIEW paid_orders AS SELECT id, user_id, total FROM orders WHERE status = 'paid';";

/** A view that a migration redefines is promised as it then is. */
export const viewMismatch = mismatchRule("view", {
  id: "view-mismatch",
  summary: "Require the contract to follow when a migration redefines a view",
  why: "Readers of the view take its rows and columns for what the contract says they are.",
  examples: {
    invalid: [changed, { title: "The same query, whose rows are now stored", migration: stored }],
    valid: [
      {
        title: "The section says that they are stored",
        migration: stored,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [["CREATE VIEW paid_orders AS", "CREATE MATERIALIZED VIEW paid_orders AS"]],
        },
      },
      {
        title: "The section has the new definition",
        migration: changed,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            ["FROM orders WHERE status = 'paid';\n```", "FROM orders WHERE status IN ('paid', 'shipped');\n```"],
          ],
        },
      },
      {
        title: "The same query, written differently",
        migration:
          "CREATE OR REPLACE VIEW paid_orders AS\n  select id, user_id, total\n  from orders\n  where status = 'paid';",
      },
      { title: "Another view", migration: "CREATE VIEW new_orders AS SELECT id FROM orders;" },
      { title: "Only a comment", migration: "COMMENT ON VIEW paid_orders IS 'paid';" },
    ],
  },
});
