import { undocumentedRule } from "./undocumented.ts";

const row = "| idx_users_email | email | BTREE | Sign-in |\n";
const ddl = "CREATE INDEX idx_users_email ON users (email);\n";

/** An index that a migration makes is listed with its table. */
export const indexUndocumented = undocumentedRule("index", {
  id: "index-undocumented",
  summary: "Require a row in the contract for every index that a migration creates",
  why: "Whoever adds the next index looks in the contract for those that are there: one it does not list is made a second time, or dropped as unknown.",
  examples: {
    invalid: [
      "CREATE INDEX idx_users_name ON users (name);",
      { title: "The server names it", migration: "CREATE INDEX ON users (name);" },
      {
        title: "Renamed, and its row removed",
        migration: "ALTER INDEX idx_users_email RENAME TO users_by_email;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [row, ""],
            [ddl, ""],
          ],
        },
      },
    ],
    valid: [
      {
        title: "The row is there",
        migration: "CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_users_name ON users (name);",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [row, `${row}| idx_users_name | name | BTREE | Search |\n`],
            [ddl, `${ddl}CREATE INDEX idx_users_name ON users (name);\n`],
          ],
        },
      },
      {
        title: "The row has the server's name",
        migration: "CREATE INDEX ON users (name);",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [row, `${row}| users_name_idx | name | BTREE | Search |\n`],
            [ddl, `${ddl}CREATE INDEX ON users (name);\n`],
          ],
        },
      },
      {
        title: "Renamed, and still promised under its old name: index-still-documented tells both",
        migration: "ALTER INDEX idx_users_email RENAME TO users_by_email;",
      },
      { title: "It was there", migration: "CREATE INDEX IF NOT EXISTS idx_users_email ON users (email);" },
      { title: "The index of a primary key is the key", migration: "CREATE TABLE coupons (code text PRIMARY KEY);" },
      {
        title: "Made anew in one pull request",
        migration: "DROP INDEX idx_users_email;\nCREATE INDEX idx_users_email ON users (email);",
      },
    ],
  },
});
