import { beforeAll, describe, expect, it } from "vitest";
import { loadPostgresReader } from "../../../../src/extract/sql/postgres/reader.ts";
import { keyOf } from "../../../../src/model/name.ts";
import type { Query } from "../../../../src/model/schema.ts";
import type { SqlReader } from "../../../../src/model/sql-reader.ts";

let sql: SqlReader;

beforeAll(async () => {
  sql = await loadPostgresReader();
});

function read(text: string): Query {
  const { queries, diagnostics } = sql.readQuery({ path: "q.json", text, transactional: false });
  expect(diagnostics).toEqual([]);
  const [query] = queries;
  if (query === undefined) throw new Error(`nothing was read from ${text}`);
  return query;
}

/** `w a.b` for a write of `a.b`, `r a|c.b` for a read of `b` that is of `a` or `c`. */
function columns(text: string): readonly string[] {
  return read(text).columns.map(
    ({ access, candidates, column }) => `${access[0]} ${candidates.map(keyOf).join("|")}.${column}`,
  );
}

function tables(text: string): readonly string[] {
  return read(text).tables.map(({ access, table }) => `${access[0]} ${keyOf(table)}`);
}

describe("columns", () => {
  it.each([
    ["SELECT a FROM t", ["r t.a"]],
    ["SELECT t.a FROM public.t JOIN u ON u.id = t.id", ["r u.id", "r t.id", "r t.a"]],
    ["SELECT a FROM t, u", ["r t|u.a"]],
    ["SELECT * FROM t JOIN u USING (k)", ["r t.k", "r u.k", "r t|u.*"]],
    ["SELECT x.* FROM t x, u", ["r t.*"]],
    ["SELECT row_to_json(x) FROM t x", ["r t.*"]],
    ["SELECT (x).a FROM t x", ["r t.a"]],
    ["SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = b)", ["r u.a", "r u|t.b", "r t.a"]],
    ["SELECT count(*) FROM t", []],
    ["INSERT INTO t (a, b) SELECT c, d FROM u", ["w t.a", "w t.b", "r u.c", "r u.d"]],
    ["INSERT INTO t VALUES (1)", ["w t.*"]],
    [
      "INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET b = excluded.b + t.c WHERE t.d RETURNING e",
      ["w t.a", "r t.a", "r t.d", "w t.b", "r t.b", "r t.c", "r t.e"],
    ],
    ["UPDATE t SET a = u.b FROM u WHERE t.id = u.id RETURNING old.a", ["w t.a", "r u.b", "r t.id", "r u.id", "r t.a"]],
    ["UPDATE t SET (a, b) = (SELECT c, d FROM u)", ["w t.a", "r u|t.c", "r u|t.d", "w t.b"]],
    ["DELETE FROM t USING u WHERE t.id = u.id", ["r t.id", "r u.id"]],
    [
      "MERGE INTO t USING s ON t.a = s.a WHEN MATCHED AND s.d THEN UPDATE SET x = s.x WHEN NOT MATCHED THEN INSERT (a) VALUES (s.a)",
      ["r t.a", "r s.a", "r s.d", "w t.x", "r s.x", "w t.a"],
    ],
    ["SELECT geom::geometry(point, 4326) FROM t", ["r t.geom"]],
    ["SELECT nosuch.a FROM t", []],
  ])("%s", (text, expected) => {
    expect(columns(text)).toEqual(expected);
  });
});

describe("tables", () => {
  it.each([
    ["WITH c AS (SELECT 1 FROM a) SELECT * FROM c, b", ["r a", "r b"]],
    ["WITH c AS (SELECT 1 FROM c) SELECT * FROM c", ["r c"]],
    ["WITH d AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM d", ["w b", "w a"]],
    ["SELECT * FROM a WHERE x IN (SELECT y FROM b UNION SELECT z FROM s.c)", ["r a", "r b", "r s.c"]],
    ["SELECT * FROM generate_series(1, 3) g", []],
    ["WITH c AS (SELECT 1) SELECT * FROM s.c", ["r s.c"]],
  ])("%s", (text, expected) => {
    expect([...tables(text)].sort()).toEqual([...expected].sort());
  });
});

describe("the whole", () => {
  it("knows its kind, its bounds and its routines", () => {
    expect(read("SELECT f(a) FROM t WHERE b LIMIT 1 OFFSET 2")).toMatchObject({
      operation: "select",
      hasWhere: true,
      hasLimit: true,
      hasOffset: true,
      routines: [{ schema: undefined, name: "f" }],
    });
    expect(read("CALL s.p(1)")).toMatchObject({ operation: "call", routines: [{ schema: "s", name: "p" }] });
    expect(read("DELETE FROM t")).toMatchObject({ operation: "delete", hasWhere: false });
  });

  it("says where a query cannot be read", () => {
    const text = '{"sql": "SELECT é FORM x"}';
    const range = { start: text.indexOf("SELECT"), end: text.indexOf('"}') };
    const { diagnostics } = sql.readQuery({ path: "q.json", text, range, transactional: false });
    expect(diagnostics.map(({ at }) => text.slice(at.start.offset, at.end.offset))).toEqual(["x"]);
  });
});

describe("placeholders", () => {
  it.each([
    ["SELECT a FROM t WHERE b = $1 AND c = $2 OR b = $1", 2],
    ["SELECT a FROM t WHERE b = ? AND c IN (?, ?) LIMIT ? OFFSET ?", 5],
    ["SELECT a FROM t WHERE b = :id AND c = :name OR d = :id", 2],
    ["SELECT a FROM t WHERE b = @id AND c >= @from", 2],
    ["SELECT a FROM t WHERE b = %s AND c = %(name)s AND d % 2 = 0", 2],
    ["SELECT a FROM t WHERE b IN :ids AND c NOT IN :others AND d = ?::uuid", 3],
    ["SELECT a FROM t WHERE b BETWEEN ? AND ? AND c LIKE ? || '%'", 3],
    ["INSERT INTO t (a, b) VALUES (?, ?)", 2],
    ["UPDATE t SET a=?,b=:b WHERE c=?", 3],
    ["SELECT CASE WHEN ? THEN ? ELSE ? END AS a FROM t", 3],
  ])("%s has %i", (text, parameters) => {
    expect(read(text).parameters).toBe(parameters);
  });

  it.each([
    "SELECT a FROM t WHERE b ? 'k' AND c ?| array['x'] AND d ?& array['y'] AND e @> '{}' AND f <@ g AND h @? '$.a'",
    "SELECT a::int, ':x', '?', '%s', arr[1:2], arr[lo:hi] FROM t WHERE b ~ '@x' -- :no ? %s",
    "SELECT a FROM t WHERE to_tsvector(b) @@ to_tsquery('x') AND c::text = 'a:b'",
    "SELECT a % s FROM t",
  ])("are none in %s", (text) => {
    expect(read(text).parameters).toBe(0);
  });

  it("do not move anything", () => {
    const text = "SELECT é FROM t WHERE a = :longname AND b = %(other)s AND";
    const { diagnostics } = sql.readQuery({ path: "q.sql", text, transactional: false });
    expect(diagnostics[0]?.at.start.offset).toBe(text.length - 1);
  });
});
