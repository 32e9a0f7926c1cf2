import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadMysqlReader } from "../../../../src/extract/sql/mysql/reader.ts";
import { loadSqliteReader } from "../../../../src/extract/sql/sqlite/reader.ts";
import type { Script } from "../../../../src/model/migration.ts";
import type { SqlReader } from "../../../../src/model/sql-reader.ts";

const readers: readonly (readonly [string, SqlReader])[] = [
  ["MySQL", await loadMysqlReader("mysql")],
  ["MariaDB", await loadMysqlReader("mariadb")],
  ["SQLite", await loadSqliteReader()],
];

const words = fc.constantFrom(
  ...`CREATE ALTER DROP TABLE INDEX VIEW TRIGGER BEGIN END CASE IF NOT EXISTS ADD COLUMN MODIFY CHANGE RENAME TO KEY PRIMARY UNIQUE FOREIGN
  REFERENCES CHECK DEFAULT ( ) ( ) , ; ; . = 'it' "odd" \` [ ] /* */ /*! /*!40101 -- # DELIMITER $$ int varchar(5) t a b 1 NULL ENGINE INSERT
  INTO VALUES SELECT FROM WHERE UPDATE SET DELETE \n \\ ' " ä 😀 :x ? @y`.split(/[ ]+|(?<=\S)\n\s+/),
);
const soup = fc.array(words, { maxLength: 60 }).map((parts) => parts.join(" "));
const text = fc.oneof(
  soup,
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: "grapheme", maxLength: 200 }),
);

function check(script: Script, whole: string): void {
  const inside = [...script.statements, ...script.operations, ...script.diagnostics].map(({ at }) => at);
  for (const { start, end } of inside) {
    expect(start.offset).toBeGreaterThanOrEqual(0);
    expect(end.offset).toBeLessThanOrEqual(whole.length);
    expect(start.offset).toBeLessThanOrEqual(end.offset);
  }
  for (const statement of script.statements) {
    expect(statement.text).toBe(whole.slice(statement.at.start.offset, statement.at.end.offset));
    const isRead = script.operations.some((operation) => operation.statement === statement);
    const isTold = script.diagnostics.some(
      ({ at, kind }) => kind === "limit-reached" || at.start.offset === statement.at.start.offset,
    );
    expect(isRead || isTold, `neither read nor told: ${statement.text}`).toBe(true);
  }
}

describe.each(readers)("%s meets text of any kind", (_name, sql) => {
  it("never throws, stays inside of the file, and accounts for each statement", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(text, fc.boolean(), (whole, transactional) => {
        check(sql.readScript({ path: "a.sql", text: whole, transactional }), whole);
        sql.readQuery({ path: "a.sql", text: whole, transactional });
        sql.readType(whole);
        sql.readExpression(whole);
        sql.readName(whole);
      }),
      { numRuns: 400, interruptAfterTimeLimit: 20_000 },
    );
  });

  it("reads a stretch of a file with the file's own places", () => {
    const whole = "é\nCREATE TABLE t (a int);\nrest";
    const [start, end] = [2, whole.indexOf("\nrest")];
    const script = sql.readScript({ path: "a.sql", text: whole, range: { start, end }, transactional: false });
    expect(script.statements.map(({ at }) => [at.start.line, at.start.column])).toEqual([[2, 1]]);
  });

  it.each([
    ["brackets", "(".repeat(20_000)],
    ["closed brackets", `SELECT ${"(".repeat(5_000)}1${")".repeat(5_000)}`],
    ["calls", `SELECT ${"f(".repeat(3_000)}1${")".repeat(3_000)}`],
    ["blocks", `CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW ${"BEGIN ".repeat(20_000)}`],
    ["quotes", "'".repeat(50_001)],
    ["comments", "/*".repeat(50_000)],
    ["version comments", "/*!".repeat(20_000)],
    ["delimiters", "\nDELIMITER $$".repeat(5_000)],
    ["clauses", `ALTER TABLE t ${"ADD a int,".repeat(5_000)} ADD b int`],
    ["rows", `INSERT INTO t VALUES ${"(1, 'x'),".repeat(50_000)} (2, 'y')`],
    ["conditions", `DELETE FROM t WHERE ${"a = 1 OR ".repeat(10_000)} b = 2`],
  ])("takes its time neither over %s", { timeout: 20_000 }, (_title, whole) => {
    const began = performance.now();
    check(sql.readScript({ path: "a.sql", text: whole, transactional: true }), whole);
    expect(performance.now() - began).toBeLessThan(8_000);
  });
});
