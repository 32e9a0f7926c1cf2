import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { loadPostgresReader } from "../../../../src/extract/sql/postgres/reader.ts";
import type { Location } from "../../../../src/model/location.ts";
import type { SqlReader } from "../../../../src/model/sql-reader.ts";

/** Whatever the text says: nothing is thrown, every place lies in the file, and every statement ends as an operation or a diagnostic. */
let sql: SqlReader;

beforeAll(async () => {
  sql = await loadPostgresReader();
});

function expectSound(text: string, range?: { readonly start: number; readonly end: number }): void {
  const source = { path: "m.sql", text, transactional: true, ...(range === undefined ? {} : { range }) };
  const { statements, operations, diagnostics, blank } = sql.readScript(source);
  const inside = ({ path, start, end }: Location): boolean =>
    path === "m.sql" && start.offset >= 0 && start.offset <= end.offset && end.offset <= text.length && start.line >= 1;
  for (const { at, text: own, comments } of statements) {
    expect(text.slice(at.start.offset, at.end.offset)).toBe(own);
    expect(comments.every((comment) => inside(comment.at))).toBe(true);
  }
  for (const { at, statement } of operations) {
    expect(inside(at) && inside(statement.at)).toBe(true);
    expect(text.slice(statement.at.start.offset, statement.at.end.offset)).toBe(statement.text);
  }
  expect(diagnostics.every(({ at }) => inside(at))).toBe(true);
  // A routine's body stands elsewhere than the statement that calls it, and what is beyond a limit is only counted.
  if (diagnostics.every(({ kind }) => kind !== "limit-reached")) {
    const settled = new Set(operations.map(({ statement }) => statement.index));
    for (const { index, at } of statements) {
      const reported = diagnostics.some(
        (diagnostic) => diagnostic.at.start.offset >= at.start.offset && diagnostic.at.start.offset <= at.end.offset,
      );
      expect(settled.has(index) || reported).toBe(true);
    }
  }
  if (blank) expect([statements, operations]).toEqual([[], []]);
  const { queries, diagnostics: unread } = sql.readQuery(source);
  expect(unread.every(({ at }) => inside(at))).toBe(true);
  expect(Array.isArray(queries)).toBe(true);
}

const real = `-- +goose Up
CREATE TABLE "tä""b" (id bigserial PRIMARY KEY, naïve text DEFAULT 'é😀' CHECK (naïve <> ''), b int[] NOT NULL);
ALTER TABLE a ADD COLUMN b varchar(\${length}) DEFAULT {{ .Value }}, DROP COLUMN IF EXISTS c CASCADE;
/* block /* nested */ */ CREATE INDEX CONCURRENTLY i ON a USING gin (lower(b) gin_trgm_ops) WHERE c ? 'k';
DO $do$ DECLARE x int; BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'x') THEN
  CREATE TYPE x AS ENUM ('a', 'b'); END IF; EXECUTE 'ALTER TABLE a ADD d text DEFAULT ''ü'''; EXCEPTION WHEN others THEN NULL; END $do$;
CREATE FUNCTION f(p int) RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE t SET a = NEW.b WHERE id = p RETURNING id INTO p; RETURN NEW; END $$;
CREATE FUNCTION g() RETURNS int BEGIN ATOMIC SELECT 1; END;
COPY t FROM stdin;
1\tx
\\.
WITH d AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM d ON CONFLICT (id) DO UPDATE SET x = excluded.x;
CREATE VIEW v AS SELECT a.*, count(*) OVER w FROM a JOIN LATERAL (SELECT 1) l ON true WINDOW w AS (PARTITION BY z);
GRANT SELECT ON ALL TABLES IN SCHEMA s TO r; COMMENT ON COLUMN a.b IS E'it\\'s'; SELECT set_config('x', 'y', true);`;

const pieces = fc.constantFrom(
  ..."' \" $$ $a$ ; -- /* */ ( ) [ ] { } {{ }} ${ :a :: ? @> %s \\ \\. é 😀 \ud800 \0 \ufeff \r\n \n , . = := BEGIN END DO CREATE TABLE SELECT FROM INSERT INTO VALUES ATOMIC IF THEN LOOP EXECUTE format CASE WHEN AS ON x 1 'a' E'\\' U&'x' EXCEPTION DECLARE".split(
    " ",
  ),
  " ",
  "\n",
);

describe("hostile text", () => {
  it("of any characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => expectSound(text)),
      { numRuns: 200 },
    );
  });

  it("of pieces of SQL in any order", () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), fc.constantFrom("", " "), (parts, glue) =>
        expectSound(parts.join(glue)),
      ),
      { numRuns: 800 },
    );
  });

  it("that is a real script cut at any place, or read in part", () => {
    fc.assert(
      fc.property(fc.nat(real.length), fc.nat(real.length), (a, b) => {
        const [start, end] = a < b ? [a, b] : [b, a];
        expectSound(real.slice(0, a));
        expectSound(real.slice(start, end));
        expectSound(real, { start, end });
      }),
      { numRuns: 100 },
    );
  });

  it("that is a real script with characters put in", () => {
    fc.assert(
      fc.property(fc.nat(real.length), pieces, (at, piece) => expectSound(real.slice(0, at) + piece + real.slice(at))),
      { numRuns: 200 },
    );
  });

  it("in a body of PL/pgSQL", () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) =>
        expectSound(`DO $body$ BEGIN ${parts.join(" ").replaceAll("$body$", "")} END $body$;`),
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    ["parentheses", `SELECT ${"(".repeat(50_000)}1${")".repeat(50_000)}`],
    ["sums", `SELECT 1${" + a".repeat(50_000)}`],
    ["subqueries", `SELECT ${"(SELECT ".repeat(3000)}1${")".repeat(3000)}`],
    ["unions", `SELECT 1${" UNION SELECT 1".repeat(5000)}`],
    ["a check", `CREATE TABLE a (b int CHECK (b > 0${" + 1".repeat(4000)}))`],
    ["conditions of blocks", `DO $$ BEGIN ${"IF a THEN ".repeat(5000)}${"END IF; ".repeat(5000)} END $$`],
  ])("nested deeply: %s", (_, text) => {
    expectSound(text);
    expectSound("DROP TABLE a");
  });

  it.each(["$a$ ", "/* ", "/*/", "' ", "{{ ", "COPY t FROM stdin;", "(", "é", "\\\n", ":a ", "; ", "$$ ", "-- x\n"])(
    "of hundreds of kilobytes of %j, in reasonable time",
    (unit) => {
      const started = performance.now();
      expectSound(unit.repeat(Math.floor(300_000 / unit.length)));
      // Quadratic work would take minutes.
      expect(performance.now() - started).toBeLessThan(10_000);
    },
  );

  it.each([
    [
      "a text that doubles",
      `DO $$ DECLARE q text := 'SELECT 1;'; BEGIN ${"q := q || q; ".repeat(100)} EXECUTE q; END $$`,
    ],
    [
      "a text that grows",
      `DO $$ DECLARE q text := 'SELECT 1;'; BEGIN ${"q := q || ' '; ".repeat(5000)} EXECUTE q; END $$`,
    ],
    [
      "a long text run often",
      `DO $$ DECLARE q text := 'SELECT ${"1 + ".repeat(5000)} 1'; BEGIN ${"EXECUTE q; ".repeat(5000)} END $$`,
    ],
    [
      "routines that call each other",
      `${[1, 2, 3, 4].map((n) => `CREATE FUNCTION f${n}() RETURNS int LANGUAGE sql AS 'SELECT ${"f1(), f2(), f3(), f4(), ".repeat(50)} 1';`).join("\n")} SELECT f1(), f2();`,
    ],
  ])("that asks for more than it is: %s", (_, text) => {
    const started = performance.now();
    expectSound(text);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it("of five megabytes of rows", () => {
    const row =
      "-- row\nINSERT INTO t (a, b) VALUES (1, 'é abc def ghi jkl mno pqr stu vwx yz abc def ghi jkl mno');\n";
    const text = row.repeat(Math.floor(5_000_000 / row.length));
    const { operations, diagnostics } = sql.readScript({ path: "m.sql", text, transactional: true });
    expect([operations.length > 45_000, diagnostics.length <= 1]).toEqual([true, true]);
  });
});
