import { mismatchRule } from "./mismatch.ts";

const remade = "DROP INDEX idx_users_email;\nCREATE UNIQUE INDEX idx_users_email ON users (email, name);";
const row = "| idx_users_email | email | BTREE | Sign-in |\n";
const ddl = "CREATE INDEX idx_users_email ON users (email);\n";

/** An index that a migration makes anew is promised as it then is: columns, kind, uniqueness. */
export const indexMismatch = mismatchRule("index", {
  id: "index-mismatch",
  summary: "Require the contract to follow when a migration changes an index",
  why: "Whether a query finds its rows by this index depends on its columns and their order.",
  examples: {
    invalid: [remade, "ALTER INDEX idx_users_email RENAME TO users_email;"],
    valid: [
      {
        title: "The row says the new columns",
        migration: remade,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [row, "| idx_users_email | email, name | UNIQUE BTREE | Sign-in |\n"],
            [ddl, "CREATE UNIQUE INDEX idx_users_email ON users (email, name);\n"],
          ],
        },
      },
      {
        title: "Made anew as it was, with the method spelled out",
        migration: "DROP INDEX idx_users_email;\nCREATE INDEX idx_users_email ON users USING btree (email ASC);",
      },
      { title: "Storage is nobody's promise", migration: "ALTER INDEX idx_users_email SET (fillfactor = 70);" },
      { title: "Another index", migration: "CREATE INDEX idx_users_name ON users (name);" },
    ],
  },
});
