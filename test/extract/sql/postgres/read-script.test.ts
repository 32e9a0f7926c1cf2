import { beforeAll, describe, expect, it } from "vitest";
import { loadPostgresReader } from "../../../../src/extract/sql/postgres/reader.ts";
import type { Script } from "../../../../src/model/migration.ts";
import type { SqlReader } from "../../../../src/model/sql-reader.ts";

let sql: SqlReader;

beforeAll(async () => {
  sql = await loadPostgresReader();
});

function read(text: string, transactional = true): Script {
  return sql.readScript({ path: "m.sql", text, transactional });
}

function texts(text: string): readonly string[] {
  return read(text).statements.map((statement) => statement.text);
}

function unread(text: string): readonly string[] {
  return read(text).diagnostics.map(({ kind, at }) => `${kind}:${at.start.line}`);
}

describe("statements", () => {
  it("begin at their first token and end before the semicolon", () => {
    expect(texts("\n-- head\n  CREATE TABLE a (b int) ;\n/* x */ DROP TABLE c -- why\n ; ;")).toEqual([
      "CREATE TABLE a (b int)",
      "DROP TABLE c",
    ]);
  });

  it.each(["é", "😀", "日本語", "\ufeff", "é😀 -- ü\n"])("keep their places after %j", (lead) => {
    const text = `${lead.startsWith("\ufeff") ? lead : `-- ${lead}\n`}SELECT 'ß';\r\nDROP TABLE "tä""b";\r\nDROP TABLE c`;
    const { statements, operations } = read(text);
    expect(statements.map((statement) => statement.text)).toEqual(["SELECT 'ß'", 'DROP TABLE "tä""b"', "DROP TABLE c"]);
    for (const { at, text: own } of statements) expect(text.slice(at.start.offset, at.end.offset)).toBe(own);
    const lines = text.slice(0, text.indexOf("DROP TABLE c")).split("\n").length;
    expect(operations.at(-1)?.at.start.line).toBe(lines);
  });

  it("are read from a stretch of the file, with places in the whole file", () => {
    const text = "ünused\nCREATE TABLE a (b int);\nDROP TABLE z;";
    const range = { start: text.indexOf("CREATE"), end: text.indexOf("\nDROP") };
    const { operations } = sql.readScript({ path: "m.sql", text, range, transactional: true });
    expect(operations.map(({ kind, at }) => [kind, at.start.line, at.start.column])).toEqual([["create-table", 2, 1]]);
  });

  it.each(["", " \n", "-- only\n/* comments */", ";;", "\ufeff"])("are none in %j", (text) => {
    const script = read(text);
    expect([script.blank, script.statements, script.diagnostics]).toEqual([true, [], []]);
  });

  it("have the comments before them, inside of them and behind them on their line", () => {
    const { statements } = read(
      "-- one\n/* two */ DROP TABLE a /* in */ CASCADE; -- behind\n-- before b\nDROP TABLE b;\n-- last",
    );
    expect(statements.map(({ comments }) => comments.map(({ value }) => value))).toEqual([
      ["one", "two", "in", "behind"],
      ["before b", "last"],
    ]);
    expect(statements[0]?.comments[2]?.at.start).toMatchObject({ line: 2, column: 24 });
  });

  it("do not end at a semicolon inside of something", () => {
    expect(
      texts(`SELECT ';', E'\\';', $a$;$$;$a$, ";" /* ; /* ; */ ; */ -- ;
        ; CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END; DROP TABLE x; bad;`),
    ).toHaveLength(4);
    expect(texts("CREATE RULE r AS ON INSERT TO t DO (DELETE FROM a; DELETE FROM b); bad; DROP TABLE x")).toHaveLength(
      3,
    );
  });
});

describe("transactions", () => {
  const places = (text: string, transactional: boolean): readonly string[] =>
    read(text, transactional).statements.map(
      ({ inTransaction, transaction }) => `${inTransaction ? "in" : "out"} ${transaction}`,
    );

  it("wrap the whole script where the tool does", () => {
    expect(places("SELECT 1; SELECT 2", true)).toEqual(["in 0", "in 0"]);
  });

  it("are one per statement where nobody begins one", () => {
    expect(places("SELECT 1; SELECT 2", false)).toEqual(["out 0", "out 1"]);
  });

  it("follow BEGIN and COMMIT", () => {
    expect(
      places("SELECT 1; BEGIN; SELECT 2; COMMIT; SELECT 3; START TRANSACTION; ROLLBACK AND CHAIN; END", false),
    ).toEqual(["out 0", "in 1", "in 1", "in 1", "out 2", "in 3", "in 3", "in 4"]);
  });

  it("end when the script commits the tool's own", () => {
    expect(places("SELECT 1; COMMIT; CREATE INDEX CONCURRENTLY ON a (b); SELECT 2", true)).toEqual([
      "in 0",
      "in 0",
      "out 1",
      "out 2",
    ]);
  });
});

describe("what cannot be read", () => {
  it("is the one statement that is wrong, at its line and in the parser's words", () => {
    const { operations, diagnostics } = read("DROP TABLE a;\n\nDROP é TABLE\n  b, ;\nDROP TABLE c;");
    expect(operations.map(({ at }) => at.start.line)).toEqual([1, 5]);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]?.at.start).toMatchObject({ line: 3, column: 6 });
    expect(diagnostics[0]?.message).toContain('syntax error at or near "é"');
  });

  it.each([
    "SELECT 'abc; DROP TABLE b; DROP TABLE c;",
    'DROP TABLE "a; DROP TABLE b;DROP TABLE c',
    "SELECT 1 /* x; DROP TABLE b; DROP TABLE c",
    "DO $x$ BEGIN; DROP TABLE b; DROP TABLE c",
  ])("does not take the rest of the file with it: %s", (text) => {
    expect(read(text).operations.filter(({ kind }) => kind === "drop-table")).toHaveLength(2);
    expect(unread(text)).toEqual(["unread-statement:1"]);
  });

  it("says so of each statement in another dialect, up to a limit that is counted", () => {
    const { diagnostics, statements } = read("CREATE TABLE `a` (id int AUTO_INCREMENT);\n".repeat(200));
    expect(statements).toHaveLength(200);
    expect(diagnostics).toHaveLength(51);
    expect(diagnostics[0]?.message).toContain("MySQL");
    expect(diagnostics.at(-1)).toMatchObject({ kind: "limit-reached", message: expect.stringContaining("150 more") });
  });
});

describe("templates and tools' marks", () => {
  it.each([
    ["CREATE TABLE {{ .Schema }}.users (id int)", "users"],
    [`CREATE TABLE \${flyway:defaultSchema}.users (id int)`, "users"],
    ["CREATE TABLE :schema.users (id int)", "users"],
    [`CREATE TABLE \${core}.users (id int)`, "core.users"],
    ["CREATE TABLE {{table}} (id int)", "table"],
    [`CREATE TABLE \${prefix}users (id varchar(\${length}) DEFAULT \${value})`, "__prefix_users"],
    ["CREATE TABLE users (id int DEFAULT {{ .Default }}, b text DEFAULT :'b')", "users"],
    ["CREATE TABLE <%= name %> (id int)", "name"],
  ])("%s makes %s", (text, name) => {
    const { operations, diagnostics } = read(text);
    expect(diagnostics).toEqual([]);
    const made = operations.flatMap((operation) => (operation.kind === "create-table" ? [operation.table] : []));
    expect(made.map(({ schema, name: own }) => (schema === undefined ? own : `${schema}.${own}`))).toEqual([name]);
  });

  it("leaves strings, comments, casts and slices alone", () => {
    const text = `SELECT '{{a}}', '\${b}', a[1:n], b::text, '{{1,2},{3,4}}'::int[] -- {{ x }}\n; INSERT INTO t VALUES (\${x})`;
    const { statements, diagnostics } = read(text);
    expect(diagnostics).toEqual([]);
    expect(statements[0]?.text).toBe(`SELECT '{{a}}', '\${b}', a[1:n], b::text, '{{1,2},{3,4}}'::int[]`);
  });

  it("reads both sides of a template's condition as conditional", () => {
    const { operations } = read("{{ if .A }}DROP TABLE a;{{ else }}DROP TABLE b;{{ end }}DROP TABLE c;");
    expect(operations.map(({ statement }) => statement.conditional)).toEqual([true, true, false]);
  });

  it("passes over psql's commands and inline rows, and names what they put in from elsewhere", () => {
    const text =
      "\\set ON_ERROR_STOP on\n\\i other.sql\nCOPY t (a) FROM stdin;\n1\t'x\n\\.\nDROP TABLE a;\n{{ template \"x\" . }}\nSELECT 'DROP TABLE z' \\gexec\n";
    expect(read(text).operations.map(({ kind }) => kind)).toEqual(["copy", "drop-table", "not-schema"]);
    expect(unread(text)).toEqual(["dynamic-sql:2", "dynamic-sql:7", "dynamic-sql:8"]);
  });

  it("is not misled by marks that are comments", () => {
    const text =
      "-- +goose Up\n-- +goose StatementBegin\nDROP TABLE a;\n-- +goose StatementEnd\n--> statement-breakpoint\n/*!40101 SET NAMES utf8 */;\n-- atlas:nolint\nDROP TABLE b;";
    expect(read(text).operations.map(({ kind }) => kind)).toEqual(["drop-table", "drop-table"]);
    expect(unread(text)).toEqual([]);
  });
});
