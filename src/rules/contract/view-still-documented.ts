import { paidOrdersSection } from "../example-base.ts";
import { stillDocumentedRule } from "./still-documented.ts";

/** A view that a migration drops or renames is no longer promised under its old name. */
export const viewStillDocumented = stillDocumentedRule("view", {
  id: "view-still-documented",
  summary: "Disallow promising a view that a migration drops or renames",
  why: "Whoever follows the contract selects from a view that is not there.",
  examples: {
    invalid: ["DROP VIEW paid_orders;", "ALTER VIEW paid_orders RENAME TO sales;"],
    valid: [
      {
        title: "The section goes with it",
        migration: "DROP VIEW IF EXISTS paid_orders;",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [[paidOrdersSection, ""]] },
      },
      {
        title: "The section is renamed with it",
        migration: "ALTER VIEW paid_orders RENAME TO sales;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [[paidOrdersSection, paidOrdersSection.replaceAll("paid_orders", "sales")]],
        },
      },
      {
        title: "Dropped and made again",
        migration:
          "DROP VIEW paid_orders;\nCREATE VIEW paid_orders AS SELECT id, user_id, total FROM orders WHERE status = 'paid';",
      },
      { title: "No such view", migration: "DROP VIEW IF EXISTS lost_orders;" },
    ],
  },
});
