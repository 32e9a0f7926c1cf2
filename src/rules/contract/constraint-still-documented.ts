import { stillDocumentedRule } from "./still-documented.ts";

const ddl = "    CONSTRAINT orders_total_check CHECK (total >= 0),\n";
const cell = "| CHECK (total >= 0) | Sum in euros |";

/** A constraint that a migration drops is no longer promised. */
export const constraintStillDocumented = stillDocumentedRule("constraint", {
  id: "constraint-still-documented",
  summary: "Disallow promising a constraint that a migration drops",
  why: "Readers rely on the constraint and leave out the check that they now need.",
  examples: {
    invalid: [
      "ALTER TABLE orders DROP CONSTRAINT orders_total_check;",
      {
        title: "A key that the contract has without a name",
        migration: "ALTER TABLE orders DROP CONSTRAINT orders_pkey;",
      },
    ],
    valid: [
      {
        title: "The primary key over other columns: constraint-mismatch speaks",
        migration: "ALTER TABLE orders DROP CONSTRAINT orders_pkey;\nALTER TABLE orders ADD PRIMARY KEY (id, user_id);",
      },
      {
        title: "The contract drops it too",
        migration: "ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_total_check;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [ddl, ""],
            [cell, "| | Sum in euros |"],
          ],
        },
      },
      {
        title: "Made anew as it was",
        migration:
          "ALTER TABLE orders DROP CONSTRAINT orders_total_check;\nALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0);",
      },
      {
        title: "The column goes with its constraint: column-still-documented speaks",
        migration: "ALTER TABLE orders DROP COLUMN total CASCADE;",
      },
      { title: "No such constraint", migration: "ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_fax_check;" },
      { title: "The whole table goes: said once", migration: "DROP TABLE orders CASCADE;" },
    ],
  },
});
