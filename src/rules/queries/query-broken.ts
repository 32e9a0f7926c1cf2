import type { ResolvedQuery } from "../../model/comparison.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { isSpokenFor } from "../destructive/taking-away.ts";

const sql = "SQL_CONTRACT.json";
const select = "SELECT id, email, name FROM users WHERE email = $1";

/** A query of the contract has to run against the schema that the pull request leaves. */
export const queryBroken = defineRule({
  id: "query-broken",
  on: "pull-request",
  section: "CRITICAL RULES",
  severity: "error",
  summary: "Disallow queries in the SQL contract that name what the schema does not have",
  whenToWaive: "Not while the query is in use: it fails as soon as the migration ran.",
  mend: ["edit-contract", "expand-and-contract"],
  examples: {
    invalid: [
      {
        title: "A changed query names a column that is not there",
        edits: { [sql]: [[select, "SELECT id, mail, name FROM users WHERE email = $1"]] },
        migration: "ALTER TABLE users ADD COLUMN phone text;",
      },
      {
        title: "A changed query names a column that this pull request drops",
        edits: { [sql]: [[select, "SELECT id, email, name, nickname FROM users WHERE email = $1"]] },
        migration: "ALTER TABLE users DROP COLUMN nickname;",
      },
    ],
    valid: [
      {
        title: "A changed query names a new column",
        edits: { [sql]: [[select, "SELECT id, email, phone FROM users WHERE email = $1"]] },
        migration: "ALTER TABLE users ADD COLUMN phone text;",
      },
      {
        title: "Unchanged, and its column is dropped: dropped-while-used names it",
        migration: "ALTER TABLE users DROP email;",
      },
      { title: "Nothing that it names goes", migration: "ALTER TABLE users DROP COLUMN created_at;" },
      {
        title: "It is written for the new name",
        edits: { [sql]: [[select, "SELECT id, mail AS email, name FROM users WHERE mail = $1"]] },
        migration: "ALTER TABLE users RENAME COLUMN email TO mail;",
      },
      {
        title: "Aliases and functions are no columns",
        edits: {
          [sql]: [[select, "SELECT u.id, lower(u.email) AS mail FROM users u WHERE u.email = $1 ORDER BY mail"]],
        },
      },
    ],
  },

  *check(context) {
    for (const resolved of context.comparison.queries) {
      const gone = resolved.missing.filter(({ operation }) => !isSaidThere(resolved, operation, context));
      const names = gone.map(({ table, column }) => (column === undefined ? table : `${table}.${column}`));
      // What an INSERT leaves out of an entry that nobody touched is query-affected-not-reviewed's to say.
      const unfilled =
        resolved.entry === "unchanged" ? [] : resolved.unfilled.map(({ table, column }) => `${table}.${column}`);
      if (names.length + unfilled.length === 0) continue;
      const { query, entry } = resolved;
      const cause = gone.find(({ operation }) => operation !== undefined)?.operation;
      const place = query.sql?.at ?? query.at;
      yield {
        at: entry === "unchanged" && cause !== undefined ? cause.at : place,
        related: entry === "unchanged" ? [place] : cause === undefined ? [] : [cause.at],
        subject: query.id,
        stated: true,
        data: { id: query.id, names, unfilled },
      };
    }
  },

  explain: ({ id, names, unfilled }) => ({
    what:
      names.length > 0
        ? `The query ${code(id)} names ${codeList(names)}, which the schema does not have when this pull request is done.`
        : `The query ${code(id)} inserts without ${codeList(unfilled)}, which must have a value.`,
    why: "It fails each time it is run, in every module that the SQL contract lists for it.",
    fix:
      names.length > 0
        ? `Write the query for the schema as it will be, and its ${code("returns")} and ${code("depends_on_tables")} with it; or keep ${codeList(names)} in the migration.`
        : `Add the columns to the query and their values to its ${code("parameters")}; or give them a default in the migration.`,
  }),
});

/** The rule on the operation names the query already. */
function isSaidThere(
  { entry }: ResolvedQuery,
  operation: ResolvedQuery["missing"][number]["operation"],
  context: RuleContext,
): boolean {
  return entry === "unchanged" && operation !== undefined && isSpokenFor(operation, context);
}
