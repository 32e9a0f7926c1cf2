import { keyOf } from "../../model/name.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { ordersSection } from "../example-base.ts";
import { changedEndpoints } from "./endpoint-entries.ts";

const api = "API_CONTRACT.md";
const tables = "- **Database Tables:** `orders`, `users`";

/** The list of tables is what tells whom a schema change reaches: a name that is no table reaches nobody. */
export const endpointTableUnknown = defineRule({
  id: "endpoint-table-unknown",
  on: "pull-request",
  section: "CRITICAL RULES",
  severity: "error",
  summary: "Disallow endpoints that name a table which the schema does not have",
  whenToWaive: "When the table belongs to another database, which the contract of this repository does not describe.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      { title: "A name in the wrong number", edits: { [api]: [[tables, "- **Database Tables:** `order`, `users`"]] } },
      {
        title: "The pull request renames the table, and touches the endpoint without saying so",
        migration: "ALTER TABLE orders RENAME TO purchases;",
        edits: {
          [api]: [
            [
              "**Last Modified:** 2026-01-10\n**Status:** active\n\n**Response:**\n\n```json\n[",
              "**Last Modified:** 2026-03-02\n**Status:** active\n\n**Response:**\n\n```json\n[",
            ],
          ],
          "DATABASE_SCHEMA_CONTRACT.md": [
            [
              ordersSection,
              ordersSection
                .replace("### Table: orders", "### Table: purchases")
                .replace("CREATE TABLE orders (", "CREATE TABLE purchases (")
                .replace("ON orders (user_id)", "ON purchases (user_id)"),
            ],
          ],
        },
      },
    ],
    valid: [
      {
        title: "A contract without any table says of none that it is not there",
        base: { "DATABASE_SCHEMA_CONTRACT.md": "# Database Schema Contract\n\n**Version:** 1.0.0\n" },
        edits: { [api]: [[tables, "- **Database Tables:** `order`, `users`"]] },
      },
      { title: "A view counts as well", edits: { [api]: [[tables, "- **Database Tables:** `paid_orders`, `users`"]] } },
      {
        title: "Made in the same pull request",
        migration: "CREATE TABLE coupons (code text PRIMARY KEY);",
        edits: { [api]: [[tables, "- **Database Tables:** `coupons`"]] },
      },
      { title: "No table at all", edits: { [api]: [[tables, "- **Database Tables:** None"]] } },
      {
        title: "Qualified and quoted",
        edits: { [api]: [[tables, '- **Database Tables:** `public.orders`, `"users"`']] },
      },
      {
        title: "It was there before",
        base: {
          [api]:
            "# API Contract\n\n**Version:** 1.0.0\n\n## Endpoints\n\n#### `GET /old`\n\n**Status:** active\n\n**Implementation:**\n- **Database Tables:** `gone`\n",
        },
        migration: "ALTER TABLE users ADD COLUMN phone text;",
      },
    ],
  },

  *check(context) {
    const { head, comparison, base } = context;
    // Without a database contract nobody knows all the tables, unless the whole history was replayed.
    const known = [head.database, base.database].some((one) => one !== undefined && one.tables.size > 0);
    if (!known && !comparison.head.complete) return;
    for (const endpoint of changedEndpoints(context)) {
      for (const { table, at } of endpoint.tables ?? []) {
        const key = keyOf(table);
        if (comparison.head.tables.has(key) || comparison.head.views.has(key)) continue;
        if (head.database?.tables.has(key) === true || head.database?.views.has(key) === true) continue;
        yield { at, subject: `${endpoint.id} ${key}`, stated: true, data: { name: endpoint.name, table: key } };
      }
    }
  },

  explain: ({ name, table }) => ({
    what: `The endpoint ${code(name)} names the table ${code(table)}, which the schema does not have.`,
    why: "The list is how a schema change finds the endpoints it reaches: this one will not be found.",
    fix: `Write the table's name as the database contract has it in ${code("**Database Tables:**")}, or ${code("None")}; if the table is missing, add its migration and its section.`,
  }),
});
