import { stillDocumentedRule } from "./still-documented.ts";

const row = "| idx_users_email | email | BTREE | Sign-in |\n";
const ddl = "CREATE INDEX idx_users_email ON users (email);\n";

/** An index that a migration drops or renames is no longer promised. */
export const indexStillDocumented = stillDocumentedRule("index", {
  id: "index-still-documented",
  summary: "Disallow promising an index that a migration drops or renames",
  why: "Queries are written for the indexes of the contract; without this one they scan the table.",
  examples: {
    invalid: [
      "DROP INDEX idx_users_email;",
      {
        title: "It goes with its column, whose row is removed",
        migration: "ALTER TABLE users DROP COLUMN email;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            ["    email varchar(255) NOT NULL,\n", ""],
            ["| email | varchar(255) | NO | - | | Address for mail |\n", ""],
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
        title: "It goes with its column, which the contract still has: column-still-documented names both",
        migration: "ALTER TABLE users DROP COLUMN email;",
      },
      {
        title: "Its row goes with it",
        migration: "DROP INDEX CONCURRENTLY IF EXISTS idx_users_email;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [row, ""],
            [ddl, ""],
          ],
        },
      },
      {
        title: "Its row is renamed with it",
        migration: "ALTER INDEX idx_users_email RENAME TO users_email;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [row, row.replace("idx_users_email", "users_email")],
            [ddl, ddl.replace("idx_users_email", "users_email")],
          ],
        },
      },
      {
        title: "Its row goes with the column's",
        migration: "ALTER TABLE users DROP COLUMN email;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [row, ""],
            [ddl, ""],
            ["    email varchar(255) NOT NULL,\n", ""],
            ["| email | varchar(255) | NO | - | | Address for mail |\n", ""],
          ],
        },
      },
      { title: "No such index", migration: "DROP INDEX IF EXISTS idx_users_fax;" },
      { title: "Rebuilt", migration: "REINDEX INDEX CONCURRENTLY idx_users_email;" },
    ],
  },
});
