import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadPostgresReader } from "../../src/extract/sql/postgres/reader.ts";
import type { QualifiedName } from "../../src/model/name.ts";
import type { Operation } from "../../src/model/operation.ts";
import { schemaToSql } from "../../src/report/schema-sql.ts";
import { comparePullRequest, schemaOf, told } from "./pull-request.ts";

const PATH = "DATABASE_SCHEMA_CONTRACT.md";
const sql = await loadPostgresReader();
const folder = join(import.meta.dirname, "scripts");
const scripts = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((path) => path.endsWith(".sql"))
  .toSorted();

const empty = "# Database Schema Contract\n\n**Version:** 1.0.0\n\n## Tables\n";

/** A contract with a section for each object of the schema, written from the printed schema's statements. */
function contractOf(history: string): string {
  const text = schemaToSql(schemaOf(history), sql);
  const sections = new Map<string, Set<string>>();
  for (const operation of sql.readScript({ path: "printed.sql", text, transactional: true }).operations) {
    const title = titleOf(operation);
    if (title === undefined) continue;
    const statements = sections.get(title) ?? new Set();
    sections.set(title, statements.add(operation.statement.text.trim().replace(/;$/, "")));
  }
  const blocks = [...sections].map(
    ([title, texts]) => `### ${title}\n\n\`\`\`\`sql\n${[...texts].join(";\n")};\n\`\`\`\`\n`,
  );
  const of = (word: string) => blocks.filter((block) => block.startsWith(`### ${word}`)).join("\n");
  return `${empty}\n${of("Table")}\n## Types\n\n${of("Enum")}\n## Views\n\n${of("View")}\n## Stored Procedures & Functions\n\n${of("Function")}`;
}

function titleOf(operation: Operation): string | undefined {
  if (operation.kind === "create-view") return `View: ${titled(operation.view)}`;
  if (operation.kind === "create-routine") return `Function: ${titled(operation.routine.name)}`;
  if (operation.kind === "create-enum") return `Enum: ${titled(operation.type)}`;
  if (operation.kind === "attach-partition") return undefined;
  return "table" in operation ? `Table: ${titled(operation.table)}` : undefined;
}

function titled(name: QualifiedName): string {
  const parts = [name.schema ?? [], name.name].flat().map((part) => sql.quoteName(part));
  return `\`${parts.join(".")}\``;
}

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
    const pull = comparePullRequest({ base: { [PATH]: empty }, head: { [PATH]: contractOf(migration) }, migration });
    expect(told(pull)).toEqual([]);
  });
});
