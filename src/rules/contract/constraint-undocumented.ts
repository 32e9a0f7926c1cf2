import { undocumentedRule } from "./undocumented.ts";

const migration = "ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);";

/** A constraint that a migration adds is promised with its table. */
export const constraintUndocumented = undocumentedRule("constraint", {
  id: "constraint-undocumented",
  summary: "Require the contract to state every constraint that a migration adds",
  why: "A constraint refuses rows that were accepted before; whoever writes this table has to know it.",
  examples: {
    invalid: [migration, "ALTER TABLE orders ADD CONSTRAINT orders_total_limit CHECK (total < 100000) NOT VALID;"],
    valid: [
      {
        title: "The primary key over other columns: constraint-mismatch speaks",
        migration: "ALTER TABLE orders DROP CONSTRAINT orders_pkey;\nALTER TABLE orders ADD PRIMARY KEY (id, user_id);",
      },
      {
        title: "The DDL block and the Constraints cell state it",
        migration,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [
              "| email | varchar(255) | NO | - | | Address for mail |",
              "| email | varchar(255) | NO | - | UNIQUE | Address for mail |",
            ],
            [
              "    email varchar(255) NOT NULL,\n",
              "    email varchar(255) NOT NULL,\n    CONSTRAINT users_email_key UNIQUE (email),\n",
            ],
          ],
        },
      },
      {
        title: "Made anew as it was, in other words",
        migration:
          "ALTER TABLE orders DROP CONSTRAINT orders_total_check;\nALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK ((total >= 0));",
      },
      { title: "Only validated", migration: "ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;" },
      {
        title: "A new table says it once",
        migration: "CREATE TABLE coupons (code text UNIQUE, percent integer CHECK (percent > 0));",
      },
    ],
  },
});
