import { PGlite } from "@electric-sql/pglite";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadPostgresReader } from "../../../../src/extract/sql/postgres/reader.ts";
import type { Operation, OperationKind, OperationOf } from "../../../../src/model/operation.ts";
import type { SqlReader } from "../../../../src/model/sql-reader.ts";
import {
  checks,
  conditions,
  constraints,
  defaults,
  expressionTable,
  generated,
  indexes,
  types,
} from "./expressions.ts";

/** What people write and what the server's catalog then says must have one meaning. */
let sql: SqlReader;
let database: PGlite;

beforeAll(async () => {
  sql = await loadPostgresReader();
  database = await PGlite.create();
  await database.exec(expressionTable);
  await database.exec(
    `CREATE SCHEMA billing; CREATE TYPE billing.status AS ENUM ('a'); CREATE TYPE billing."Odd.Name" AS ENUM ('a'); CREATE TYPE "Odd Type" AS ENUM ('a');`,
  );
});

afterAll(() => database.close());
beforeEach(() => database.exec("BEGIN"));
afterEach(() => database.exec("ROLLBACK"));

async function ask(statement: string): Promise<string> {
  const { rows } = await database.query<{ answer: string }>(statement);
  return rows[0]?.answer ?? "";
}

function meaning(text: string): string | undefined {
  return sql.readExpression(text)?.meaning;
}

function operation<K extends OperationKind>(kind: K, text: string): OperationOf<K> {
  const { operations, diagnostics } = sql.readScript({ path: "a.sql", text, transactional: true });
  expect(diagnostics).toEqual([]);
  const found = operations.find((candidate: Operation): candidate is OperationOf<K> => candidate.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} in ${text}`);
  return found;
}

/** Without what was written, which differs by design. */
function withoutText(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, part) => (key === "text" ? undefined : part)));
}

describe("expressions, back from the catalog", () => {
  it.each(checks)("CHECK (%s)", async (text) => {
    await database.exec(`ALTER TABLE t ADD CONSTRAINT made CHECK (${text}) NOT VALID`);
    const kept = await ask("SELECT pg_get_expr(conbin, conrelid) AS answer FROM pg_constraint WHERE conname = 'made'");
    expect(meaning(kept)).toBe(meaning(text));
  });

  it.each(defaults)("%s DEFAULT %s", async (type, text) => {
    await database.exec(`CREATE TABLE made (a ${type} DEFAULT ${text})`);
    const kept = await ask(
      "SELECT pg_get_expr(adbin, adrelid) AS answer FROM pg_attrdef WHERE adrelid = 'made'::regclass",
    );
    expect(meaning(kept)).toBe(meaning(text));
  });

  it.each(generated)("%s GENERATED ALWAYS AS (%s)", async (type, text) => {
    await database.exec(`ALTER TABLE t ADD made ${type} GENERATED ALWAYS AS (${text}) STORED`);
    const kept = await ask(
      "SELECT pg_get_expr(adbin, adrelid) AS answer FROM pg_attrdef WHERE adrelid = 't'::regclass",
    );
    expect(meaning(kept)).toBe(meaning(text));
  });

  it.each(conditions)("USING (%s)", async (text) => {
    await database.exec(`CREATE POLICY made ON t USING (${text})`);
    const kept = await ask("SELECT pg_get_expr(polqual, polrelid) AS answer FROM pg_policy");
    expect(meaning(kept)).toBe(meaning(text));
  });
});

describe("definitions, back from the catalog", () => {
  it.each(indexes)("%s", async (text) => {
    await database.exec(text);
    const kept = await ask("SELECT pg_get_indexdef('a'::regclass) AS answer");
    expect(withoutText(operation("create-index", kept).index)).toEqual(
      withoutText(operation("create-index", text).index),
    );
  });

  it.each(constraints)("%s", async (text) => {
    const type = text.includes("WITHOUT OVERLAPS") ? "int4range USING NULL" : "integer";
    await database.exec(`CREATE TABLE made (LIKE t); ALTER TABLE made ALTER i TYPE ${type}`);
    await database.exec(`ALTER TABLE made ADD CONSTRAINT made_constraint ${text}`);
    const kept = await ask(
      "SELECT pg_get_constraintdef(oid) AS answer FROM pg_constraint WHERE conname = 'made_constraint'",
    );
    // The catalog names the key that `REFERENCES other` stands for.
    const written = text.endsWith("REFERENCES other") ? `${text} (id)` : text;
    expect(withoutText(operation("add-constraint", `ALTER TABLE t ADD ${kept}`).constraint)).toEqual(
      withoutText(operation("add-constraint", `ALTER TABLE t ADD ${written}`).constraint),
    );
  });

  it.each(types)("type %s", async (text) => {
    await database.exec(`CREATE TABLE made (a ${text})`);
    const kept = await ask(
      "SELECT format_type(atttypid, atttypmod) AS answer FROM pg_attribute WHERE attrelid = 'made'::regclass AND attnum = 1",
    );
    expect(sql.readType(text)?.meaning).toBe(kept);
    expect(operation("create-table", `CREATE TABLE made (a ${text} NOT NULL)`).columns[0]?.type).toMatchObject({
      text,
      meaning: kept,
    });
  });
});
