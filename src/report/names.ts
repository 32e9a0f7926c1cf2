import type { Report } from "../model/report.ts";
import type { Dialect } from "../model/schema.ts";
import { countOf } from "./count-words.ts";

/** Dialects as their makers spell them. */
export const dialectNames: Readonly<Record<Dialect, string>> = {
  postgresql: "PostgreSQL",
  mysql: "MySQL",
  sqlite: "SQLite",
  sqlserver: "SQL Server",
};

/** Where the schema before the pull request was read from, in words. */
export const schemaSources: Readonly<Record<Report["baseSchemaFrom"], string>> = {
  contract: "schema read from the base contract",
  migrations: "schema read by replaying the migrations",
  nothing: "no schema known before this pull request",
};

/** The server and what is known of its schema, in words; of several databases their number, for each has its own. */
export function serverWords({ dialect, baseSchemaFrom, databases }: Report): string {
  if (databases !== undefined) return countOf(databases.length, "database");
  return `${dialectNames[dialect]}, ${schemaSources[baseSchemaFrom]}`;
}
