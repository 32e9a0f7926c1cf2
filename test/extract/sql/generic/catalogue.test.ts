import { describe, expect, it } from "vitest";
import { loadMysqlReader } from "../../../../src/extract/sql/mysql/reader.ts";
import { loadSqliteReader } from "../../../../src/extract/sql/sqlite/reader.ts";
import type { SqlReader } from "../../../../src/model/sql-reader.ts";

const mysql = await loadMysqlReader("mysql");
const sqlite = await loadSqliteReader();

function read(sql: SqlReader, text: string) {
  return sql.readScript({ path: "a.sql", text, transactional: true });
}

/** `kind subject`, as briefly as tells the operations of a statement. */
function told(sql: SqlReader, text: string): string[] {
  const { operations, diagnostics } = read(sql, text);
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  return operations.map((operation) => {
    const named =
      "column" in operation ? operation.column : "constraint" in operation ? nameOf(operation.constraint) : "";
    const index = "index" in operation ? operation.index.name : "";
    return [operation.kind, named, index].filter((part) => part !== "").join(" ");
  });
}

function nameOf(constraint: string | { readonly kind: string }): string {
  return typeof constraint === "string" ? constraint : constraint.kind;
}

describe("MySQL: what each statement does", () => {
  it.each([
    ["CREATE TABLE t (a int)", ["create-table"]],
    ["CREATE TABLE t (a int, KEY k (a), UNIQUE KEY u (a))", ["create-table", "create-index k"]],
    ["ALTER TABLE t ADD a int", ["add-column a"]],
    ["ALTER TABLE t ADD COLUMN (a int, b int)", ["add-column a", "add-column b"]],
    ["ALTER TABLE t DROP a, DROP COLUMN b", ["drop-column a", "drop-column b"]],
    [
      "ALTER TABLE t MODIFY a int NOT NULL DEFAULT 1",
      ["alter-column-type a", "set-not-null a", "drop-identity a", "set-default a", "comment-on"],
    ],
    [
      "ALTER TABLE t CHANGE a b int",
      ["rename-column a", "alter-column-type b", "drop-not-null b", "drop-identity b", "drop-default b", "comment-on"],
    ],
    ["ALTER TABLE t ALTER a SET DEFAULT 'x', ALTER b DROP DEFAULT", ["set-default a", "drop-default b"]],
    ["ALTER TABLE t ADD PRIMARY KEY (a)", ["add-constraint primary-key"]],
    ["ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES u (b)", ["add-constraint foreign-key"]],
    ["ALTER TABLE t ADD CHECK (a > 0) NOT ENFORCED", ["add-constraint check"]],
    ["ALTER TABLE t ADD UNIQUE u (a(10))", ["create-index u"]],
    ["ALTER TABLE t ADD FULLTEXT INDEX f (a), ADD SPATIAL KEY s (b)", ["create-index f", "create-index s"]],
    ["ALTER TABLE t DROP PRIMARY KEY", ["drop-constraint primary"]],
    ["ALTER TABLE t DROP FOREIGN KEY f, DROP CHECK c", ["drop-constraint f", "drop-constraint c"]],
    ["ALTER TABLE t DROP INDEX i, DROP KEY k", ["drop-index i", "drop-index k"]],
    ["ALTER TABLE t RENAME INDEX a TO b", ["rename-index a"]],
    ["ALTER TABLE t RENAME COLUMN a TO b", ["rename-column a"]],
    ["ALTER TABLE t RENAME TO u", ["rename-table"]],
    ["RENAME TABLE a TO b, c TO d", ["rename-table", "rename-table"]],
    ["ALTER TABLE t ENGINE=InnoDB ROW_FORMAT=DYNAMIC", ["alter-table-storage"]],
    ["ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", ["alter-table-storage"]],
    ["ALTER TABLE t ADD PARTITION (PARTITION p VALUES LESS THAN (5))", ["alter-table-storage"]],
    ["ALTER TABLE t ALTER INDEX i INVISIBLE", ["alter-index-storage i"]],
    ["CREATE UNIQUE INDEX i ON t (a, (lower(b)))", ["create-index i"]],
    ["DROP INDEX i ON t", ["drop-index i"]],
    ["DROP TABLE IF EXISTS a, b", ["drop-table", "drop-table"]],
    ["DROP VIEW v", ["drop-view"]],
    ["DROP PROCEDURE p", ["drop-routine"]],
    ["TRUNCATE t", ["truncate"]],
    ["INSERT INTO t (a) VALUES (1)", ["insert"]],
    ["UPDATE t SET a = 1", ["update"]],
    ["DELETE FROM t", ["delete"]],
    ["START TRANSACTION; COMMIT", ["begin", "commit"]],
    ["LOCK TABLES a WRITE, b READ; UNLOCK TABLES", ["lock-table", "lock-table", "not-schema"]],
    ["SET NAMES utf8mb4; SET @a = 1, FOREIGN_KEY_CHECKS = 0", ["set-parameter", "set-parameter", "set-parameter"]],
    ["GRANT SELECT ON db.* TO u@localhost", ["grant"]],
    ["CALL p(1)", ["call-routine"]],
    ["OPTIMIZE TABLE t", ["not-schema"]],
    ["LOAD DATA INFILE 'x' INTO TABLE t (a)", ["copy"]],
    ["EXECUTE s", ["not-schema"]],
    ["CREATE DATABASE IF NOT EXISTS d", ["create-database"]],
  ])("%s", (text, kinds) => {
    expect(told(mysql, `${text};`)).toEqual(kinds);
  });

  it("keeps what the server is asked to do it by", () => {
    expect(read(mysql, "ALTER TABLE t ADD a int, ALGORITHM=INSTANT, LOCK = NONE;").statements[0]?.demands).toEqual({
      algorithm: "instant",
      lock: "none",
    });
    expect(read(mysql, "CREATE INDEX i ON t (a) ALGORITHM=INPLACE;").statements[0]?.demands?.algorithm).toBe("inplace");
    expect(read(mysql, "ALTER TABLE t ADD `lock` int;").statements[0]?.demands).toBeUndefined();
  });

  it("says where each clause stands", () => {
    const text = "-- ä\nALTER TABLE t\n  ADD a int,\n  DROP b;";
    const places = read(mysql, text).operations.map(({ at }) => text.slice(at.start.offset, at.end.offset));
    expect(places).toEqual(["ADD a int", "DROP b"]);
  });

  it("lets DDL commit what stands before it", () => {
    const { statements } = read(mysql, "INSERT INTO t VALUES (1); ALTER TABLE t ADD a int; INSERT INTO t VALUES (2);");
    expect(statements.map(({ inTransaction }) => inTransaction)).toEqual([true, false, false]);
    expect(new Set(statements.map(({ transaction }) => transaction)).size).toBe(3);
  });

  it("tells how rows that are there already are met", () => {
    const { operations } = read(
      mysql,
      "INSERT IGNORE INTO t VALUES (1); REPLACE INTO t VALUES (1); INSERT INTO t (a) VALUES (1) ON DUPLICATE KEY UPDATE b = 2; INSERT INTO t SELECT a FROM u WHERE NOT EXISTS (SELECT 1 FROM t);",
    );
    expect(operations.map((each) => each.kind === "insert" && [each.onConflict, each.notExists])).toEqual([
      ["nothing", false],
      ["update", false],
      ["update", false],
      [undefined, true],
    ]);
  });

  it("says which statement it could not read, in whose words it looks", () => {
    const messages = (text: string) => read(mysql, text).diagnostics.map(({ message }) => message);
    expect(messages("ALTER TABEL t;")[0]).toMatch(/cannot be read as MySQL's/);
    expect(messages("CREATE TABLE t (a jsonb);")[0]).toMatch(/looks like PostgreSQL/);
    expect(messages("PREPARE s FROM @sql;")[0]).toMatch(/put together at run time/);
    expect(read(mysql, "PREPARE s FROM @sql;").diagnostics[0]?.kind).toBe("dynamic-sql");
  });
});

describe("MySQL: text that is run", () => {
  const asked = "(SELECT COUNT(*) FROM INFORMATION_SCHEMA.COLUMNS WHERE table_name = 't' AND column_name = 'c')";
  const run = "PREPARE p FROM @s; EXECUTE p; DEALLOCATE PREPARE p;";
  /** `kind guard text`, of what is run. */
  const ran = (text: string) =>
    read(mysql, text).operations.flatMap(({ kind, guard, at, statement }) =>
      kind === "not-schema" || kind === "set-parameter"
        ? []
        : [[kind, guard ?? (statement.conditional ? "perhaps" : "always"), text.slice(at.start.offset, at.end.offset)]],
    );

  it.each([
    [`SET @s = (SELECT IF(${asked} > 0, 'SELECT 1', 'ALTER TABLE t ADD c int;')); ${run}`, "catalog-check"],
    [`SET @s := IF(${asked} = 0, 'ALTER TABLE t ADD c int', 'DO 0'); ${run}`, "catalog-check"],
    [
      `SET @n = ${asked}; SET @s = CASE WHEN @n > 0 THEN '' ELSE 'ALTER TABLE t ADD c int' END; ${run}`,
      "catalog-check",
    ],
    [`SET @n = ${asked}; SET @s = CASE @n WHEN 0 THEN 'ALTER TABLE t ADD c int' ELSE '' END; ${run}`, "catalog-check"],
    [
      `SELECT IF(COUNT(*) = 0, 'ALTER TABLE t ADD c int', 'DO 0') INTO @s FROM information_schema.columns; ${run}`,
      "catalog-check",
    ],
    [
      `SELECT COUNT(*) FROM information_schema.columns INTO @n; SET @s = IF(@n, 'DO 0', 'ALTER TABLE t ADD c int'); ${run}`,
      "catalog-check",
    ],
    ["PREPARE p FROM 'ALTER TABLE t ADD c int'; EXECUTE p", "always"],
    ["EXECUTE IMMEDIATE 'ALTER TABLE t ADD c int'", "always"],
    [
      "SET @s = IF((SELECT COUNT(*) FROM flags) > 0, 'ALTER TABLE t ADD c int', 'DO 0'); EXECUTE IMMEDIATE @s",
      "perhaps",
    ],
    ["SET @s = IF(@unheard_of, 'ALTER TABLE t ADD c int', 'DO 0'); EXECUTE IMMEDIATE @s", "perhaps"],
  ])("%s", (text, guard) => {
    expect(ran(text)).toEqual([["add-column", guard, "ADD c int"]]);
    expect(read(mysql, text).diagnostics).toEqual([]);
  });

  it("stands where the text is put together, if it is written in parts", () => {
    const text = `SET @t = 't', @s = IF(${asked}, 'DO 0', CONCAT('ALTER TABLE ', @T, ' ADD c int')); ${run}`;
    expect(ran(text)).toEqual([["add-column", "catalog-check", "CONCAT('ALTER TABLE ', @T, ' ADD c int')"]]);
  });

  it("commits as the statement that is run does", () => {
    const { statements } = read(mysql, "START TRANSACTION; PREPARE p FROM 'DROP TABLE t'; EXECUTE p; DELETE FROM u;");
    expect(statements.map(({ inTransaction }) => inTransaction)).toEqual([true, true, false, false]);
  });

  it.each([
    ["both change something", `SET @s = IF(${asked}, 'ALTER TABLE t MODIFY c int', 'ALTER TABLE t ADD c int'); ${run}`],
    [
      "a name from the catalog",
      `SELECT CONCAT('DROP TABLE ', table_name) INTO @s FROM information_schema.tables; ${run}`,
    ],
    ["a procedure may have set it", `SET @s = 'DROP TABLE t'; CALL p(@s); ${run}`],
    ["a query may have set it", `SET @s = 'DROP TABLE t'; SELECT @s := name FROM t; ${run}`],
    ["no row leaves NULL", `SET @s = (SELECT 'DROP TABLE t' FROM information_schema.tables WHERE 1 = 0); ${run}`],
    ["CASE without ELSE", `SET @s = CASE WHEN ${asked} THEN 'DROP TABLE t' END; ${run}`],
    ["a function of the text", `SET @s = REPLACE('DROP TABLE x', 'x', 't'); ${run}`],
  ])("is said to be unread where %s", (_title, text) => {
    expect(ran(text).filter(([kind]) => kind !== "call-routine")).toEqual([]);
    expect(read(mysql, text).diagnostics.map(({ kind }) => kind)).toEqual(["dynamic-sql"]);
  });

  it("does not run longer than its text", () => {
    const doubled = "SET @s = CONCAT(@s, @s);".repeat(60);
    expect(read(mysql, `SET @s = 'SELECT 1';${doubled}${run}`).diagnostics.map(({ kind }) => kind)).toEqual([
      "dynamic-sql",
    ]);
    const rows = `SET @s = 'INSERT INTO t VALUES ${"(1),".repeat(2000)}(1)'; PREPARE p FROM @s; ${"EXECUTE p;".repeat(100)}`;
    expect(new Set(read(mysql, rows).diagnostics.map(({ kind }) => kind))).toContain("unread-statement");
  });
});

describe("SQLite: what each statement does", () => {
  it.each([
    ["CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT) STRICT", ["create-table"]],
    ["ALTER TABLE t ADD a", ["add-column a"]],
    ["ALTER TABLE t RENAME a TO b", ["rename-column a"]],
    ["ALTER TABLE t RENAME TO u", ["rename-table"]],
    ["ALTER TABLE t DROP COLUMN a", ["drop-column a"]],
    ["CREATE INDEX i ON t (a COLLATE NOCASE) WHERE a > 0", ["create-index i"]],
    ["DROP INDEX i", ["drop-index i"]],
    ["PRAGMA foreign_keys = OFF", ["set-parameter"]],
    ["PRAGMA foreign_key_check", ["not-schema"]],
    ["INSERT OR IGNORE INTO t VALUES (1)", ["insert"]],
    ["CREATE VIRTUAL TABLE f USING fts5(a, b)", ["other-ddl"]],
    ["BEGIN; END", ["begin", "commit"]],
    ["REINDEX t; ATTACH DATABASE 'x' AS y", ["not-schema", "not-schema"]],
    ["SELECT a FROM t WHERE a LIKE '%x' ESCAPE '\\'", ["not-schema"]],
  ])("%s", (text, kinds) => {
    expect(told(sqlite, `${text};`)).toEqual(kinds);
  });

  it("has DDL in the transaction of the tool", () => {
    expect(read(sqlite, "CREATE TABLE t (a int);").statements[0]?.inTransaction).toBe(true);
  });
});

describe("types, expressions and names", () => {
  it.each([
    ["INT(11)", "int"],
    ["integer unsigned", "int unsigned"],
    ["BOOL", "tinyint(1)"],
    ["numeric(8)", "decimal(8,0)"],
    ["varchar (20)", "varchar(20)"],
    ["double precision", "double"],
    ["ENUM('a', \"b\")", "enum('a','b')"],
    ["datetime(0)", "datetime"],
    ["character varying(5)", "varchar(5)"],
  ])("MySQL's type %s is %s", (text, meaning) => {
    expect(mysql.readType(text)?.meaning).toBe(meaning);
  });

  it.each(["jsonb", "what is this", "int int", "", "(3)", "timestamptz"])("%s is no type of MySQL's", (text) => {
    expect(mysql.readType(text)).toBeUndefined();
  });

  it.each([
    ["CURRENT_TIMESTAMP()", "now()"],
    ["(`a` > 0)", "a > 0"],
    ["_utf8mb4'x'", "'x'"],
    ["TRUE", "1"],
    ["a<>b", "a != b"],
    ["Lower( `Name` )", "lower(name)"],
  ])("%s means %s", (left, right) => {
    expect(mysql.readExpression(left)?.meaning).toBe(mysql.readExpression(right)?.meaning);
  });

  it.each(["", "a b", "none yet", "1;2", "a,b", "select 1"])("%s is no expression", (text) => {
    expect(mysql.readExpression(text)).toBeUndefined();
  });

  it("reads names as the server compares them", () => {
    expect(mysql.readName("`Shop`.`Orders`")).toEqual({ schema: "Shop", name: "Orders" });
    expect(sqlite.readName('main."Orders"')).toEqual({ schema: undefined, name: "orders" });
    expect(mysql.readName("not a name")).toBeUndefined();
    expect([mysql.quoteName("order"), mysql.quoteName("a`b"), sqlite.quoteName("order")]).toEqual([
      "`order`",
      "`a``b`",
      '"order"',
    ]);
  });
});

describe("queries", () => {
  const columns = (sql: SqlReader, text: string) => {
    const { queries, diagnostics } = sql.readQuery({ path: "q", text, transactional: false });
    expect(diagnostics).toEqual([]);
    return (queries[0]?.columns ?? []).map(
      ({ column, access, candidates }) => `${access} ${candidates.map(({ name }) => name).join("|")}.${column}`,
    );
  };

  it("reads and writes columns of the tables that they may belong to", () => {
    expect(
      columns(mysql, "SELECT o.id, u.Name FROM orders o JOIN users u ON u.id = o.user_id WHERE total > ?"),
    ).toEqual(
      expect.arrayContaining([
        "read orders.id",
        "read users.name",
        "read users.id",
        "read orders.user_id",
        "read orders|users.total",
      ]),
    );
    expect(columns(mysql, "UPDATE a SET x = y + 1 WHERE id = :id")).toEqual(["write a.x", "read a.y", "read a.id"]);
    expect(columns(sqlite, "INSERT INTO a (x) SELECT y FROM b")).toEqual(["write a.x", "read b.y"]);
    expect(columns(mysql, "WITH c AS (SELECT x FROM a) SELECT x FROM c")).toEqual(["read a.x"]);
    expect(columns(mysql, "SELECT * FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.z = a.y)")).toEqual(
      expect.arrayContaining(["read a.*", "read b.z", "read a.y"]),
    );
  });

  it("counts placeholders, and sees bounds", () => {
    const [query] = mysql.readQuery({
      path: "q",
      text: "SELECT a FROM t WHERE b = :b AND c = :b AND d = ? LIMIT 5",
      transactional: false,
    }).queries;
    expect(query).toMatchObject({ parameters: 2, hasWhere: true, hasLimit: true, hasOffset: false });
  });
});
