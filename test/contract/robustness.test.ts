import fc from "fast-check";
import { expect, test } from "vitest";
import { readApiContract } from "../../src/contract/read-api-contract.ts";
import { readSqlContract } from "../../src/contract/read-sql-contract.ts";
import type { DatabaseContract } from "../../src/model/contract.ts";
import type { Location } from "../../src/model/location.ts";
import { databaseContract, fixture, sql } from "./reading.ts";

const seeds = [fixture("template.md"), fixture("clinic.md")];
const hostile = [
  "|",
  "||||",
  "\n",
  "\r\n",
  "\r",
  "```",
  "~~~",
  "```sql\n",
  "<!--",
  "-->",
  "#",
  "### Table: x\n",
  "### ",
  "---\n",
  "===\n",
  "**",
  "**:**",
  "[",
  "](",
  "`",
  "``",
  "\\",
  "\\|",
  "\u{feff}",
  "\u{0}",
  "\ud800",
  "𝕏",
  "> > > > ",
  "- - - - ",
  "1. ",
  "    ",
  "\t",
  "| a | b |\n|---|---|\n",
  "$$",
  "'",
  '"',
  "(",
  ")",
  "{#x}",
  "enum(",
  "CHECK (",
  "DEFAULT ",
  "FK → ",
  "EXAMPLE ONLY",
  "[table_name]",
  "<br>",
  "&amp;",
  "~~",
];

const mutated = fc
  .tuple(
    fc.constantFrom(...seeds),
    fc.array(fc.tuple(fc.nat(12_000), fc.nat(60), fc.oneof(fc.constantFrom(...hostile), fc.string({ maxLength: 8 }))), {
      maxLength: 12,
    }),
  )
  .map(([text, edits]) =>
    edits.reduce(
      (now, [at, cut, put]) => now.slice(0, at % (now.length + 1)) + put + now.slice((at % (now.length + 1)) + cut),
      text,
    ),
  );

test("a mutated contract never throws, and every location lies inside its file", () => {
  fc.assert(
    fc.property(mutated, (text) => {
      checkAll(everythingOf(databaseContract(text)), "DATABASE_SCHEMA_CONTRACT.md", text);
    }),
    { numRuns: 150 },
  );
}, 120_000);

test("so do mutated API and SQL contracts", () => {
  const json = JSON.stringify(
    {
      contract_version: "1.0.0",
      changelog: [{ date: "x" }],
      queries: { q: { sql: "SELECT 1", used_by_modules: ["a"], depends_on_tables: ["t"] } },
    },
    null,
    1,
  );
  const api =
    '# API\n\n**Version:** 1.0.0\n\n#### `GET /a/{id}`\n\n**Response:**\n\n```json\n{ "a": [1] }\n```\n\n- **SQL Query:** `q` (from SQL_CONTRACT.json)\n- **Database Tables:** `a`, `b`\n';
  const edits = fc.array(
    fc.tuple(
      fc.nat(400),
      fc.nat(20),
      fc.oneof(fc.constantFrom(...hostile, "{", "}", ",", ":", "null", "GET /", "{id}"), fc.string({ maxLength: 6 })),
    ),
    { maxLength: 8 },
  );
  const apply = (start: string, list: readonly (readonly [number, number, string])[]) =>
    list.reduce(
      (now, [at, cut, put]) => now.slice(0, at % (now.length + 1)) + put + now.slice((at % (now.length + 1)) + cut),
      start,
    );
  fc.assert(
    fc.property(edits, (list) => {
      const apiText = apply(api, list);
      const readApi = readApiContract({ path: "A.md", text: apiText }, sql);
      checkAll(
        [readApi.header, readApi.diagnostics, readApi.placeholders, [...readApi.endpoints.values()]],
        "A.md",
        apiText,
      );
      const jsonText = apply(json, list);
      const readSql = readSqlContract({ path: "S.json", text: jsonText }, sql);
      checkAll(
        [
          readSql.header,
          readSql.diagnostics,
          readSql.placeholders,
          [...readSql.queries.values()],
          [...readSql.categories],
        ],
        "S.json",
        jsonText,
      );
    }),
    { numRuns: 300 },
  );
}, 120_000);

test("any text at all", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ maxLength: 300, unit: "binary" }),
        fc.array(fc.constantFrom(...hostile), { maxLength: 80 }).map((parts) => parts.join("")),
      ),
      (text) => {
        checkAll(everythingOf(databaseContract(text)), "DATABASE_SCHEMA_CONTRACT.md", text);
      },
    ),
    { numRuns: 400 },
  );
}, 120_000);

function everythingOf(contract: DatabaseContract): unknown[] {
  const entries = contract.migrations.map(
    ({ at, headingAt, date, type, status, rollbackPlan, breaking, affectedModules, downtime }) => [
      at,
      headingAt,
      date,
      type,
      status,
      rollbackPlan,
      breaking,
      affectedModules,
      downtime,
    ],
  );
  return [
    contract.header,
    contract.technology,
    contract.policies,
    contract.checklist,
    contract.retention,
    contract.roles,
    contract.sensitive,
    contract.performanceNotes,
    contract.duplicates,
    contract.diagnostics,
    contract.placeholders,
    contract.parts,
    [...contract.tables.values()],
    [...contract.views.values()],
    [...contract.routines.values()],
    [...contract.enums.values()],
    entries,
  ];
}

function checkAll(values: readonly unknown[], path: string, text: string): void {
  const seen = new Set<unknown>();
  const stack: unknown[] = [...values];
  for (let value = stack.pop(); stack.length > 0 || value !== undefined; value = stack.pop()) {
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (isLocation(value)) checkLocation(value, path, text);
    else stack.push(...Object.values(value));
  }
}

function isLocation(value: object): value is Location {
  return "path" in value && "start" in value && "end" in value;
}

function checkLocation(at: Location, path: string, text: string): void {
  expect(at.path).toBe(path);
  expect(at.start.offset).toBeGreaterThanOrEqual(0);
  expect(at.end.offset).toBeLessThanOrEqual(text.length);
  expect(at.end.offset).toBeGreaterThanOrEqual(at.start.offset);
  expect(at.start.line).toBe(text.slice(0, at.start.offset).split("\n").length);
  expect(at.start.column).toBe(at.start.offset - text.lastIndexOf("\n", at.start.offset - 1));
}
