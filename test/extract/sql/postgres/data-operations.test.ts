import { beforeAll, describe, expect, it } from "vitest";
import { loadPostgresReader } from "../../../../src/extract/sql/postgres/reader.ts";
import type { Operation } from "../../../../src/model/operation.ts";
import type { SqlReader } from "../../../../src/model/sql-reader.ts";

let sql: SqlReader;

beforeAll(async () => {
  sql = await loadPostgresReader();
});

function operations(text: string): readonly Operation[] {
  const script = sql.readScript({ path: "m.sql", text, transactional: true });
  expect(script.diagnostics).toEqual([]);
  return script.operations;
}

function only(text: string): Operation {
  const [operation, ...rest] = operations(text);
  expect(rest).toEqual([]);
  if (operation === undefined) throw new Error(`nothing was read from ${text}`);
  return operation;
}

describe("INSERT", () => {
  it.each([
    ["INSERT INTO t (a, b) VALUES (1, 2)", ["a", "b"], undefined, false],
    ["INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING", [], "nothing", false],
    ["INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET a = 2", ["a"], "update", false],
    ["INSERT INTO t (a) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM t WHERE a = 1)", ["a"], undefined, true],
    ["INSERT INTO t (a) SELECT a FROM s WHERE b AND a NOT IN (SELECT a FROM t)", ["a"], undefined, true],
    ["INSERT INTO t (a) SELECT a FROM s EXCEPT SELECT a FROM t", ["a"], undefined, true],
    ["INSERT INTO t (a) SELECT s.a FROM s LEFT JOIN t ON t.a = s.a WHERE t.a IS NULL", ["a"], undefined, true],
    ["INSERT INTO t (a) SELECT a FROM s WHERE EXISTS (SELECT 1 FROM x)", ["a"], undefined, false],
    ["INSERT INTO t (a) SELECT s.a FROM s LEFT JOIN x ON x.a = s.a WHERE x.a IS NULL", ["a"], undefined, false],
  ])("%s", (text, columns, onConflict, notExists) => {
    expect(only(text)).toMatchObject({ kind: "insert", table: { name: "t" }, columns, onConflict, notExists });
  });
});

describe("UPDATE and DELETE", () => {
  it.each([
    ["UPDATE t SET a = a + 1", ["a"]],
    ["UPDATE t SET a = a || 'x', b = 1", ["a"]],
    ["UPDATE t AS u SET a = u.a * 2", ["a"]],
    ["UPDATE t SET tags = array_append(tags, 'x')", ["tags"]],
    ["UPDATE t SET a = lower(a)", []],
    ["UPDATE t SET a = COALESCE(a, 0)", []],
    ["UPDATE t SET a = b + 1", []],
    ["UPDATE t SET a = s.a + 1 FROM s", []],
    ["UPDATE t SET a = CASE WHEN a = 'x' THEN 'y' ELSE a END", []],
  ])("%s moves on with each run in %j", (text, selfReferencing) => {
    expect(only(text)).toMatchObject({ kind: "update", selfReferencing });
  });

  it.each([
    ["UPDATE t SET a = 1 WHERE id IN (SELECT id FROM t WHERE a IS NULL LIMIT 1000)", true],
    ["UPDATE t SET a = 1 WHERE id BETWEEN 1 AND 1000", true],
    ["UPDATE t SET a = 1 WHERE id >= 1 AND id < 1000", true],
    ["DELETE FROM t WHERE ctid = ANY (ARRAY(SELECT ctid FROM t LIMIT 10))", true],
    ["UPDATE t SET a = 1 WHERE id > 5", false],
    ["UPDATE t SET a = 1 WHERE a IS NULL", false],
    ["DELETE FROM t WHERE a BETWEEN 1 AND 2", false],
    ["DELETE FROM t", false],
  ])("%s is batched: %s", (text, batched) => {
    expect(only(text)).toMatchObject({ batched });
  });
});

describe("other statements about rows", () => {
  it.each([
    [
      "TRUNCATE a, b.c CASCADE",
      { kind: "truncate", tables: [{ name: "a" }, { schema: "b", name: "c" }], cascade: true },
    ],
    ["MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DELETE", { kind: "merge", table: { name: "t" } }],
    ["COPY t (a, b) FROM '/x'", { kind: "copy", columns: ["a", "b"], to: false }],
    ["COPY t TO STDOUT", { kind: "copy", to: true }],
    ["COPY (SELECT a FROM t) TO STDOUT", { kind: "not-schema", command: "COPY" }],
    ["CALL billing.close(1)", { kind: "call-routine", routine: { schema: "billing", name: "close" } }],
    ["SELECT create_hypertable('t', 'at')", { kind: "call-routine", routine: { name: "create_hypertable" } }],
    [
      "SELECT pg_catalog.set_config('search_path', '', false)",
      { kind: "set-parameter", parameter: "search_path", value: "", local: false },
    ],
    ["SELECT f(a) FROM t", { kind: "not-schema", command: "SELECT" }],
    ["SELECT 1", { kind: "not-schema", command: "SELECT" }],
    ["SELECT 1 AS a INTO made", { kind: "create-table", table: { name: "made" } }],
  ])("%s", (text, expected) => {
    expect(only(text)).toMatchObject(expected);
  });

  it("counts what WITH changes", () => {
    const text = "WITH gone AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM gone";
    expect(operations(text).map(({ kind }) => kind)).toEqual(["delete", "insert"]);
  });
});

describe("statements about the session", () => {
  it.each([
    ["SET LOCAL lock_timeout = '5s'", { kind: "set-parameter", parameter: "lock_timeout", value: "'5s'", local: true }],
    ["SET search_path TO a, public", { kind: "set-parameter", parameter: "search_path", value: "a, public" }],
    ["SET TIME ZONE 'UTC'", { kind: "set-parameter", parameter: "timezone", value: "'UTC'" }],
    ["RESET search_path", { kind: "set-parameter", parameter: "search_path", value: undefined }],
    ["SET search_path TO DEFAULT", { kind: "set-parameter", parameter: "search_path", value: undefined }],
    ["LOCK TABLE a, b IN SHARE MODE", { kind: "lock-table", tables: [{ name: "a" }, { name: "b" }], mode: "SHARE" }],
    ["LOCK a", { kind: "lock-table", mode: "ACCESS EXCLUSIVE" }],
    ["START TRANSACTION", { kind: "begin" }],
    ["END", { kind: "commit" }],
    ["ABORT", { kind: "rollback" }],
    ["RELEASE a", { kind: "savepoint" }],
    ["VACUUM (FULL) a", { kind: "not-schema", command: "VACUUM", target: { name: "a" }, full: true }],
    ["VACUUM (FULL off) a", { kind: "not-schema", command: "VACUUM", full: false }],
    ["ANALYZE", { kind: "not-schema", command: "ANALYZE", target: undefined }],
    ["CLUSTER a USING b", { kind: "not-schema", command: "CLUSTER", target: { name: "a" } }],
    ["EXPLAIN SELECT 1", { kind: "not-schema", command: "EXPLAIN" }],
  ])("%s", (text, expected) => {
    expect(only(text)).toMatchObject(expected);
  });
});
