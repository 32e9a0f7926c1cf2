import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { droppedName, ruleFor } from "./taking-away.ts";

/** A table that no contract tells of may still be used by anybody. Where the contract does tell, the `dropped-…` rules say what its deprecation lacks. */
export const dropTable = defineRule({
  id: "drop-table",
  on: ["drop-table"],
  section: "Non-Destructive Changes",
  severity: "error",
  summary: "Disallow dropping a table that was never documented, and so never deprecated",
  whenToWaive: "When the table was never used by anybody, and you can say how you know.",
  mend: ["expand-and-contract", "rollback"],
  examples: {
    invalid: [
      { title: "The contract does not know the table", migration: "DROP TABLE sessions;" },
      { title: "In another schema", migration: "DROP TABLE archive.orders;" },
    ],
    valid: [
      {
        title: "Made in the same pull request",
        migration: "CREATE TABLE sessions (id integer);\nDROP TABLE sessions;",
      },
      { title: "It may well not be there", migration: "DROP TABLE IF EXISTS sessions;" },
      { title: "A temporary table", migration: "CREATE TEMP TABLE work AS SELECT 1 AS id;\nDROP TABLE work;" },
      { title: "Modules use it: dropped-while-used speaks", migration: "DROP TABLE orders CASCADE;" },
      {
        title: "Renamed out of the way of its successor, which gets its rows",
        migration:
          "ALTER TABLE users RENAME TO users_old;\nCREATE TABLE users (id bigint PRIMARY KEY, email text);\nINSERT INTO users SELECT id, email FROM users_old;\nDROP TABLE users_old;",
      },
      {
        title: "Rebuilt with its rows",
        migration:
          "CREATE TABLE users_new (id bigint PRIMARY KEY, email text);\nINSERT INTO users_new SELECT id, email FROM users;\nDROP TABLE users CASCADE;\nALTER TABLE users_new RENAME TO users;",
      },
    ],
  },

  *check(operation, context, { step }) {
    if (ruleFor(step, context) !== "drop-table") return;
    const name = droppedName(operation);
    yield { at: operation.at, subject: name, data: { name, hasContract: context.base.database !== undefined } };
  },

  explain: ({ name, hasContract }) => ({
    what: hasContract
      ? `The table ${code(name)} is dropped, and the contract does not know it: nobody can say who uses it.`
      : `The table ${code(name)} is dropped, and no contract says who uses it.`,
    why: "All of its rows are gone, and every reader that nobody thought of fails at once.",
    fix: `Document it with a section ${code(`### Table: ${name}`)} that says ${code("**Status:** DEPRECATED since <the contract's next version>")}, stop using it, and drop it a release later.`,
  }),
});
