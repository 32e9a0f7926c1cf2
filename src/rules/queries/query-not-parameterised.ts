import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { changedQueries } from "./query-entries.ts";

const sql = "SQL_CONTRACT.json";
const select = "SELECT id, email, name FROM users WHERE email = $1";

/** Text put together in code is how foreign SQL gets into a query. */
export const queryNotParameterised = defineRule({
  id: "query-not-parameterised",
  on: "pull-request",
  section: "CRITICAL RULES",
  severity: "error",
  summary: "Disallow changed queries that have values put into their text",
  whenToWaive: "When the value is a constant of the query and never comes from outside.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      {
        title: "A template",
        edits: { [sql]: [[select, "SELECT id, email, name FROM users WHERE email = '{{ email }}'"]] },
      },
      {
        title: "The column to sort by",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the rule looks for.
        edits: { [sql]: [["ORDER BY placed_at LIMIT 50", "ORDER BY ${column} LIMIT 50"]] },
      },
    ],
    valid: [
      {
        title: "The order chosen by a parameter",
        edits: {
          [sql]: [
            ["ORDER BY placed_at LIMIT 50", "ORDER BY CASE WHEN $2 = 'total' THEN total END, placed_at LIMIT 50"],
          ],
        },
      },
      {
        title: "A parameter",
        edits: { [sql]: [[select, "SELECT id, email, name FROM users WHERE lower(email) = $1"]] },
      },
      { title: "A named one", edits: { [sql]: [[select, "SELECT id, email, name FROM users WHERE email = :email"]] } },
      {
        title: "A list of the server's own",
        edits: { [sql]: [[select, "SELECT id, email, name FROM users WHERE email = ANY ('{a,b}') AND id = $1"]] },
      },
      {
        title: "A pattern",
        edits: { [sql]: [[select, "SELECT id, email, name FROM users WHERE email LIKE '%s' AND id = $1"]] },
      },
    ],
  },

  *check(context) {
    for (const { query } of changedQueries(context)) {
      const found = /\$\{[^{}]*\}|\{\{[^{}]*\}\}/.exec(query.sql?.value ?? "")?.[0];
      if (found === undefined || query.sql === undefined) continue;
      yield {
        at: query.sql.at,
        subject: query.id,
        stated: true,
        data: { id: query.id, found, isName: isName(found, query.sql.value) },
      };
    }
  },

  explain: ({ id, found, isName: forName }) => ({
    what: `The query ${code(id)} has ${code(found)} in its text.`,
    why: "What is put there at run time becomes SQL: a value with a quote in it breaks the query, and one that is meant to can do anything.",
    fix: forName
      ? `No placeholder can stand for a name. Write one query for each name that may be asked for, or choose by a parameter: ${code("ORDER BY CASE WHEN $1 = 'total' THEN total END")}.`
      : `Write a placeholder in its place (${code("$1")}, without quotes), and list it under ${code("parameters")}.`,
  }),
});

/** It stands where SQL wants a table or a column, which no placeholder can give. */
function isName(found: string, text: string): boolean {
  const before = text.slice(0, text.indexOf(found));
  return /\b(from|join|into|update|table|order\s+by|group\s+by|asc|desc)\s+["`]?$/i.test(before);
}
