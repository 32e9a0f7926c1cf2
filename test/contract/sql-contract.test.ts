import { describe, expect, test } from "vitest";
import { readSqlContract } from "../../src/contract/read-sql-contract.ts";
import { sql } from "./reading.ts";

const read = (text: string) => readSqlContract({ path: "SQL_CONTRACT.json", text }, sql);
const query = (fields: object) => read(JSON.stringify({ queries: { q: fields } }, null, 2)).queries.get("q");

const shop = JSON.stringify(
  {
    contract_version: "1.4.0",
    last_updated: "2026-03-02",
    updated_by: "payments team",
    changelog: [
      {
        date: "2026-03-02",
        version: "1.4.0",
        author: "payments team",
        changes: "Added list_open_invoices",
        impact: "None",
      },
      { date: "2026-01-10", version: "1.3.0", author: "payments team", changes: "x", impact: "y" },
    ],
    queries: {
      list_open_invoices: {
        id: "list_open_invoices",
        name: "List Open Invoices",
        last_modified: "2026-03-02",
        category: "billing",
        sql: "SELECT id, total FROM invoices WHERE customer_id = $1 AND paid_at IS NULL",
        operation_type: "SELECT",
        parameters: [{ name: "customer_id", type: "integer", required: true }],
        returns: {
          type: "multiple_rows",
          columns: [
            { name: "id", type: "integer" },
            { name: "total", type: "numeric" },
          ],
        },
        used_by_modules: [
          { module: "billing-service", file: "src/billing/open.ts", function: "openInvoices", usage: "dunning" },
        ],
        depends_on_tables: ["invoices", "public.customers"],
      },
      example_query: { sql: "SELECT * FROM users" },
      template_for_new_query: { sql: "SELECT …" },
    },
    query_categories: {
      billing: { description: "…", queries: ["list_open_invoices"] },
      example_category: { queries: [] },
    },
    usage_instructions: {},
    template_for_new_query: { id: "[query_id]", sql: "[SQL]" },
  },
  null,
  2,
);

describe("a SQL contract", () => {
  const contract = read(shop);

  test("header and change log", () => {
    expect(contract.header.version?.value).toBe("1.4.0");
    expect(contract.header.version?.at.start).toMatchObject({ line: 2, column: 23 });
    expect(contract.header.lastUpdated?.value).toBe("2026-03-02");
    expect(contract.header.changeLog.map(({ version, author }) => [version, author])).toEqual([
      ["1.4.0", "payments team"],
      ["1.3.0", "payments team"],
    ]);
    expect(contract.header.changeLogAt?.start).toEqual(contract.header.changeLog[0]?.at.start);
    expect(contract.diagnostics).toEqual([]);
  });

  test("examples and templates are no queries", () => {
    expect([...contract.queries.keys()]).toEqual(["list_open_invoices"]);
    expect([...contract.categories.keys()]).toEqual(["billing"]);
    expect(contract.placeholders).toEqual([]);
  });

  test("a query whole", () => {
    const found = contract.queries.get("list_open_invoices");
    expect(found).toMatchObject({
      id: "list_open_invoices",
      name: "List Open Invoices",
      parameters: [{ name: "customer_id", type: "integer" }],
      returns: {
        type: "multiple_rows",
        columns: [
          { name: "id", type: "integer" },
          { name: "total", type: "numeric" },
        ],
      },
      usedBy: [{ module: "billing-service", file: "src/billing/open.ts", usage: "dunning" }],
      diagnostics: [],
    });
    expect(found?.dependsOn?.value).toEqual([
      { schema: undefined, name: "invoices" },
      { schema: undefined, name: "customers" },
    ]);
    expect(found?.reading[0]?.tables).toEqual([{ table: { schema: undefined, name: "invoices" }, access: "read" }]);
    expect(found?.category?.value).toBe("billing");
    expect(shop.slice(found?.sql?.at.start.offset, found?.sql?.at.end.offset)).toMatch(/^"SELECT id, total/);
  });
});

describe("placeholders of every driver", () => {
  test.each(["$1", "?", ":id", "@id", "%s", "%(id)s"])("%s", (placeholder) => {
    const found = query({ sql: `SELECT a FROM t WHERE id = ${placeholder}` });
    expect(found?.diagnostics).toEqual([]);
    expect(found?.reading[0]?.tables[0]?.table.name).toBe("t");
  });
});

describe("other shapes", () => {
  test("queries as an array, SQL as lines, modules as strings", () => {
    const contract = read(
      '{"queries": [{"id": "q", "sql": ["SELECT a", "FROM t"], "used_by_modules": ["m"], "depends_on_tables": "t"}, {"sql": "SELECT 1"}]}',
    );
    expect(contract.queries.get("q")).toMatchObject({ sql: { value: "SELECT a\nFROM t" }, usedBy: [{ module: "m" }] });
    expect(contract.diagnostics).toHaveLength(1);
  });

  test("SQL that cannot be read is a diagnostic at its string", () => {
    const found = query({ sql: "SELEC a FROM t" });
    expect(found?.reading).toEqual([]);
    expect(found?.diagnostics.map(({ at }) => at.start.line)).toEqual([4]);
  });

  test.each([
    ['{"queries": []}', 0],
    ["[]", 1],
    ['"x"', 1],
    ['{"queries": 3}', 1],
    ['{"queries": {"q": 3}}', 1],
    ['{"contract_version": 1}', 1],
    ['{"changelog": {}}', 1],
    ['{"changelog": [3]}', 1],
    ['{"queries": {"q": {"sql": "SELECT 1"}, "q": {"sql": "SELECT 2"}}}', 1],
    ['{"contract_version": "1.0.0", "contract_version": "2.0.0"}', 1],
    ['{"query_categories": {"a": 3}}', 1],
    ["{}", 0],
  ])("%s has %d diagnostics", (text, count) => {
    expect(read(text).diagnostics).toHaveLength(count);
  });

  test.each([
    [{}, 1],
    [{ sql: 3 }, 1],
    [{ sql: "SELECT 1", parameters: {} }, 1],
    [{ sql: "SELECT 1", used_by_modules: [3] }, 1],
    [{ sql: "SELECT 1", depends_on_tables: ["a b c"] }, 1],
    [{ sql: "SELECT 1", category: null }, 0],
  ])("a query %j has %d diagnostics", (fields, count) => {
    expect(query(fields)?.diagnostics).toHaveLength(count);
  });
});

describe("invalid JSON", () => {
  test.each([
    ['{\n  "contract_version": "1.0.0",\n  "queries": {"q": {"sql": "SELECT 1"},}\n}', 3, "property name"],
    ['{\n  "contract_version": "1.0.0"\n  "queries": {"q": {"sql": "SELECT 1"}}\n}', 3, '","'],
    ['{"contract_version": "1.0.0", // note\n"queries": {"q": {"sql": "SELECT 1"}}}', 1, "no comments"],
    ['{"contract_version": "1.0.0", "queries": {"q": {"sql": "SELECT 1"}}', 1, '"}"'],
  ])("%j: one diagnostic, and the rest is read", (text, line, expected) => {
    const contract = read(text);
    expect(contract.diagnostics).toHaveLength(1);
    expect(contract.diagnostics[0]?.message).toContain(expected);
    expect(contract.diagnostics[0]?.message).toMatch(/line \d+, column \d+/);
    expect(contract.diagnostics[0]?.at.start.line).toBe(line);
    expect(contract.header.version?.value).toBe("1.0.0");
    expect([...contract.queries.keys()]).toEqual(["q"]);
  });

  test("an empty file, and a byte order mark", () => {
    expect(read("").diagnostics).toHaveLength(1);
    const marked = read('\u{feff}{"contract_version": "1.0.0"}');
    expect(marked.diagnostics).toEqual([]);
    expect(marked.header.version?.at.start.offset).toBe(22);
  });

  test("nesting without end is a limit, no crash", () => {
    const contract = read(`{"queries": ${"[".repeat(200_000)}`);
    expect(contract.diagnostics).toMatchObject([{ kind: "limit-reached" }]);
  });

  test("placeholders that were left", () => {
    const contract = read(
      '{"contract_version": "1.0.0", "last_updated": "[YYYY-MM-DD]", "queries": {"q": {"sql": "SELECT 1", "description": "[Brief description]"}}}',
    );
    expect(contract.placeholders.map(({ value }) => value)).toEqual(["[YYYY-MM-DD]", "[Brief description]"]);
  });
});
