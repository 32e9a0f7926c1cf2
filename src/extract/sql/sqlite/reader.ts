import type { SqlReader } from "../../../model/sql-reader.ts";
import type { Grammar } from "../generic/grammar.ts";
import { type NodeSqlParser, parseWith } from "../generic/node-sql.ts";
import { readerOf } from "../generic/reader.ts";
import { readDeclaredSqliteType, readSqliteType } from "./types.ts";

/** Reads SQLite. DDL is read here; queries are taken apart by node-sql-parser, in SQLite's grammar and then in PostgreSQL's, which it borrows from. */
export async function loadSqliteReader(): Promise<SqlReader> {
  const [sqlite, postgresql] = await Promise.all([
    import("node-sql-parser/build/sqlite.js"),
    import("node-sql-parser/build/postgresql.js"),
  ]);
  const parsers: readonly (readonly [NodeSqlParser, string])[] = [
    [new sqlite.default.Parser(), "sqlite"],
    [new postgresql.default.Parser(), "postgresql"],
  ];
  const grammar: Grammar = {
    dialect: "sqlite",
    server: "SQLite",
    mysqlWords: false,
    columnReferences: true,
    ddlCommits: false,
    foldTable: (name) => name.toLowerCase(),
    foldPart: (name) => name.toLowerCase(),
    isDefaultSchema: (name) => name === "" || name.toLowerCase() === "main",
    readType: readSqliteType,
    readColumnType: readDeclaredSqliteType,
    parse: (sql) => parseWith(parsers, sql),
  };
  return readerOf(grammar, quoteName);
}

function quoteName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/i.test(name) && !reserved.has(name.toLowerCase())
    ? name
    : `"${name.replaceAll('"', '""')}"`;
}

/** Words that SQLite does not take as a bare name. */
const reserved: ReadonlySet<string> = new Set(
  `add all alter and as autoincrement between case check collate commit constraint create cross default deferrable delete distinct drop
  else escape except exists foreign from full group having in index inner insert intersect into is isnull join left limit natural not
  notnull null on or order outer primary references right rollback select set table then to transaction union unique update using
  values when where`.split(/\s+/),
);
