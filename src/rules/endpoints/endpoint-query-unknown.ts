import type { Endpoint } from "../../model/contract.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { changedEndpoints } from "./endpoint-entries.ts";

const api = "API_CONTRACT.md";
const sql = "SQL_CONTRACT.json";
const line = "- **SQL Queries Used:** `list_orders_by_user`";

/** An endpoint names its queries so that whoever changes one finds the other. */
export const endpointQueryUnknown = defineRule({
  id: "endpoint-query-unknown",
  on: "pull-request",
  section: "CRITICAL RULES",
  severity: "error",
  summary: "Disallow endpoints that name a query which the SQL contract does not have",
  whenToWaive: "When the query is documented in a contract that is not in this repository.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      { title: "Misspelled", edits: { [api]: [[line, "- **SQL Queries Used:** `list_orders_by_users`"]] } },
      {
        title: "The query is renamed, and an endpoint still names it",
        edits: {
          [sql]: [
            ['"list_orders_by_user": {\n      "id": "list_orders_by_user"', '"orders_of": {\n      "id": "orders_of"'],
            ['["list_orders_by_user", "insert_order"]', '["orders_of", "insert_order"]'],
          ],
        },
      },
    ],
    valid: [
      { title: "Another query of the contract", edits: { [api]: [[line, "- **SQL Queries Used:** `insert_order`"]] } },
      { title: "No query", edits: { [api]: [[line, "- **SQL Queries Used:** None"]] } },
      { title: "Nothing is changed", migration: "ALTER TABLE users ADD COLUMN phone text;" },
      {
        title: "Both are renamed",
        edits: {
          [sql]: [
            ['"list_orders_by_user": {\n      "id": "list_orders_by_user"', '"orders_of": {\n      "id": "orders_of"'],
            ['["list_orders_by_user", "insert_order"]', '["orders_of", "insert_order"]'],
          ],
          [api]: [[line, "- **SQL Queries Used:** `orders_of`"]],
        },
      },
    ],
  },

  *check(context) {
    const { base, head } = context;
    if (head.sql === undefined) return;
    const changed = new Set(changedEndpoints(context));
    for (const endpoint of [...changed, ...unchangedReadersOfRemoved(context)]) {
      for (const { value, at } of endpoint.queries ?? []) {
        const isNews = changed.has(endpoint) || base.sql?.entryTexts.has(value) === true;
        if (!isNews || head.sql.entryTexts.has(value)) continue;
        const data = { name: endpoint.name, query: value, isRemoved: base.sql?.entryTexts.has(value) === true };
        yield { at, subject: `${endpoint.id} ${value}`, stated: true, data };
      }
    }
  },

  explain: ({ name, query, isRemoved }) => ({
    what: isRemoved
      ? `The endpoint ${code(name)} still names the query ${code(query)}, which this pull request takes out of the SQL contract.`
      : `The endpoint ${code(name)} names the query ${code(query)}, which the SQL contract does not have.`,
    why: "Whoever changes the query looks for the endpoints that run it, and will miss this one.",
    fix: `Write the query's key as it stands under ${code("queries")} in the SQL contract, or ${code("None")}; if the query is missing there, add its entry.`,
  }),
});

/** Sections are read only when a query has gone and they speak of it. */
function unchangedReadersOfRemoved({ base, head }: RuleContext): readonly Endpoint[] {
  const removed = [...(base.sql?.entryTexts.keys() ?? [])].filter((key) => head.sql?.entryTexts.has(key) === false);
  if (removed.length === 0 || head.api === undefined) return [];
  const { endpoints, entryTexts } = head.api;
  return [...entryTexts].flatMap(([key, text]) => {
    const isSame = base.api?.entryTexts.get(key) === text;
    return isSame && removed.some((id) => text.includes(id)) ? (endpoints.get(key) ?? []) : [];
  });
}
