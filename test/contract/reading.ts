import { readFileSync } from "node:fs";
import { readDatabaseContract } from "../../src/contract/read-database-contract.ts";
import { loadPostgresReader } from "../../src/extract/sql/postgres/reader.ts";
import type { ContractColumn, ContractTable, DatabaseContract } from "../../src/model/contract.ts";

/** The real reader, loaded once per test file. */
export const sql = await loadPostgresReader();

/** A file of `test/contract/fixtures`. */
export function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");
}

export function databaseContract(text: string): DatabaseContract {
  return readDatabaseContract({ path: "DATABASE_SCHEMA_CONTRACT.md", text }, sql);
}

/** A contract whose Tables part holds this Markdown. */
export function withTables(markdown: string): DatabaseContract {
  return databaseContract(`# Contract\n\n**Version:** 1.0.0\n\n## Tables\n\n${markdown}\n\n## Views\n`);
}

/** The table `t` of a contract that holds only this section body. */
export function tableT(body: string): ContractTable {
  const table = withTables(`### Table: t\n\n${body}`).tables.get("t");
  if (table === undefined) throw new Error("the section was not found");
  return table;
}

/** The columns of `t` by name, as short text: `integer not null default=now() pk`. */
export function columnsOf(body: string): Record<string, string> {
  return Object.fromEntries((tableT(body).columns ?? []).map((column) => [column.name, inWords(column)]));
}

export function inWords(column: ContractColumn): string {
  const references = column.references;
  const value = column.default?.value;
  return [
    column.type?.value.meaning ?? "?",
    column.type?.value.serial ? "serial" : "",
    column.nullable === undefined ? "" : column.nullable.value ? "null" : "not null",
    value === undefined ? "" : `default=${typeof value === "string" ? value : value.meaning}`,
    column.primaryKey ? "pk" : "",
    column.unique ? "unique" : "",
    references === undefined ? "" : `-> ${references.table.name}.${references.column ?? "?"}`,
    ...column.checks.map((check) => `check(${check.text})`),
    column.generated ? "generated" : "",
    column.deprecated === undefined ? "" : `deprecated=${column.deprecated.since ?? "?"}`,
    column.enumValues === undefined ? "" : `enum[${column.enumValues.join("|")}]`,
  ]
    .filter((word) => word !== "")
    .join(" ");
}
