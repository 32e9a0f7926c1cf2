import { mismatchRule } from "./mismatch.ts";

const remade =
  "ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;\nALTER TABLE orders ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE RESTRICT;";

const retargeted =
  "CREATE TABLE people (id integer PRIMARY KEY);\nALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;\nALTER TABLE orders ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES people (id) ON DELETE CASCADE;";

/** A foreign key that a migration makes anew is promised as it then is, actions on delete and update included. */
export const foreignKeyMismatch = mismatchRule("foreign-key", {
  id: "foreign-key-mismatch",
  summary: "Require the contract to follow when a migration changes a foreign key or its actions",
  why: "Readers join along the key that the contract states, and writers rely on its actions: these decide whether a delete on the other side fails, cascades or leaves NULLs behind.",
  examples: {
    invalid: [remade, { title: "It refers to another table", migration: retargeted }],
    valid: [
      {
        title: "Renamed in both",
        migration: "ALTER TABLE orders RENAME CONSTRAINT orders_user_id_fkey TO orders_person_fkey;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            ["| orders_user_id_fkey |", "| orders_person_fkey |"],
            ["CONSTRAINT orders_user_id_fkey FOREIGN KEY", "CONSTRAINT orders_person_fkey FOREIGN KEY"],
          ],
        },
      },
      {
        title: "The row says the new action",
        migration: remade,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            ["| users(id) | CASCADE | NO ACTION |", "| users(id) | RESTRICT | NO ACTION |"],
            ["REFERENCES users (id) ON DELETE CASCADE\n", "REFERENCES users (id) ON DELETE RESTRICT\n"],
          ],
        },
      },
      {
        title: "The default action written out",
        migration: remade.replace("ON DELETE RESTRICT", "ON DELETE CASCADE ON UPDATE NO ACTION"),
      },
      { title: "Only validated", migration: "ALTER TABLE orders VALIDATE CONSTRAINT orders_user_id_fkey;" },
      {
        title: "Another table",
        migration: "CREATE TABLE carts (user_id integer REFERENCES users ON DELETE SET NULL);",
      },
    ],
  },
});
