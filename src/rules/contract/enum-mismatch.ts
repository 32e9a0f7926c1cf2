import { mismatchRule } from "./mismatch.ts";

/** An enum whose values a migration changes is promised with the values that it then has. */
export const enumMismatch = mismatchRule("enum", {
  id: "enum-mismatch",
  summary: "Require the contract to follow when a migration changes an enum's values",
  why: "Readers switch over the values of the contract; one they do not know is an error or a silent default in their code.",
  examples: {
    invalid: ["ALTER TYPE order_status ADD VALUE 'lost';", "ALTER TYPE order_status RENAME VALUE 'new' TO 'placed';"],
    valid: [
      {
        title: "The contract has the new value",
        migration: "ALTER TYPE order_status ADD VALUE 'packed' BEFORE 'shipped';",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [["('new', 'paid', 'shipped')", "('new', 'paid', 'packed', 'shipped')"]],
        },
      },
      { title: "The value was there", migration: "ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'paid';" },
      { title: "Another enum", migration: "CREATE TYPE carrier AS ENUM ('post', 'courier');" },
      {
        title: "Renamed there and back",
        migration:
          "ALTER TYPE order_status RENAME VALUE 'new' TO 'placed';\nALTER TYPE order_status RENAME VALUE 'placed' TO 'new';",
      },
    ],
  },
});
