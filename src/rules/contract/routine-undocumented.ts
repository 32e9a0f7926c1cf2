import { userTotalSection } from "../example-base.ts";
import { undocumentedRule } from "./undocumented.ts";

const migration =
  "CREATE FUNCTION order_count(integer) RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM orders WHERE user_id = $1';";

const overload =
  "CREATE FUNCTION user_total(integer, date) RETURNS numeric LANGUAGE sql STABLE AS 'SELECT sum(total) FROM orders WHERE user_id = $1 AND placed_at > $2';";

/** A function or procedure that a migration makes has its section in the contract. */
export const routineUndocumented = undocumentedRule("routine", {
  id: "routine-undocumented",
  summary: "Require a section in the contract for every function or procedure that a migration creates",
  why: "A routine reads and writes tables on behalf of its callers, which nobody can see when the contract does not have it.",
  examples: {
    invalid: [
      migration,
      {
        title: "What a trigger calls, and nobody else",
        migration:
          "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.placed_at := now(); RETURN NEW; END $$;\nCREATE TRIGGER touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();",
      },
      { title: "A second signature of a function that is there", migration: overload },
    ],
    valid: [
      {
        title: "The second signature has a section of its own",
        migration: overload,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [
              userTotalSection,
              `${userTotalSection}\n\n### Function: user_total(integer, date)\n\n\`\`\`sql\n${overload}\n\`\`\``,
            ],
          ],
        },
      },
      {
        title: "The second signature stands in the section of the first",
        migration: overload,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [["WHERE user_id = $1';\n", `WHERE user_id = $1';\n${overload}\n`]],
        },
      },
      {
        title: "Another signature in place of the first: routine-mismatch speaks",
        migration: `DROP FUNCTION user_total(integer);\n${overload}`,
      },
      {
        title: "The section is there",
        migration,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [
              userTotalSection,
              `${userTotalSection}\n\n### Function: order_count\n\n**Purpose:** How often a person ordered\n\n\`\`\`sql\n${migration}\n\`\`\`\n\n**Called By:**\n- \`reporting\` - Regulars`,
            ],
          ],
        },
      },
      {
        title: "Replaced as it was",
        migration:
          "CREATE OR REPLACE FUNCTION user_total(integer) RETURNS numeric LANGUAGE sql STABLE\nAS 'SELECT sum(total) FROM orders WHERE user_id = $1';",
      },
      { title: "Made and dropped in one pull request", migration: `${migration}\nDROP FUNCTION order_count(integer);` },
      {
        title: "A trigger that calls what the server brings",
        migration:
          "CREATE TRIGGER idle BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();",
      },
      { title: "Only called", migration: "SELECT user_total(1);" },
    ],
  },
});
