import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type Example } from "../define-rule.ts";
import { exampleBase } from "../example-base.ts";
import { isTooSmall } from "./due-version.ts";
import { wrongSteps } from "./version-steps.ts";
import { languageOf } from "./versioned-contracts.ts";

const orders = '[{ "id": 1, "status": "new", "total": "12.50" }]';
const parameters =
  "**Status:** active\n**Authentication:** None\n\n**Query Parameters:**\n\n| Name | Type | Required |\n|---|---|---|\n| since | date | YES |\n\n**Response:**\n\n```json\n[";

/** Minor versions of an API contract whose endpoint says something else than before. */
function api(...changes: readonly (readonly [title: string, from: string, to: string])[]): readonly Example[] {
  const path = "API_CONTRACT.md";
  const text = (exampleBase[path] ?? "").replace("**Status:** active\n\n**Response:**\n\n```json\n[", parameters);
  return changes.map(([title, from, to]) => ({
    title,
    base: { [path]: text },
    edits: {
      [path]: [
        ["**Version:** 2.1.0", "**Version:** 2.2.0"],
        [from, to],
      ],
    },
  }));
}

const breaking = "ALTER TABLE users DROP COLUMN email;";

/** The size of a step tells readers whether they have to do something: breaking is major, new is minor. */
export const versionBumpTooSmall = defineRule({
  id: "version-bump-too-small",
  on: "pull-request",
  section: "CRITICAL RULES",
  severity: "error",
  summary: "Require a major version for what breaks readers, and a minor one for what is new",
  whenToWaive: "When no reader can be broken, and the reason says how that is known.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      {
        title: "A column that is read goes away in a minor version",
        migration: breaking,
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["**Version:** 1.4.0", "**Version:** 1.5.0"]] },
      },
      {
        title: "A query is modified in a patch",
        edits: {
          "SQL_CONTRACT.json": [
            ['"contract_version": "1.2.0"', '"contract_version": "1.2.1"'],
            ["ORDER BY placed_at LIMIT 50", "ORDER BY placed_at LIMIT 20"],
          ],
        },
      },
      {
        title: "An endpoint is added in a patch",
        edits: {
          "API_CONTRACT.md": [
            ["**Version:** 2.1.0", "**Version:** 2.1.1"],
            [
              "#### `POST /api/v1/sign-in`",
              '#### `GET /api/v1/health`\n\n**Status:** active\n\n**Response:**\n\n```json\n{ "ok": true }\n```\n\n#### `POST /api/v1/sign-in`',
            ],
          ],
        },
      },
      ...api(
        ["An endpoint returns a number where it was a text", '"total": "12.50"', '"total": 12.5'],
        ["An endpoint returns one where it was a list", orders, orders.slice(1, -1)],
        ["Nobody had to be signed in before", "**Authentication:** None", "**Authentication:** Bearer token"],
        ["A parameter must be given", "| YES |", "| YES |\n| until | date | YES |"],
      ),
    ],
    valid: [
      ...api(
        ["Another name for a value in a path", "/users/{id}/orders", "/users/:userId/orders"],
        ["Another example", '"total": "12.50"', '"total": "13.00"'],
        ["A field more", '"total": "12.50"', '"total": "12.50", "placed_at": "2026-01-10"'],
        ["A type's name in place of an example", '"total": "12.50"', '"total": "string"'],
        ["What was null in the example", '"total": "12.50"', '"total": null'],
        ["A parameter that may be left out", "| YES |", "| YES |\n| until | date | NO |"],
        ["A parameter in other words", "| since | date | YES |", "| `since` | Date (ISO 8601) | ✓ |"],
        ["Who must be signed in, in other words", "**Authentication:** None", "**Authentication:** Not required"],
        [
          "An error more",
          "**Implementation:**\n- **Controller:** src/orders.js",
          '**Error Responses:**\n\n```json\n{ "id": "E1" }\n```\n\n**Implementation:**\n- **Controller:** src/orders.js',
        ],
      ),
      {
        title: "A query is added in a patch, as the SQL contract's house rule has it",
        edits: {
          "SQL_CONTRACT.json": [
            ['"contract_version": "1.2.0"', '"contract_version": "1.2.1"'],
            [
              '"queries": {',
              '"queries": {\n    "count_users": { "id": "count_users", "sql": "SELECT count(*) FROM users" },',
            ],
          ],
        },
      },
      {
        title: "Major",
        migration: breaking,
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["**Version:** 1.4.0", "**Version:** 2.0.0"]] },
      },
      {
        title: "Minor for a new table",
        migration: "CREATE TABLE coupons (code text PRIMARY KEY);",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["**Version:** 1.4.0", "**Version:** 1.5.0"]] },
      },
      {
        title: "Before 1.0.0 a minor version may break",
        migration: breaking,
        base: { "DATABASE_SCHEMA_CONTRACT.md": small("0.3.0") },
        head: { "DATABASE_SCHEMA_CONTRACT.md": small("0.4.0") },
      },
      { title: "Not bumped at all: version-not-bumped speaks", migration: breaking },
      {
        title: "A pre-release of the next major version",
        migration: breaking,
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["**Version:** 1.4.0", "**Version:** 2.0.0-rc.1"]] },
      },
    ],
  },

  check: (context) => wrongSteps(context, isTooSmall),

  explain: ({ kind, line, path, before, after, bump, because }) => ({
    what: `${code(path)} goes from ${code(before)} to ${code(after)}, but the change is ${bump}: ${because}.`,
    why: "Readers who trust the numbers take this version without looking.",
    fix: `Write into the header, and into the Change Log's entry:\n\n${fenced(languageOf(kind), line)}`,
  }),
});

function small(version: string): string {
  return `# Database Schema Contract

**Version:** ${version}

## Tables

### Table: users

#### Columns

| Column Name | Data Type | Nullable |
|---|---|---|
| id | integer | NO |
| email | varchar(255) | NO |
`;
}
