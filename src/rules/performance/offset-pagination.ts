import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { changedQueries } from "../queries/query-entries.ts";
import { isSmallTable } from "../table-size.ts";

const sql = "SQL_CONTRACT.json";
const list = "ORDER BY placed_at LIMIT 50";

/** OFFSET reads and throws away all pages before the one that is asked for, and shows rows twice or never while others write. */
export const offsetPagination = defineRule({
  id: "offset-pagination",
  on: "pull-request",
  section: "Performance Considerations",
  severity: "info",
  summary: "Inform of changed queries that go through pages with OFFSET",
  whenToWaive: "People look at the first pages only, or must be able to jump to any page.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      {
        title: "In the standard's words",
        edits: { [sql]: [[list, "ORDER BY placed_at OFFSET $2 ROWS FETCH NEXT 50 ROWS ONLY"]] },
      },
      { title: "The next page by its number", edits: { [sql]: [[list, "ORDER BY placed_at LIMIT 50 OFFSET $2"]] } },
    ],
    valid: [
      {
        title: "The next page by the last row of this one",
        edits: {
          [sql]: [
            [
              "WHERE user_id = $1 ORDER BY placed_at LIMIT 50",
              "WHERE user_id = $1 AND placed_at > $2 ORDER BY placed_at LIMIT 50",
            ],
          ],
        },
      },
      {
        title: "The first page, in the standard's words",
        edits: { [sql]: [[list, "ORDER BY placed_at FETCH FIRST 50 ROWS ONLY"]] },
      },
      { title: "The first page", edits: { [sql]: [[list, "ORDER BY placed_at DESC LIMIT 20"]] } },
      {
        title: "A small table",
        edits: {
          [sql]: [[list, "ORDER BY placed_at LIMIT 50 OFFSET $2"]],
          "DATABASE_SCHEMA_CONTRACT.md": [
            ["**Purpose:** What people have ordered", "**Purpose:** What people have ordered (about 500 rows)"],
          ],
        },
      },
      {
        title: "It was so before",
        base: {
          [sql]:
            '{ "contract_version": "1.0.0", "queries": { "q": { "id": "q", "sql": "SELECT id FROM users ORDER BY id LIMIT 5 OFFSET $1" } } }',
        },
        migration: "ALTER TABLE users ADD COLUMN fax text;",
      },
    ],
  },

  *check(context) {
    for (const { query, reads } of changedQueries(context)) {
      if (query.sql === undefined || !query.reading.some(({ hasOffset }) => hasOffset)) continue;
      if (reads.length > 0 && reads.every((key) => isSmallTable(context, key))) continue;
      yield { at: query.sql.at, subject: query.id, data: { id: query.id } };
    }
  },

  explain: ({ id }) => ({
    what: `The query ${code(id)} goes through pages with ${code("OFFSET")}.`,
    why: "The server reads all rows of the pages before and throws them away, so that each page takes longer than the last; rows that are written in between show up twice or not at all.",
    fix: `Hand in the last row of the page before: ${code("WHERE (placed_at, id) > ($1, $2) ORDER BY placed_at, id LIMIT 50")}, with an index on these columns.`,
  }),
});
