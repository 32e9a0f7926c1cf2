import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";

const sql = "SQL_CONTRACT.json";
const insert = "INSERT INTO orders (id, user_id, total) VALUES ($1, $2, $3)";
const select = "SELECT id, email, name FROM users WHERE email = $1";

/** The second step of the deprecation workflow is to stop writing: a new writer turns it back. */
export const deprecatedStillWritten = defineRule({
  id: "deprecated-still-written",
  on: "pull-request",
  section: "Non-Destructive Changes",
  severity: "warning",
  summary: "Warn of new queries and migrations that write a deprecated column",
  whenToWaive:
    "When the write keeps old readers alive until they are gone, as in the middle of an expand-and-contract change.",
  mend: ["expand-and-contract"],
  examples: {
    invalid: [
      { title: "A migration fills it", migration: "UPDATE users SET nickname = name WHERE nickname IS NULL;" },
      {
        title: "A query writes it now",
        edits: { [sql]: [[select, "UPDATE users SET nickname = $1 WHERE email = $2"]] },
      },
    ],
    valid: [
      { title: "Copied from it", migration: "UPDATE users SET name = nickname WHERE name IS NULL;" },
      { title: "Only read", edits: { [sql]: [[select, "SELECT id, nickname FROM users WHERE email = $1"]] } },
      {
        title: "Columns that are not deprecated",
        edits: { [sql]: [[insert, "INSERT INTO orders (id, user_id, total, status) VALUES ($1, $2, $3, 'new')"]] },
      },
      { title: "Dropped, not written", migration: "ALTER TABLE users DROP COLUMN nickname;" },
    ],
  },

  *check({ comparison }) {
    for (const { table, column, mark, writer } of comparison.deprecatedWrites) {
      const name = `${table}.${column}`;
      yield {
        at: writer.at,
        related: [mark.at],
        subject: `${name} ${writer.name}`,
        data: { name, kind: writer.kind, writer: writer.name, since: mark.since ?? "" },
      };
    }
  },

  explain: ({ name, kind, writer, since }) => ({
    what: `The ${kind} ${code(writer)} writes ${code(name)}, which is deprecated${since === "" ? "" : ` since ${code(since)}`}.`,
    why: "A deprecated column may go when nobody writes or reads it any more: each new writer puts that off.",
    fix: `Write what replaces ${code(name)} instead, as the contract's note on it says; or take the mark out of the contract if the column is to stay.`,
  }),
});
