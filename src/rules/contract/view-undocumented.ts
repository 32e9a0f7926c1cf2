import { paidOrdersSection } from "../example-base.ts";
import { undocumentedRule } from "./undocumented.ts";

const migration = "CREATE VIEW new_orders AS SELECT id, total FROM orders WHERE status = 'new';";

/** A view that a migration makes has its section in the contract. */
export const viewUndocumented = undocumentedRule("view", {
  id: "view-undocumented",
  summary: "Require a section in the contract for every view that a migration creates",
  why: "A view reads tables on behalf of others: if the contract does not have it, a change of those tables breaks readers that nobody counted.",
  examples: {
    invalid: [
      migration,
      {
        title: "One that keeps its rows",
        migration:
          "CREATE MATERIALIZED VIEW revenue AS SELECT user_id, sum(total) AS total FROM orders GROUP BY user_id;",
      },
    ],
    valid: [
      {
        title: "The section is there",
        migration,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [
              paidOrdersSection,
              `${paidOrdersSection}\n\n### View: new_orders\n\n**Purpose:** To be packed\n\n\`\`\`sql\n${migration}\n\`\`\`\n\n**Used By:**\n- \`order-service\` - Packing list`,
            ],
          ],
        },
      },
      {
        title: "Replaced as it was",
        migration: "CREATE OR REPLACE VIEW paid_orders AS SELECT id, user_id, total FROM orders WHERE status = 'paid';",
      },
      { title: "Made and dropped in one pull request", migration: `${migration}\nDROP VIEW new_orders;` },
      {
        title: "Renamed: view-still-documented speaks",
        migration: "ALTER VIEW paid_orders RENAME TO settled_orders;",
      },
      { title: "Temporary views are nobody's promise", migration: "CREATE TEMPORARY VIEW mine AS SELECT 1 AS one;" },
    ],
  },
});
