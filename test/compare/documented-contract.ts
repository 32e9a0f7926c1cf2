import { keyOf, type QualifiedName } from "../../src/model/name.ts";
import type { Operation } from "../../src/model/operation.ts";
import type { Schema } from "../../src/model/schema.ts";
import type { SqlReader } from "../../src/model/sql-reader.ts";
import { schemaToSql } from "../../src/report/schema-sql.ts";

/** The sections of a contract that documents a schema: its heading (`Table: orders`) and the lines of its block of SQL. */
export type Sections = ReadonlyMap<string, readonly string[]>;

export const emptyContract = "# Database Schema Contract\n\n**Version:** 1.0.0\n\n## Tables\n";

/** A section for each table, enum, view and routine, written from the statements of the printed schema. */
export function sectionsOf(schema: Schema, sql: SqlReader): Sections {
  const sections = new Map<string, Set<string>>();
  const text = schemaToSql(schema, sql);
  for (const operation of sql.readScript({ path: "printed.sql", text, transactional: true }).operations) {
    const title = titleOf(operation, schema, sql);
    if (title === undefined) continue;
    const statements = sections.get(title) ?? new Set();
    sections.set(title, statements.add(`${operation.statement.text.trim().replace(/;$/, "")};`));
  }
  return new Map([...sections].map(([title, statements]) => [title, [...statements].join("\n").split("\n")]));
}

/** The sections as a document. */
export function contractOf(sections: Sections): string {
  const of = (word: string): string =>
    [...sections]
      .filter(([title]) => title.startsWith(word))
      .map(([title, lines]) => `### ${title}\n\n\`\`\`\`sql\n${lines.join("\n")}\n\`\`\`\`\n`)
      .join("\n");
  return `${emptyContract}\n${of("Table")}\n## Types\n\n${of("Enum")}\n## Views\n\n${of("View")}\n## Stored Procedures & Functions\n\n${of("Function")}`;
}

function titleOf(operation: Operation, schema: Schema, sql: SqlReader): string | undefined {
  if (operation.kind === "create-view") return `View: ${titled(operation.view, sql)}`;
  if (operation.kind === "create-routine") return `Function: ${titled(operation.routine.name, sql)}`;
  if (operation.kind === "create-enum") return `Enum: ${titled(operation.type, sql)}`;
  if (operation.kind === "attach-partition") return undefined;
  if (!("table" in operation) || operation.table === undefined) return undefined;
  const kind = schema.views.has(keyOf(operation.table)) ? "View" : "Table";
  return `${kind}: ${titled(operation.table, sql)}`;
}

function titled(name: QualifiedName, sql: SqlReader): string {
  const parts = [name.schema ?? [], name.name].flat().map((part) => sql.quoteName(part));
  return `\`${parts.join(".")}\``;
}
