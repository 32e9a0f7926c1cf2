import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadPostgresReader } from "../../src/extract/sql/postgres/reader.ts";
import { contractOf, emptyContract, sectionsOf } from "./documented-contract.ts";
import { comparePullRequest, schemaOf, told } from "./pull-request.ts";

const PATH = "DATABASE_SCHEMA_CONTRACT.md";
const sql = await loadPostgresReader();
const folder = join(import.meta.dirname, "scripts");
const scripts = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((path) => path.endsWith(".sql"))
  .toSorted();

/** Scripts whose outcome the printed schema cannot state whole, with the reason. A contract does not answer for the catalog, so loops over it stay unread. */
const exempt: ReadonlySet<string> = new Set([
  // Alters a table that nobody made, which a contract cannot disprove.
  "guards/alter-table-if-exists.sql",
  // An aggregate's parts are no part of the schema.
  "routines/aggregate.sql",
  // The elements of CREATE SCHEMA run into each other in the view's text.
  "schemas/create-with-elements.sql",
]);

describe("a contract that documents what a migration makes promises it all", () => {
  test.each(scripts.filter((path) => !exempt.has(path) && !path.startsWith("catalog-loops/")))("%s", (path) => {
    const migration = readFileSync(join(folder, path), "utf8");
    const pull = comparePullRequest({
      base: { [PATH]: emptyContract },
      head: { [PATH]: contractOf(sectionsOf(schemaOf(migration), sql)) },
      migration,
    });
    expect(told(pull)).toEqual([]);
  });
});
