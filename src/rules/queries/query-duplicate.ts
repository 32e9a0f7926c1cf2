import type { ContractQuery, SqlContract } from "../../model/contract.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { changedQueries } from "./query-entries.ts";

const sql = "SQL_CONTRACT.json";
const insert = "INSERT INTO orders (id, user_id, total) VALUES ($1, $2, $3)";
const list = "SELECT id, status, total FROM orders WHERE user_id = $1 ORDER BY placed_at LIMIT 50";

/** Reuse comes first: two entries of one query are changed apart sooner or later. */
export const queryDuplicate = defineRule({
  id: "query-duplicate",
  on: "pull-request",
  section: "CRITICAL RULES",
  severity: "warning",
  summary: "Warn of a query that the SQL contract has already, but for names, case and white space",
  whenToWaive: "When the two must be free to change apart.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      { title: "Word for word", edits: { [sql]: [[insert, list]] } },
      {
        title: "With other white space and another placeholder",
        edits: {
          [sql]: [[insert, "select id, status, total  from orders where user_id = :user order by placed_at limit 50"]],
        },
      },
    ],
    valid: [
      {
        title: "Other columns",
        edits: { [sql]: [[insert, "SELECT id, total FROM orders WHERE user_id = $1 ORDER BY placed_at LIMIT 50"]] },
      },
      {
        title: "Another condition",
        edits: { [sql]: [[insert, "SELECT id, status, total FROM orders WHERE id = $1 ORDER BY placed_at LIMIT 50"]] },
      },
      {
        title: "Another text in quotes",
        edits: {
          [sql]: [
            [list, "SELECT id, total FROM orders WHERE status = 'new' LIMIT 50"],
            [insert, "SELECT id, total FROM orders WHERE status = 'NEW' LIMIT 50"],
          ],
        },
      },
      { title: "Nothing is changed", migration: "ALTER TABLE users ADD COLUMN phone text;" },
    ],
  },

  *check(context) {
    const changed = changedQueries(context).map(({ query }) => query);
    if (changed.length === 0 || context.head.sql === undefined) return;
    const first = new Map<string, ContractQuery>();
    const changedIds = new Set(changed.map(({ id }) => id));
    const forms = changed.flatMap(({ sql: text }) => (text === undefined ? [] : bareForm(text.value)));
    const unchanged = mayHaveForm(context.head.sql, forms).filter(({ id }) => !changedIds.has(id));
    for (const query of [...unchanged, ...changed]) {
      if (query.sql === undefined) continue;
      const form = bareForm(query.sql.value);
      const other = first.get(form);
      if (other === undefined) first.set(form, query);
      else if (changedIds.has(query.id)) {
        const related = other.sql === undefined ? [] : [other.sql.at];
        yield { at: query.sql.at, related, subject: query.id, stated: true, data: { id: query.id, other: other.id } };
      }
    }
  },

  explain: ({ id, other }) => ({
    what: `The query ${code(id)} is the same as ${code(other)}.`,
    why: "Whoever changes one of them does not know of the other.",
    fix: `Use ${code(other)}: add the module to its ${code("used_by_modules")}, and take ${code(id)} out.`,
  }),
});

/** Those whose entries hold each word of one of the forms: no other need be read. */
function mayHaveForm({ queries, entryTexts }: SqlContract, forms: readonly string[]): readonly ContractQuery[] {
  const wordsOfForms = forms.map((form) => new Set(form.toLowerCase().match(/[a-z0-9_]+/g)));
  return [...entryTexts].flatMap(([key, text]) => {
    const lowered = text.toLowerCase();
    const mayBe = wordsOfForms.some((words) => [...words].every((word) => lowered.includes(word)));
    return mayBe || lowered.includes("\\u") ? (queries.get(key) ?? []) : [];
  });
}

/** The text without what makes no difference: white space, case outside of quotes, how a placeholder is written. */
function bareForm(text: string): string {
  return text
    .split(/('(?:[^']|'')*'|"(?:[^"]|"")*")/)
    .map((part, at) =>
      at % 2 === 1
        ? part
        : part
            .toLowerCase()
            .replace(/\s+/g, " ")
            .replace(/\$\d+|(?<!:):\w+|@\w+|%s|%\(\w+\)s/g, "?"),
    )
    .join("")
    .replace(/\s*([(),=<>])\s*/g, "$1")
    .replace(/;?\s*$/, "")
    .trim();
}
