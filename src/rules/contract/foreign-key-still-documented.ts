import { usersSection } from "../example-base.ts";
import { stillDocumentedRule } from "./still-documented.ts";

const row = "| orders_user_id_fkey | user_id | users(id) | CASCADE | NO ACTION |\n";
const ddl = ",\n    CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE\n";

/** A foreign key that a migration drops is no longer promised. */
export const foreignKeyStillDocumented = stillDocumentedRule("foreign-key", {
  id: "foreign-key-still-documented",
  summary: "Disallow promising a foreign key that a migration drops",
  why: "Readers join without checking because the contract promises that the row on the other side exists.",
  examples: {
    invalid: [
      "ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;",
      {
        title: "It goes with the table that it refers to",
        migration: "DROP TABLE users CASCADE;",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [[`${usersSection}\n\n---\n\n`, ""]] },
      },
    ],
    valid: [
      {
        title: "Its row goes with it",
        migration: "ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_user_id_fkey;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [row, ""],
            [ddl, "\n"],
          ],
        },
      },
      {
        title: "Made anew as it was",
        migration:
          "ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;\nALTER TABLE orders ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE NOT VALID;",
      },
      {
        title: "Renamed: foreign-key-mismatch speaks",
        migration: "ALTER TABLE orders RENAME CONSTRAINT orders_user_id_fkey TO orders_person_fkey;",
      },
      {
        title: "It goes with its column: column-still-documented names both",
        migration: "ALTER TABLE orders DROP COLUMN user_id;",
      },
      { title: "No such constraint", migration: "ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_fax_fkey;" },
      { title: "The whole table goes: said once", migration: "DROP TABLE orders CASCADE;" },
    ],
  },
});
