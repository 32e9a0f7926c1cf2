import { keyOf } from "../../model/name.ts";
import type { Operation } from "../../model/operation.ts";
import type { Column, Constraint, ForeignKey, Index, Table } from "../../model/schema.ts";

/** The row of a Columns table, in the template's order of cells. */
export function columnRow(table: Table, column: Column): string {
  return row([
    column.name,
    column.type?.text ?? "",
    column.nullable ? "YES" : "NO",
    column.default?.text ?? (column.identity === undefined ? "-" : "AUTO"),
    columnConstraints(table, column).join(", ") || "-",
    "…",
  ]);
}

/** The row of an Indexes table. */
export function indexRow(index: Index): string {
  const elements = index.elements.map(({ column, expression }) => column ?? expression?.text ?? "");
  const kind = `${index.unique ? "UNIQUE " : ""}${index.method.toUpperCase()}`;
  const condition = index.where === undefined ? "" : ` (where ${index.where.text})`;
  return row([index.name, elements.join(", "), kind, `…${condition}`]);
}

/** The row of a Foreign Keys table. */
export function foreignKeyRow(key: ForeignKey): string {
  const target = `${keyOf(key.references.table)}(${key.references.columns.join(", ")})`;
  return row([key.name, key.columns.join(", "), target, key.onDelete.toUpperCase(), key.onUpdate.toUpperCase()]);
}

/** A table's whole section, with the statement that makes it as its DDL. */
export function tableSection(table: Table, creation: Operation | undefined): string {
  const ddl =
    creation?.kind === "create-table" ? ["#### Schema Definition", "", ...sqlFence(creation.statement.text), ""] : [];
  const foreignKeys = table.constraints.filter((constraint) => constraint.kind === "foreign-key");
  return [
    `### Table: ${keyOf(table.name)}`,
    "",
    "**Created:** YYYY-MM-DD",
    "**Last Modified:** YYYY-MM-DD",
    "**Purpose:** …",
    "",
    ...ddl,
    ...part("Columns", "Column Name | Data Type | Nullable | Default | Constraints | Description", [
      ...table.columns.map((column) => columnRow(table, column)),
    ]),
    ...part("Indexes", "Index Name | Columns | Type | Purpose", table.indexes.map(indexRow)),
    ...part("Foreign Keys", "FK Name | Column | References | On Delete | On Update", foreignKeys.map(foreignKeyRow)),
    "#### Dependencies",
    "",
    "**Used By (Modules):**",
    "- `…` - …",
    "",
    "**Depends On (Tables):**",
    ...(foreignKeys.length === 0 ? ["- None"] : dependencies(foreignKeys)),
  ].join("\n");
}

/** The section of a view or routine, with the statement that makes it. */
export function definitionSection(heading: string, readers: string, creation: Operation | undefined): string {
  const ddl = creation === undefined ? [] : [...sqlFence(creation.statement.text), ""];
  return [
    `### ${heading}`,
    "",
    "**Created:** YYYY-MM-DD",
    "**Purpose:** …",
    "",
    ...ddl,
    `**${readers}:**`,
    "- `…` - …",
  ].join("\n");
}

/** A constraint in short, as a Constraints cell says it. */
function constraintWords(constraint: Constraint): string {
  switch (constraint.kind) {
    case "primary-key":
      return `PRIMARY KEY (${constraint.columns.join(", ")})`;
    case "unique":
      return `UNIQUE (${constraint.columns.join(", ")})`;
    case "check":
      return `CHECK (${constraint.expression.text})`;
    case "foreign-key":
      return `FOREIGN KEY (${constraint.columns.join(", ")}) REFERENCES ${keyOf(constraint.references.table)}`;
    case "exclude":
      return `EXCLUDE USING ${constraint.method} (${constraint.elements.join(", ")})`;
    case "not-null":
      return `NOT NULL ${constraint.column}`;
    default:
      return constraint satisfies never;
  }
}

function columnConstraints({ constraints }: Table, { name, generated }: Column): readonly string[] {
  const words = constraints.flatMap((constraint) => {
    if (constraint.kind === "check")
      return constraint.expression.text.includes(name) ? [constraintWords(constraint)] : [];
    if (constraint.kind === "exclude" || constraint.kind === "not-null") return [];
    if (constraint.columns.length !== 1 || constraint.columns[0] !== name) return [];
    if (constraint.kind === "primary-key") return ["PRIMARY KEY"];
    return constraint.kind === "unique" ? ["UNIQUE"] : [`REFERENCES ${keyOf(constraint.references.table)}`];
  });
  return generated === undefined ? words : [...words, `GENERATED ALWAYS AS (${generated.expression.text})`];
}

function part(heading: string, header: string, rows: readonly string[]): readonly string[] {
  if (rows.length === 0) return [];
  const cells = header.split(" | ");
  return [`#### ${heading}`, "", `| ${header} |`, `|${cells.map(() => "---|").join("")}`, ...rows, ""];
}

function dependencies(keys: readonly ForeignKey[]): readonly string[] {
  return [...new Set(keys.map(({ references }) => keyOf(references.table)))].map((target) => `- ${target} - …`);
}

function sqlFence(text: string): readonly string[] {
  return ["```sql", text.trim().replace(/;?$/, ";"), "```"];
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replace(/\s+/g, " ").replaceAll("|", "\\|").trim()).join(" | ")} |`;
}
