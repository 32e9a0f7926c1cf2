import { userTotalSection } from "../example-base.ts";
import { undocumentedRule } from "./undocumented.ts";

const migration =
  "CREATE FUNCTION order_count(integer) RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM orders WHERE user_id = $1';";

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
    ],
    valid: [
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
