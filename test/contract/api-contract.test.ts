import { describe, expect, test } from "vitest";
import { readApiContract } from "../../src/contract/read-api-contract.ts";
import { sql } from "./reading.ts";

const read = (text: string) => readApiContract({ path: "API_CONTRACT.md", text }, sql);
const one = (body: string) => [...read(`# API\n\n## Endpoints\n\n#### \`GET /a\`\n\n${body}\n`).endpoints.values()][0];

const text = `# API Contract

**Last Updated:** 2026-03-02
**Version:** 2.1.0
**Status:** Active

## Purpose

Endpoints.

## Change Log

| Date | Version | Agent/Author | Changes | Impact |
|------|---------|--------------|---------|--------|
| 2026-03-02 | 2.1.0 | Ada | GET invoices | None |

## Billing

#### \`GET /api/v1/invoices/{id}\`

**Added:** 2026-01-01
**Last Modified:** 2026-03-02
**Status:** active

**Request Body:** None

**Response (200 OK):**

\`\`\`json
{
  "id": 7, // the key
  "customer": { "name": "x", ... },
  "lines": [{ "sku": "a" }]
}
\`\`\`

**Error Response (404):**

\`\`\`json
{ "error": "x" }
\`\`\`

**Implementation:**
- **Controller:** \`InvoiceController\` (\`src/invoices.ts\`)
- **Service:** BillingService
- **Database Tables:** \`invoices\`, \`public.customers\`
- **SQL Query:** \`get_invoice\` (from SQL_CONTRACT.json)

**Changelog:**

| Date | Change | Breaking |
|---|---|---|
| 2026-01-01 | Added | No |

#### \`POST /api/v1/invoices\`

**Status:** deprecated
**Deprecation Date:** 2026-06-01

**Request Body:**

\`\`\`json
{ "customer_id": 1 }
\`\`\`

**Implementation Details:**
- **Database Tables:** None
- **SQL Queries Used:** \`create_invoice\`, \`touch_customer\`

## Example Endpoints

#### \`GET /api/v1/examples\`

## Template

#### \`[METHOD] /api/v1/resource/{id}\`

## More

<!-- EXAMPLE ONLY -->

#### \`GET /api/v1/more\`
`;

describe("an API contract", () => {
  const contract = read(text);
  const get = contract.endpoints.get("GET /api/v1/invoices/{}");
  const post = contract.endpoints.get("POST /api/v1/invoices");

  test("header", () => {
    expect(contract.header.version?.value).toBe("2.1.0");
    expect(contract.header.status?.value).toBe("Active");
    expect(contract.header.changeLog).toHaveLength(1);
    expect(contract.diagnostics).toEqual([]);
    expect(contract.placeholders).toEqual([]);
  });

  test("endpoints, without examples and templates", () => {
    expect([...contract.endpoints.keys()]).toEqual(["GET /api/v1/invoices/{}", "POST /api/v1/invoices"]);
    expect(get).toMatchObject({ method: "GET", path: "/api/v1/invoices/{id}" });
  });

  test("labelled lines", () => {
    expect(get?.status?.value).toBe("active");
    expect(get?.lastModified?.value).toBe("2026-03-02");
    expect(post?.status?.value).toBe("deprecated");
    expect(post?.deprecationDate?.value).toBe("2026-06-01");
    expect(get?.tables?.map(({ table }) => table.name)).toEqual(["invoices", "customers"]);
    expect(get?.queries?.map(({ value }) => value)).toEqual(["get_invoice"]);
    expect(post?.tables).toEqual([]);
    expect(post?.queries?.map(({ value }) => value)).toEqual(["create_invoice", "touch_customer"]);
    expect(get?.modules.map(({ module, file }) => [module, file])).toEqual([
      ["InvoiceController", "src/invoices.ts"],
      ["BillingService", undefined],
    ]);
  });

  test("fields of responses, not of requests and errors", () => {
    expect(get?.responseFields.map(({ value }) => value)).toEqual(["id", "customer", "name", "lines", "sku"]);
    expect(post?.responseFields).toEqual([]);
    const [field] = get?.responseFields ?? [];
    expect(text.slice(field?.at.start.offset, field?.at.end.offset)).toBe('"id"');
  });
});

describe("the query line", () => {
  test.each([
    ["- **SQL Query:** `q` (from SQL_CONTRACT.json)", ["q"]],
    ["- **SQL Queries Used:** `q`, `r`", ["q", "r"]],
    ["- **SQL Queries:** `q`, `r`", ["q", "r"]],
    ["- **SQL Queries:** None", []],
    ["- **SQL Query:** `q` (from `SQL_CONTRACT.json`)", ["q"]],
    ["**SQL Queries:**\n- `q` - lists\n- `r`", ["q", "r"]],
    ["- **SQL Queries:**\n  - `q`\n  - `r`\n- **Service:** s", ["q", "r"]],
    ["- SQL Query: q", ["q"]],
    ["- **SQL Query:** q (from SQL_CONTRACT.json)", ["q"]],
    ["**SQL Query:** `None`", []],
    ["- **SQL Query**: `q`", ["q"]],
  ])("%j", (body, queries) => {
    expect(one(`**Implementation:**\n\n${body}`)?.queries?.map(({ value }) => value)).toEqual(queries);
  });

  test("not stated is not none", () => {
    expect(one("**Status:** active")?.queries).toBeUndefined();
    expect(one("**Status:** active")?.tables).toBeUndefined();
    expect(one("- **SQL Query:**")?.queries).toBeUndefined();
  });
});

describe("the heading", () => {
  test.each([
    ["#### `GET /a/{id}`", "GET /a/{}"],
    ["### GET /a/:id", "GET /a/{}"],
    ["## `POST` `/a`", "POST /a"],
    ["#### `GET /a/<int:id>/b`", "GET /a/{}/b"],
    ["### `DELETE /a/{id}/`", "DELETE /a/{}"],
    ["#### 2.1 `GET /a` – lists", "GET /a"],
    ["#### **GET** `/a`", "GET /a"],
    ["#### `GET /a?x={x}`", "GET /a"],
    ["### GET https://api.example.com/v1/a", "GET /v1/a"],
    ["#### `GET /a/[id]`", "GET /a/{}"],
    ["#### `PATCH /a/:id/b/:b_id`", "PATCH /a/{}/b/{}"],
    ["### Endpoint: GET /a", "GET /a"],
    ["### 🔒 `GET /a`", "GET /a"],
    ["#### `GET /`", "GET /"],
    ["### List things\n\n**Endpoint:** `GET /a`", "GET /a"],
    ["### List things\n\n- **Method:** GET\n- **Path:** `/a/{id}`", "GET /a/{}"],
    ["### GET /files/*", "GET /files/*"],
  ])("%j", (heading, id) => {
    expect([...read(`# API\n\n${heading}\n\n**Status:** active\n`).endpoints.keys()]).toEqual([id]);
  });

  test.each([
    "#### `[METHOD] /api/v1/resource/{id}`",
    "### Get /started",
    "### Authentication",
    "### GET started",
    "```\n#### `GET /a`\n```",
    "### Errors\n\nGET requests fail with 404.",
  ])("%j is no endpoint", (heading) => {
    expect(read(`# API\n\n${heading}\n`).endpoints.size).toBe(0);
  });

  test("several methods in one heading, and one endpoint twice", () => {
    expect([...read("### GET, HEAD /a\n").endpoints.keys()]).toEqual(["GET /a", "HEAD /a"]);
    const twice = read("### `GET /a/{id}`\n\n### `GET /a/:key`\n");
    expect(twice.endpoints.size).toBe(1);
    expect(twice.diagnostics[0]?.at.start.line).toBe(3);
  });
});

test("response fields from headings, tables and broken JSON", () => {
  expect(
    one(
      "##### Response\n\n| Field | Type |\n|---|---|\n| `id` | int |\n| customer.name | text |\n",
    )?.responseFields.map(({ value }) => value),
  ).toEqual(["id", "name"]);
  expect(
    one('**200 OK**\n\n```json\n{ "a": 1,, "b": [ {"c": ...\n```')?.responseFields.map(({ value }) => value),
  ).toEqual(["a", "b", "c"]);
  expect(
    one(
      '**Example Request:**\n```json\n{ "a": 1 }\n```\n**Success Response:**\n- **Code:** 200\n```json\n{ "b": 1 }\n```',
    )?.responseFields.map(({ value }) => value),
  ).toEqual(["b"]);
});
