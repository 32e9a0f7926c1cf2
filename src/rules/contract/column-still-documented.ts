import { stillDocumentedRule } from "./still-documented.ts";

const row = "| nickname | text | YES | - | | DEPRECATED since 1.4.0: use name |\n";
const ddl = "    nickname text,\n";

const coupons = {
  "DATABASE_SCHEMA_CONTRACT.md": [
    [
      "## Views\n",
      "### Table: coupons\n\n| Column Name | Data Type | Nullable | Constraints |\n|---|---|---|---|\n| code | text | NO | PRIMARY KEY |\n| percent | integer | YES | |\n\n## Views\n",
    ],
  ],
} as const;

/** A column that a migration drops or renames is no longer promised under its old name. */
export const columnStillDocumented = stillDocumentedRule("column", {
  id: "column-still-documented",
  summary: "Disallow promising a column that a migration drops, renames or does not make",
  why: "Whoever follows the contract reads or writes a column that is not there, and fails when the migration has run.",
  examples: {
    invalid: [
      "ALTER TABLE users DROP COLUMN nickname;",
      "ALTER TABLE users RENAME COLUMN nickname TO alias;",
      {
        title: "Its foreign key and its index are named with it",
        migration: "ALTER TABLE orders DROP COLUMN user_id;",
      },
      {
        title: "Promised of a new table, which is made without it",
        migration: "CREATE TABLE IF NOT EXISTS coupons (code text PRIMARY KEY);",
        edits: coupons,
      },
    ],
    valid: [
      {
        title: "Promised of a new table, and made with it",
        migration: "CREATE TABLE IF NOT EXISTS coupons (code text PRIMARY KEY, percent integer);",
        edits: coupons,
      },
      {
        title: "Promised of a new table, and added by another statement",
        migration:
          "CREATE TABLE IF NOT EXISTS coupons (code text PRIMARY KEY);\nALTER TABLE coupons ADD COLUMN IF NOT EXISTS percent integer;",
        edits: coupons,
      },
      {
        title: "Its row goes with it",
        migration: "ALTER TABLE users DROP COLUMN nickname;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [row, ""],
            [ddl, ""],
          ],
        },
      },
      {
        title: "Its row is renamed with it",
        migration: "ALTER TABLE users RENAME nickname TO alias;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [row, row.replace("nickname", "alias")],
            [ddl, ddl.replace("nickname", "alias")],
          ],
        },
      },
      {
        title: "Dropped and added again as it was",
        migration: "ALTER TABLE users DROP COLUMN nickname;\nALTER TABLE users ADD COLUMN nickname text;",
      },
      {
        title: "Its row is removed, and that of its index is not: index-still-documented speaks",
        migration: "ALTER TABLE users DROP COLUMN email;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            ["    email varchar(255) NOT NULL,\n", ""],
            ["| email | varchar(255) | NO | - | | Address for mail |\n", ""],
          ],
        },
      },
      { title: "Nothing is dropped", migration: "ALTER TABLE users DROP COLUMN IF EXISTS fax;" },
      { title: "The whole table goes: said once", migration: "DROP TABLE users CASCADE;" },
    ],
  },
});
