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
      {
        title: "What a concatenation in code leaves behind",
        edits: { [sql]: [[select, `SELECT id, email, name FROM users WHERE email = '\\" + email + \\"'`]] },
      },
      {
        title: "A field of an f-string",
        edits: { [sql]: [[select, "SELECT id, email, name FROM users WHERE id = {user_id}"]] },
      },
    ],
    valid: [
      {
        title: "SQL concatenates by itself",
        edits: {
          [sql]: [[select, "SELECT id, 'a' || email || 'b' AS email, name FROM users WHERE email LIKE $1 || '%'"]],
        },
      },
      {
        title: "Quoted names",
        edits: { [sql]: [[select, 'SELECT u.\\"id\\", u . \\"email\\", u.name FROM users u WHERE u.email = $1']] },
      },
      {
        title: "Braces of a JSON value and of a pattern",
        edits: {
          [sql]: [
            [
              select,
              `SELECT id, email, name FROM users WHERE email ~ '^[a-z]{3}$' AND name <> '{\\"a\\": {b}}' AND id = $1`,
            ],
          ],
        },
      },
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
      const found = putIntoText(query.sql?.value ?? "");
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

const template = /\$\{[^{}]*\}|\{\{[^{}]*\}\}|#\{[^{}]*\}/;
const quoted = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|["'`][^"'`]*$/g;
const operator = String.raw`(?:\+|\|\||\.(?=[\s$]))`;
const value = String.raw`\$?[A-Za-z_][\w.$>()[\]-]*`;
const concatenated = new RegExp(
  String.raw`^["'\`](?:["'\`]|\s)\s*${operator}\s*${value}\s*(?:${operator}[\s"'\`]*)?(?:["'\`]|$)`,
);

/**
 * The first place where code puts something into the text: a template (`${x}`, `{{ x }}`, `#{x}`, `{x}` of an f-string), or the quotation marks and the operator
 * that a concatenation leaves behind, `'" + x + "'`. What SQL concatenates itself, `'a' || x || 'b'`, stands between two strings and not within one.
 */
function putIntoText(sql: string): string | undefined {
  const within = [...sql.matchAll(quoted)].map(([text]) => text).find((text) => concatenated.test(text));
  return template.exec(sql)?.[0] ?? within ?? /\{[A-Za-z_][\w.]*\}/.exec(sql.replaceAll(quoted, ""))?.[0];
}

/** It stands where SQL wants a table or a column, which no placeholder can give. */
function isName(found: string, text: string): boolean {
  const before = text.slice(0, text.indexOf(found));
  return /\b(from|join|into|update|table|order\s+by|group\s+by|asc|desc)\s+["`]?$/i.test(before);
}
