import { mismatchRule } from "./mismatch.ts";

const remade =
  "ALTER TABLE orders DROP CONSTRAINT orders_total_check;\nALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total > 0);";
const renamed = "ALTER TABLE orders RENAME CONSTRAINT orders_total_check TO orders_total_positive;";
const rekeyed =
  "ALTER TABLE orders DROP CONSTRAINT orders_pkey;\nALTER TABLE orders ADD CONSTRAINT pk_orders PRIMARY KEY (id, user_id);";

/** A constraint that a migration makes anew is promised as it then is. */
export const constraintMismatch = mismatchRule("constraint", {
  id: "constraint-mismatch",
  summary: "Require the contract to follow when a migration changes a constraint",
  why: "Writers keep to the constraint that the contract states, and are refused by the one that is in force.",
  examples: {
    invalid: [
      remade,
      { title: "Renamed, and the contract keeps the old name", migration: renamed },
      { title: "A primary key over other columns", migration: rekeyed },
    ],
    valid: [
      {
        title: "Renamed in both",
        migration: renamed,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            ["CONSTRAINT orders_total_check CHECK", "CONSTRAINT orders_total_positive CHECK"],
          ],
        },
      },
      {
        title: "The contract states the new one",
        migration: remade,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            ["CONSTRAINT orders_total_check CHECK (total >= 0),", "CONSTRAINT orders_total_check CHECK (total > 0),"],
            ["| CHECK (total >= 0) | Sum in euros |", "| CHECK (total > 0) | Sum in euros |"],
          ],
        },
      },
      {
        title: "The same in other words",
        migration: remade.replace("CHECK (total > 0)", "CHECK ((total >= 0))"),
      },
      {
        title: "A primary key that has no name in the contract gets one",
        migration: rekeyed.replace("(id, user_id)", "(id)"),
      },
      {
        title: "The contract states the new primary key",
        migration: rekeyed,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [
              "    id integer PRIMARY KEY,\n    user_id integer NOT NULL,",
              "    id integer,\n    user_id integer NOT NULL,\n    CONSTRAINT pk_orders PRIMARY KEY (id, user_id),",
            ],
            ["| user_id | integer | NO | - | | Who", "| user_id | integer | NO | - | PRIMARY KEY | Who"],
          ],
        },
      },
      { title: "Only validated", migration: "ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;" },
      { title: "Another constraint", migration: "ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);" },
    ],
  },
});
