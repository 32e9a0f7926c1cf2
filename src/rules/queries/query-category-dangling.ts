import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";

const sql = "SQL_CONTRACT.json";

/** Categories are the way people find a query before they write it anew. */
export const queryCategoryDangling = defineRule({
  id: "query-category-dangling",
  on: "pull-request",
  section: "CRITICAL RULES",
  severity: "warning",
  summary: "Disallow categories of the SQL contract that list queries which are not there",
  whenToWaive: "Hardly ever: removing the name from the list costs less.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      { title: "Misspelled", edits: { [sql]: [['"insert_order"] }', '"insert_orders"] }']] } },
      {
        title: "The query has a new key, and its category the old one",
        edits: { [sql]: [['"insert_order": {', '"place_order": {']] },
      },
    ],
    valid: [
      {
        title: "The category follows the new key",
        edits: {
          [sql]: [
            ['"insert_order": {', '"place_order": {'],
            ['"insert_order"] }', '"place_order"] }'],
          ],
        },
      },
      { title: "One fewer", edits: { [sql]: [['["list_orders_by_user", "insert_order"]', '["insert_order"]']] } },
      {
        title: "In both categories",
        edits: { [sql]: [['"queries": ["get_user_by_email"]', '"queries": ["get_user_by_email", "insert_order"]']] },
      },
      { title: "Nothing is changed", migration: "ALTER TABLE users ADD COLUMN phone text;" },
      {
        title: "Another description",
        edits: { [sql]: [['"description": "Orders"', '"description": "Orders of people"']] },
      },
    ],
  },

  *check({ base, head }) {
    if (head.sql === undefined || head.sql.text === base.sql?.text) return;
    for (const [category, { queries }] of head.sql.categories) {
      for (const { value, at } of queries) {
        if (head.sql.entryTexts.has(value)) continue;
        const wasListed = base.sql?.categories.get(category)?.queries.some((one) => one.value === value) === true;
        // It pointed nowhere before: old debt.
        if (wasListed && base.sql?.entryTexts.has(value) !== true) continue;
        yield { at, subject: `${category} ${value}`, stated: true, data: { category, query: value } };
      }
    }
  },

  explain: ({ category, query }) => ({
    what: `The category ${code(category)} lists the query ${code(query)}, which the SQL contract does not have.`,
    why: "Who looks for a query by its category finds a name without an entry.",
    fix: `Write the query's key as it stands under ${code("queries")}, or take it out of the category.`,
  }),
});
