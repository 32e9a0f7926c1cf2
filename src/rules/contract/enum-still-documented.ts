import { ordersSection } from "../example-base.ts";
import { stillDocumentedRule } from "./still-documented.ts";

const dropped =
  "ALTER TABLE orders ALTER COLUMN status DROP DEFAULT;\nALTER TABLE orders ALTER COLUMN status TYPE text;\nDROP TYPE order_status;";
const ddlLine = ["    status order_status NOT NULL DEFAULT 'new'", "    status text NOT NULL"] as const;
const row = ["| status | order_status | NO | 'new' |", "| status | text | NO | - |"] as const;

/** An enum that a migration drops or renames is no longer promised under its old name. */
export const enumStillDocumented = stillDocumentedRule("enum", {
  id: "enum-still-documented",
  summary: "Disallow promising an enum that a migration drops or renames",
  why: "Whoever follows the contract declares or casts to a type that is not there.",
  examples: {
    invalid: [
      "ALTER TYPE order_status RENAME TO order_state;",
      {
        title: "Dropped when its column is text, and only the column's row follows",
        migration: dropped,
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [ddlLine, row] },
      },
    ],
    valid: [
      {
        title: "Dropped, and its statement goes with the column's type",
        migration: dropped,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            ["CREATE TYPE order_status AS ENUM ('new', 'paid', 'shipped');\n", ""],
            ddlLine,
            row,
          ],
        },
      },
      {
        title: "Renamed there and back",
        migration: "ALTER TYPE order_status RENAME TO order_state;\nALTER TYPE order_state RENAME TO order_status;",
      },
      { title: "No such type", migration: "DROP TYPE IF EXISTS carrier;" },
      {
        title: "Only a value is renamed",
        migration: "ALTER TYPE order_status RENAME VALUE 'new' TO 'placed';",
      },
      {
        title: "The contract is renamed with it",
        migration: "ALTER TYPE order_status RENAME TO order_state;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [[ordersSection, ordersSection.replaceAll("order_status", "order_state")]],
        },
      },
    ],
  },
});
