import { expect, test } from "vitest";
import { readDatabaseContract } from "../../src/contract/read-database-contract.ts";
import { loadSqlReader } from "../../src/load-sql-reader.ts";
import { columnsOf, inWords } from "./reading.ts";

const mysql = await loadSqlReader({ dialect: "mysql", product: "mysql" });

function contractOf(body: string) {
  const text = `# Contract\n\n**Version:** 1.0.0\n\n## Tables\n\n### Table: t\n\n${body}\n`;
  return readDatabaseContract({ path: "DATABASE_SCHEMA_CONTRACT.md", text }, mysql);
}

function rowOf(type: string): string {
  const row = `| Column | Data Type | Nullable |\n|---|---|---|\n| c | ${type} | NO |`;
  const [column] = contractOf(row).tables.get("t")?.columns ?? [];
  return column === undefined ? "" : inWords(column);
}

test.each([
  ["ENUM('new','paid')", "enum('new','paid') not null enum[new|paid]"],
  ["enum('a', 'b')", "enum('a','b') not null enum[a|b]"],
  ["SET('x','y')", "set('x','y') not null enum[x|y]"],
  ["`ENUM('a','b')`", "enum('a','b') not null enum[a|b]"],
  ["ENUM('a\\|b','c')", "enum('a|b','c') not null enum[a|b|c]"],
  ["`SET('a\\|b', 'c')`", "set('a|b','c') not null enum[a|b|c]"],
  ['ENUM("a","b")', "enum('a','b') not null enum[a|b]"],
  ["**ENUM('it''s', 'c (d), e')**", "enum('it''s','c (d), e') not null enum[it's|c (d), e]"],
  ["ENUM('a','b') CHARACTER SET utf8mb4", "enum('a','b') not null enum[a|b]"],
  ["ENUM('a','b') - 'a' is for new ones", "enum('a','b') not null enum[a|b]"],
  ["ENUM('a','b') UNIQUE DEFAULT 'a'", "enum('a','b') not null default='a' unique enum[a|b]"],
  [
    "ENUM('not null','unique','primary key','default x')",
    "enum('not null','unique','primary key','default x') not null enum[not null|unique|primary key|default x]",
  ],
  ["DECIMAL(10,2) UNSIGNED", "decimal(10,2) unsigned not null"],
  ["INT(11)", "int not null"],
  ["INT(11) UNSIGNED ZEROFILL", "int unsigned not null"],
  ["TINYINT(1)", "tinyint(1) not null"],
  ["VARCHAR(255) CHARACTER SET utf8mb4", "varchar(255) not null"],
  ["VARCHAR(255) CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci", "varchar(255) not null"],
  ["TEXT COLLATE utf8mb4_bin UNIQUE", "text not null unique"],
  ["DATETIME(6) ON UPDATE CURRENT_TIMESTAMP(6)", "datetime(6) not null"],
  ["POINT SRID 4326", "point not null"],
  ["ENUM", "? not null"],
  ["SET", "? not null"],
])("a row's %s is read", (type, read) => {
  expect(rowOf(type)).toBe(read);
});

test("what a row says is what a statement makes", () => {
  for (const type of [
    "ENUM('new','paid')",
    "SET('x', 'y')",
    "VARCHAR(255) CHARACTER SET utf8mb4",
    "DECIMAL(10,2) UNSIGNED",
  ]) {
    const contract = contractOf(`\`\`\`sql\nCREATE TABLE t (c ${type} NOT NULL);\n\`\`\``);
    const [made] = contract.tables.get("t")?.ddl?.script.operations ?? [];
    const column = made?.kind === "create-table" ? made.columns[0] : undefined;
    expect(rowOf(type).startsWith(`${column?.type?.meaning} not null`)).toBe(true);
  }
});

test("PostgreSQL has no such type: the values are those of some type of the project's", () => {
  const rows = "| Column | Type |\n|---|---|\n| a | ENUM('x', 'y') |\n| b | TEXT COLLATE \"C\" |";
  expect(columnsOf(rows)).toEqual({ a: "? enum[x|y]", b: "text" });
});
