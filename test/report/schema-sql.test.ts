import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { beforeAll, describe, expect, it } from "vitest";
import { applyOperations } from "../../src/compare/apply-operations.ts";
import { emptySchema } from "../../src/compare/empty-schema.ts";
import { loadPostgresReader } from "../../src/extract/sql/postgres/reader.ts";
import type { Schema } from "../../src/model/schema.ts";
import type { SqlReader } from "../../src/model/sql-reader.ts";
import { plainSchema, schemaToJson } from "../../src/report/schema-json.ts";
import { schemaToMermaid } from "../../src/report/schema-mermaid.ts";
import { schemaToSql } from "../../src/report/schema-sql.ts";
import { dependencyOrder } from "../../src/report/sql/dependency-order.ts";
import { compareSchemas } from "../compare/server.ts";

const script = readFileSync(join(import.meta.dirname, "fixtures/whole-schema.sql"), "utf8");
let sql: SqlReader;
let schema: Schema;

beforeAll(async () => {
  sql = await loadPostgresReader();
  schema = replay(script);
});

function replay(text: string): Schema {
  const read = sql.readScript({ path: "schema.sql", text, transactional: false });
  expect(read.diagnostics).toEqual([]);
  const application = applyOperations(emptySchema("postgresql", true), read.operations);
  expect(application.diagnostics).toEqual([]);
  return application.schema;
}

const print = (from: Schema) => schemaToSql(from, sql);

/** By meaning: spellings of types and expressions may differ, and the order in which constraints were made is not kept. */
function meaningOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(meaningOf);
  if (typeof value !== "object" || value === null) return value;
  if ("meaning" in value) return value.meaning;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === "constraints" || key === "indexes"
        ? (meaningOf(member) as { name: string }[]).toSorted((left, right) => (left.name < right.name ? -1 : 1))
        : meaningOf(member),
    ]),
  );
}

describe("schemaToSql", () => {
  it("prints what reads as the same schema", () => {
    expect(meaningOf(plainSchema(replay(print(schema))))).toEqual(meaningOf(plainSchema(schema)));
  });

  it("prints the same text for the same schema", async () => {
    expect(print(replay(print(schema)))).toBe(print(schema));
    await expect(print(schema)).toMatchFileSnapshot("snapshots/whole-schema.sql");
  });

  it("prints what a real server runs from top to bottom, and what then has the same tables and columns", async () => {
    const database = new PGlite();
    await database.exec(print(schema));
    const { rows } = await database.query<{ name: string; columns: string[] }>(
      `SELECT c.oid::regclass::text AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       WHERE c.relkind IN ('r', 'p') AND c.relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace, 'pg_toast'::regnamespace)
       GROUP BY 1 ORDER BY 1`,
    );
    const there = Object.fromEntries(rows.map(({ name, columns }) => [name, columns]));
    const wanted = [...schema.tables.values()].map(({ name, columns }) => [
      `${name.schema === undefined ? "" : `${name.schema}.`}${sql.quoteName(name.name)}`,
      columns.map((column) => column.name),
    ]);
    expect(there).toEqual(Object.fromEntries(wanted));
    await database.close();
  });

  it("prints nothing for nothing", () => {
    expect(print(emptySchema("postgresql", true))).toBe("");
  });
});

const scripts = new URL("../compare/scripts/", import.meta.url);
const paths = readdirSync(scripts, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".sql"));

/** What a `Schema` does not hold, so that its text cannot either. */
const notHeld: ReadonlyMap<string, string> = new Map([
  ["routines/aggregate.sql", "what an aggregate is made of"],
  ["schemas/create-with-elements.sql", "where a view ends inside of CREATE SCHEMA"],
  ["schemas/search-path.sql", "that a view's * was expanded before its table grew"],
]);

describe("what schemaToSql prints of the scripts that the server's catalog was compared with", () => {
  it.each(paths.filter((path) => !notHeld.has(path)))("reads as the same schema: %s", (path) => {
    const text = readFileSync(new URL(path, scripts), "utf8");
    const once = replayAnything(text);
    expect(compareSchemas(replay(print(once)), once)).toEqual([]);
  });

  it("has no exception that is none", () => {
    for (const path of notHeld.keys()) expect(paths).toContain(path);
  });
});

function replayAnything(text: string): Schema {
  const { operations } = sql.readScript({ path: "script.sql", text, transactional: false });
  return applyOperations(emptySchema("postgresql", true), operations).schema;
}

describe("schemaToJson", () => {
  it("has every part under its key", () => {
    const plain = JSON.parse(schemaToJson(schema)) as { tables: Record<string, unknown>; dialect: string };
    expect(plain.dialect).toBe("postgresql");
    expect(Object.keys(plain.tables)).toEqual([...schema.tables.keys()]);
  });
});

describe("schemaToMermaid", () => {
  it("draws tables, their columns and foreign keys, whatever they are called", async () => {
    await expect(schemaToMermaid(schema)).toMatchFileSnapshot("snapshots/whole-schema.mermaid");
  });
});

describe("dependencyOrder", () => {
  const order = (graph: Record<string, string[]>) =>
    dependencyOrder(new Map(Object.keys(graph).map((key) => [key, key])), (key) => graph[key] ?? []);

  it("puts each after what it depends on and keeps the order otherwise", () => {
    expect(order({ a: ["c"], b: [], c: ["d"], d: [] })).toEqual(["d", "c", "a", "b"]);
    expect(order({ a: [], b: [], c: [] })).toEqual(["a", "b", "c"]);
  });

  it("ends on circles and on dependencies that are not there", () => {
    expect(order({ a: ["b"], b: ["a"], c: ["c", "gone"] }).toSorted()).toEqual(["a", "b", "c"]);
  });

  it("takes a chain longer than the call stack", () => {
    const chain = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`t${at}`, [`t${at + 1}`]]));
    expect(order(chain)[0]).toBe("t19999");
  });
});
