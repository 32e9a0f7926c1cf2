import { mismatchRule } from "./mismatch.ts";

const remade =
  "ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;\nALTER TABLE orders ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE RESTRICT;";

/** A foreign key that a migration makes anew is promised as it then is, actions on delete and update included. */
export const foreignKeyMismatch = mismatchRule("foreign-key", {
  id: "foreign-key-mismatch",
  summary: "Require the contract to follow when a migration changes a foreign key or its actions",
  why: "What happens to the rows on this side when the other side is deleted or updated decides whether a delete fails, cascades or leaves NULLs behind.",
  examples: {
    invalid: [remade],
    valid: [
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
