import { undocumentedRule } from "./undocumented.ts";

const migration = "CREATE TABLE coupons (code text PRIMARY KEY, percent integer NOT NULL);";

/** A table that a migration makes has its section in the contract by the end of the pull request. */
export const tableUndocumented = undocumentedRule("table", {
  id: "table-undocumented",
  summary: "Require a section in the contract for every table that a migration creates",
  why: "A table that the contract does not have has no known readers: the next change of it cannot be judged, and nobody else learns that it exists.",
  isExempt: ({ owner }, { comparison }) => {
    const table = comparison.head.tables.get(owner);
    return table?.partitionOf !== undefined || table?.persistence === "temporary";
  },
  examples: {
    invalid: [
      migration,
      {
        title: "Made from a query, with columns that only the query names",
        migration: "SELECT id, total INTO paid FROM orders WHERE status = 'paid';",
      },
    ],
    valid: [
      {
        title: "The section is there",
        migration,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [
              "## Views\n",
              `### Table: coupons

**Created:** 2026-03-02
**Purpose:** Reductions

#### Columns

| Column Name | Data Type | Nullable | Default | Constraints | Description |
|-------------|-----------|----------|---------|-------------|-------------|
| code | text | NO | - | PRIMARY KEY | What people type |
| percent | integer | NO | - | | Reduction |

## Views
`,
            ],
          ],
        },
      },
      {
        title: "Made and dropped in one pull request",
        migration: "CREATE TABLE scratch (id integer);\nDROP TABLE scratch;",
      },
      {
        title: "The contract already has it",
        migration: "CREATE TABLE IF NOT EXISTS users (id integer PRIMARY KEY);",
      },
      {
        title: "Made from a query for the session",
        migration: "SELECT id, total INTO TEMPORARY paid FROM orders WHERE status = 'paid';",
      },
      { title: "Temporary tables are nobody's promise", migration: "CREATE TEMPORARY TABLE batch (id integer);" },
      {
        title: "Without any contract, contract-missing speaks",
        head: { "DATABASE_SCHEMA_CONTRACT.md": null, "migrations/0002_example.sql": migration },
      },
    ],
  },
});
