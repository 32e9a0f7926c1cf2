import { ordersSection, usersSection } from "../example-base.ts";
import { stillDocumentedRule } from "./still-documented.ts";

/** A table that a migration drops or renames is no longer promised under its old name. */
export const tableStillDocumented = stillDocumentedRule("table", {
  id: "table-still-documented",
  summary: "Disallow promising a table that a migration drops or renames",
  why: "Whoever follows the contract writes code against a table that is not there.",
  examples: {
    invalid: ["DROP TABLE orders CASCADE;", "ALTER TABLE orders RENAME TO purchases;"],
    valid: [
      { title: "What is dropped was never promised", migration: "DROP TABLE IF EXISTS scratch;" },
      {
        title: "Renamed there and back",
        migration: "ALTER TABLE users RENAME TO people;\nALTER TABLE people RENAME TO users;",
      },
      {
        title: "The section is renamed with the table",
        migration: "ALTER TABLE orders RENAME TO purchases;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [
              ordersSection,
              ordersSection.replace("Table: orders", "Table: purchases").replace("TABLE orders", "TABLE purchases"),
            ],
          ],
        },
      },
      {
        title: "The section is removed with the table",
        migration: "DROP TABLE orders CASCADE;",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [[ordersSection, ""]] },
      },
      {
        title: "A section without a table is a claim of its own",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [[usersSection, `${usersSection}\n\n### Table: ideas\n\n**Purpose:** Later`]],
        },
      },
    ],
  },
});
