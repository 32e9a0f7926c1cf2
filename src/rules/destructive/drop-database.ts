import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";

/** No migration is the right place for this: it runs wherever the application runs. */
export const dropDatabase = defineRule({
  id: "drop-database",
  on: ["drop-database"],
  section: "Non-Destructive Changes",
  severity: "error",
  summary: "Disallow dropping a database in a migration",
  whenToWaive: "When the database is a throw-away of tests or tools.",
  examples: {
    invalid: ["DROP DATABASE shop;", "DROP DATABASE IF EXISTS shop WITH (FORCE);"],
    valid: [
      "CREATE DATABASE shop_archive;",
      { title: "A role", migration: "DROP ROLE IF EXISTS shop;" },
      { title: "Words in a comment", migration: "-- DROP DATABASE shop;\nALTER TABLE users ADD COLUMN phone text;" },
      { title: "Words in a text", migration: "COMMENT ON TABLE users IS 'never DROP DATABASE shop';" },
    ],
  },

  *check(operation) {
    yield { at: operation.at, subject: operation.database, data: { database: operation.database } };
  },

  explain: ({ database }) => ({
    what: `The migration drops the database ${code(database)}.`,
    why: "A migration runs in every environment, production included, and nothing but a backup brings a database back.",
    fix: "Take the statement out. If a database is to go, let an operator drop it by hand, after a backup that was proved to restore.",
  }),
});
