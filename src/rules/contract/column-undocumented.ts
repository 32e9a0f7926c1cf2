import { undocumentedRule } from "./undocumented.ts";

const lastRow = "| created_at | timestamp | NO | CURRENT_TIMESTAMP | | Time of registration |\n";

/** A column that a migration adds is listed in its table's section by the end of the pull request. */
export const columnUndocumented = undocumentedRule("column", {
  id: "column-undocumented",
  summary: "Require a row in the contract for every column that a migration adds",
  why: "The contract is where other modules and the next author look for the columns: what it leaves out gets added twice, or dropped by mistake.",
  examples: {
    invalid: [
      "ALTER TABLE users ADD COLUMN phone text;",
      'ALTER TABLE public."users" ADD phone text, ADD fax text;',
      {
        title: "Added by a statement that is written below those of a merged migration",
        edits: {
          "migrations/0001_base.sql": [
            ["CREATE INDEX idx_users_email", "ALTER TABLE users ADD phone text;\nCREATE INDEX idx_users_email"],
          ],
        },
      },
    ],
    valid: [
      {
        title: "A merged migration makes its table otherwise: merged-migration-edited speaks",
        edits: { "migrations/0001_base.sql": [["    nickname text,\n", "    nickname text,\n    phone text,\n"]] },
      },
      {
        title: "The row is there",
        migration: "ALTER TABLE users ADD COLUMN phone text;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [lastRow, `${lastRow}| phone | text | YES | - | | For couriers |\n`],
            ["    nickname text,\n", "    nickname text,\n    phone text,\n"],
          ],
        },
      },
      {
        title: "Added and dropped in one pull request",
        migration: "ALTER TABLE users ADD COLUMN phone text;\nALTER TABLE users DROP COLUMN phone;",
      },
      { title: "The column was there", migration: "ALTER TABLE users ADD COLUMN IF NOT EXISTS name text;" },
      { title: "A new table says it once", migration: "CREATE TABLE coupons (code text PRIMARY KEY);" },
      {
        title: "The contract never knew the table",
        migration: "ALTER TABLE legacy_import ADD COLUMN batch integer;",
      },
    ],
  },
});
