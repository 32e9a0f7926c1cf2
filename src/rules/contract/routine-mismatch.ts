import { mismatchRule } from "./mismatch.ts";

const changed =
  "DROP FUNCTION user_total(integer);\nCREATE FUNCTION user_total(integer) RETURNS integer LANGUAGE sql STABLE\nAS 'SELECT sum(total)::integer FROM orders WHERE user_id = $1';";

/** A function or procedure that a migration redefines is promised as it then is. */
export const routineMismatch = mismatchRule("routine", {
  id: "routine-mismatch",
  summary: "Require the contract to follow when a migration redefines a function or procedure",
  why: "Callers rely on the parameters and the result that the contract states.",
  examples: {
    invalid: [
      changed,
      {
        title: "Altered where it stands",
        migration: "ALTER FUNCTION user_total(integer) SECURITY DEFINER;",
      },
    ],
    valid: [
      {
        title: "The section has the new definition",
        migration: changed,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [
              "CREATE FUNCTION user_total(integer) RETURNS numeric LANGUAGE sql STABLE\nAS 'SELECT sum(total) FROM",
              "CREATE FUNCTION user_total(integer) RETURNS integer LANGUAGE sql STABLE\nAS 'SELECT sum(total)::integer FROM",
            ],
          ],
        },
      },
      {
        title: "Replaced as it was, with the type spelled differently",
        migration:
          "CREATE OR REPLACE FUNCTION user_total(int4) RETURNS numeric LANGUAGE sql STABLE\nAS 'SELECT sum(total) FROM orders WHERE user_id = $1';",
      },
      { title: "Altered to what it is", migration: "ALTER FUNCTION user_total(integer) STABLE SECURITY INVOKER;" },
      { title: "Another function", migration: "CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1';" },
      { title: "Only a grant", migration: "GRANT EXECUTE ON FUNCTION user_total(integer) TO reporting;" },
    ],
  },
});
