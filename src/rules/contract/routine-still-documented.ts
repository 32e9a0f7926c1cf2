import { userTotalSection } from "../example-base.ts";
import { stillDocumentedRule } from "./still-documented.ts";

/** A function or procedure that a migration drops or renames is no longer promised under its old name. */
export const routineStillDocumented = stillDocumentedRule("routine", {
  id: "routine-still-documented",
  summary: "Disallow promising a function or procedure that a migration drops or renames",
  why: "Whoever follows the contract calls a routine that is not there.",
  examples: {
    invalid: ["DROP FUNCTION user_total(integer);", "ALTER FUNCTION user_total(integer) RENAME TO spent_by;"],
    valid: [
      {
        title: "The section goes with it",
        migration: "DROP FUNCTION IF EXISTS user_total(integer);",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [[userTotalSection, ""]] },
      },
      {
        title: "The section is renamed with it",
        migration: "ALTER FUNCTION user_total(integer) RENAME TO spent_by;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [[userTotalSection, userTotalSection.replaceAll("user_total", "spent_by")]],
        },
      },
      {
        title: "Dropped and made again",
        migration:
          "DROP FUNCTION user_total(integer);\nCREATE FUNCTION user_total(integer) RETURNS numeric LANGUAGE sql STABLE\nAS 'SELECT sum(total) FROM orders WHERE user_id = $1';",
      },
      { title: "No such function", migration: "DROP FUNCTION IF EXISTS user_count();" },
    ],
  },
});
