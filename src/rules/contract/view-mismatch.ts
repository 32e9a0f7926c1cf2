import { mismatchRule } from "./mismatch.ts";

const changed =
  "CREATE OR REPLACE VIEW paid_orders AS SELECT id, user_id, total FROM orders WHERE status IN ('paid', 'shipped');";

const stored =
  "DROP VIEW paid_orders;\nCREATE MATERIALIZED VIEW paid_orders AS SELECT id, user_id, total FROM orders WHERE status = 'paid';";

const renamed = "ALTER VIEW paid_orders RENAME COLUMN total TO amount;";
const invoked = "ALTER VIEW paid_orders SET (security_invoker = true);";

/** A view that a migration redefines is promised as it then is. */
export const viewMismatch = mismatchRule("view", {
  id: "view-mismatch",
  summary: "Require the contract to follow when a migration redefines a view",
  why: "Readers of the view take its rows and columns for what the contract says they are.",
  examples: {
    invalid: [
      changed,
      { title: "The same query, whose rows are now stored", migration: stored },
      { title: "A column gets another name", migration: renamed },
      { title: "It is read with the rights of whoever reads it", migration: invoked },
    ],
    valid: [
      {
        title: "The section has the new column name",
        migration: renamed,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            ["SELECT id, user_id, total FROM orders WHERE", "SELECT id, user_id, total AS amount FROM orders WHERE"],
          ],
        },
      },
      {
        title: "The section names its columns",
        migration: renamed,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            ["CREATE VIEW paid_orders AS", "CREATE VIEW paid_orders (id, user_id, amount) AS"],
          ],
        },
      },
      {
        title: "The section says whose rights count",
        migration: invoked,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            ["CREATE VIEW paid_orders AS", "CREATE VIEW paid_orders WITH (security_invoker = on) AS"],
          ],
        },
      },
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
