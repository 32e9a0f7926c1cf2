import { keyOf, type QualifiedName } from "../../src/model/name.ts";
import type { Operation } from "../../src/model/operation.ts";
import type { Column, Constraint, Index, Schema, Table } from "../../src/model/schema.ts";
import type { SqlReader } from "../../src/model/sql-reader.ts";
import { schemaToSql } from "../../src/report/schema-sql.ts";
import { settleTexts } from "../../src/report/sql/settle-texts.ts";

/** The sections of a contract that documents a schema: its heading (`Table: orders`) and the lines below it. */
export type Sections = ReadonlyMap<string, readonly string[]>;

export const emptyContract = "# Database Schema Contract\n\n**Version:** 1.0.0\n\n## Tables\n";

/** How a contract states its tables. */
export type Form = "blocks of SQL" | "rows";

/** A section for each table, enum, view and routine, written from the statements of the printed schema; tables as rows where that is asked for. */
export function sectionsOf(schema: Schema, sql: SqlReader, form: Form = "blocks of SQL"): Sections {
  const sections = new Map<string, Set<string>>();
  const text = schemaToSql(schema, sql);
  for (const operation of sql.readScript({ path: "printed.sql", text, transactional: true }).operations) {
    const title = titleOf(operation, schema, sql);
    if (title === undefined) continue;
    const statements = sections.get(title) ?? new Set();
    sections.set(title, statements.add(`${operation.statement.text.trim().replace(/;$/, "")};`));
  }
  const blocks = new Map(
    [...sections].map(([title, statements]) => [title, ["````sql", ...[...statements].join("\n").split("\n"), "````"]]),
  );
  if (form === "blocks of SQL") return blocks;
  const rows = [...settleTexts(schema, sql).tables.values()].map((table): [string, readonly string[]] => [
    `Table: ${titled(table.name, sql)}`,
    rowsOf(table),
  ]);
  return new Map([...rows, ...[...blocks].filter(([title]) => !title.startsWith("Table: "))]);
}

function rowsOf({ columns, indexes, constraints }: Table): readonly string[] {
  const keys = constraints.flatMap((each) => (each.kind === "foreign-key" ? [each] : []));
  return [
    "| Column Name | Data Type | Nullable | Default | Constraints |",
    "|---|---|---|---|---|",
    ...columns.map((column) =>
      row(
        column.name,
        column.type?.text ?? "",
        column.nullable ? "YES" : "NO",
        column.default?.text ?? "-",
        says(column, constraints),
      ),
    ),
    "",
    "#### Indexes",
    "",
    ...table(
      "| Index Name | Columns | Type |",
      indexes.map((index) => row(index.name, elements(index), `${index.unique ? "UNIQUE " : ""}${index.method}`)),
    ),
    "#### Foreign Keys",
    "",
    ...table(
      "| FK Name | Column | References | On Delete | On Update |",
      keys.map(({ name, columns: from, references, onDelete, onUpdate }) =>
        row(name, from.join(", "), `${keyOf(references.table)}(${references.columns.join(", ")})`, onDelete, onUpdate),
      ),
    ),
  ];
}

function table(header: string, rows: readonly string[]): readonly string[] {
  if (rows.length === 0) return ["None", ""];
  return [header, header.replaceAll(/[^|]+/g, "---"), ...rows, ""];
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
}

function says({ name, generated, identity }: Column, constraints: readonly Constraint[]): string {
  const words = constraints.flatMap((each) => {
    if (each.kind === "primary-key" && each.columns.includes(name)) return ["PRIMARY KEY"];
    if (each.kind === "unique" && each.columns.length === 1 && each.columns[0] === name) return ["UNIQUE"];
    const isNamed = each.kind === "check" && new RegExp(`\\b${name}\\b`).test(each.expression.text);
    return isNamed ? [`CHECK (${each.expression.text})`] : [];
  });
  if (generated !== undefined) words.push(`GENERATED ALWAYS AS (${generated.expression.text})`);
  if (identity !== undefined) words.push(`GENERATED ${identity.toUpperCase()} AS IDENTITY`);
  return words.join(", ");
}

function elements(index: Index): string {
  const written = index.elements.map(
    ({ column, expression, order }) => `${column ?? `(${expression?.text})`}${order === "desc" ? " DESC" : ""}`,
  );
  const include = index.include.length === 0 ? "" : ` INCLUDE (${index.include.join(", ")})`;
  return `${written.join(", ")}${include}${index.where === undefined ? "" : ` WHERE ${index.where.text}`}`;
}

/** The sections as a document. */
export function contractOf(sections: Sections): string {
  const of = (word: string): string =>
    [...sections]
      .filter(([title]) => title.startsWith(word))
      .map(([title, lines]) => `### ${title}\n\n${lines.join("\n")}\n`)
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
