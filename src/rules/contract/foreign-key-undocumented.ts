import { undocumentedRule } from "./undocumented.ts";

const migration =
  "ALTER TABLE orders ADD COLUMN approver_id integer;\nALTER TABLE orders ADD CONSTRAINT orders_approver_id_fkey FOREIGN KEY (approver_id) REFERENCES users (id);";
const row = "| orders_user_id_fkey | user_id | users(id) | CASCADE | NO ACTION |\n";
const ddlTail = "REFERENCES users (id) ON DELETE CASCADE\n";

/** A foreign key that a migration makes is listed with its table. */
export const foreignKeyUndocumented = undocumentedRule("foreign-key", {
  id: "foreign-key-undocumented",
  summary: "Require a row in the contract for every foreign key that a migration adds",
  why: "A foreign key ties two tables together: deletes fail or cascade along it, which their authors can only know from the contract.",
  examples: {
    invalid: [
      migration,
      {
        title: "A reference of a new column, named by the server",
        migration: "ALTER TABLE orders ADD COLUMN approver_id integer REFERENCES users (id);",
      },
    ],
    valid: [
      {
        title: "The row is there",
        migration,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [row, `${row}| orders_approver_id_fkey | approver_id | users(id) | NO ACTION | NO ACTION |\n`],
            [
              ddlTail,
              `${ddlTail.trimEnd()},\n    CONSTRAINT orders_approver_id_fkey FOREIGN KEY (approver_id) REFERENCES users (id)\n`,
            ],
          ],
        },
      },
      {
        title: "Made anew as it was",
        migration:
          "ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;\nALTER TABLE orders ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users ON DELETE CASCADE;",
      },
      {
        title: "The reference stands in the DDL block, and its row under the server's name",
        migration: "ALTER TABLE orders ADD COLUMN approver_id integer REFERENCES users (id);",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [row, `${row}| orders_approver_id_fkey | approver_id | users(id) | NO ACTION | NO ACTION |\n`],
            [
              "    user_id integer NOT NULL,\n",
              "    user_id integer NOT NULL,\n    approver_id integer REFERENCES users (id),\n",
            ],
          ],
        },
      },
      { title: "Only validated", migration: "ALTER TABLE orders VALIDATE CONSTRAINT orders_user_id_fkey;" },
      {
        title: "A new table says it once",
        migration: "CREATE TABLE carts (id integer PRIMARY KEY, user_id integer REFERENCES users (id));",
      },
    ],
  },
});
