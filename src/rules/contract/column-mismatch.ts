import { exampleBase } from "../example-base.ts";
import { mismatchRule } from "./mismatch.ts";

/** A column that a migration changes is promised as it then is: type, nullability, default, by meaning. */
export const columnMismatch = mismatchRule("column", {
  id: "column-mismatch",
  summary: "Require the contract to follow when a migration changes a column's type, nullability or default",
  why: "Readers size their buffers, types and checks by the contract; a wrong promise breaks them without any warning.",
  examples: {
    invalid: [
      "ALTER TABLE users ALTER COLUMN email TYPE varchar(100);",
      "ALTER TABLE users ALTER COLUMN email DROP NOT NULL;",
      {
        title: "The block spells out a collation that the migration takes away",
        base: {
          "DATABASE_SCHEMA_CONTRACT.md": (exampleBase["DATABASE_SCHEMA_CONTRACT.md"] ?? "").replace(
            "    name text,",
            '    name text COLLATE "C",',
          ),
        },
        migration: "ALTER TABLE users ALTER COLUMN name TYPE text;",
      },
    ],
    valid: [
      {
        title: "The row says the new type",
        migration: "ALTER TABLE users ALTER COLUMN email TYPE text;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            ["| email | varchar(255) | NO |", "| email | text | NO |"],
            ["    email varchar(255) NOT NULL,", "    email text NOT NULL,"],
          ],
        },
      },
      {
        title: "A collation that the block does not spell out",
        migration: 'ALTER TABLE users ALTER COLUMN name TYPE text COLLATE "C";',
      },
      {
        title: "The collation that the block spells out",
        migration: 'ALTER TABLE users ALTER COLUMN name TYPE text COLLATE "C";',
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["    name text,", '    name text COLLATE "C",']] },
      },
      {
        title: "Another spelling of the same type",
        migration: "ALTER TABLE users ALTER COLUMN id TYPE int4;",
      },
      {
        title: "Changed there and back",
        migration:
          "ALTER TABLE users ALTER COLUMN email DROP NOT NULL;\nALTER TABLE users ALTER COLUMN email SET NOT NULL;",
      },
      {
        title: "Added as the contract says, in other words",
        migration: "ALTER TABLE orders ADD COLUMN weight decimal(8,3) DEFAULT 0;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [
              "| placed_at | timestamp | NO | CURRENT_TIMESTAMP | | Time of the order |\n",
              "| placed_at | timestamp | NO | CURRENT_TIMESTAMP | | Time of the order |\n| weight | NUMERIC(8, 3) | YES | 0 | | In kilograms |\n",
            ],
            [
              "    total numeric(10,2) NOT NULL,\n",
              "    total numeric(10,2) NOT NULL,\n    weight numeric(8,3) DEFAULT 0,\n",
            ],
          ],
        },
      },
      { title: "Only a comment", migration: "COMMENT ON COLUMN users.email IS 'lower case';" },
    ],
  },
});
