import { keyOf } from "../model/name.ts";
import type { Column, ForeignKey, Schema, Table } from "../model/schema.ts";
import { mermaidLabel } from "./mermaid.ts";

/** A schema as a mermaid `erDiagram`: tables with their columns, and the foreign keys between them. */
export function schemaToMermaid(schema: Schema): string {
  const tables = [...schema.tables.values()].filter(({ persistence }) => persistence !== "temporary");
  const ids = new Map(tables.map(({ name }, at) => [keyOf(name), `t${at}`]));
  const lines = [
    "erDiagram",
    ...tables.flatMap((table) => entityLines(table, ids.get(keyOf(table.name)) ?? "")),
    ...tables.flatMap((table) => relationLines(table, ids)),
  ];
  return `${lines.join("\n")}\n`;
}

function entityLines(table: Table, id: string): string[] {
  const open = `  ${id}["${mermaidLabel(keyOf(table.name))}"]`;
  if (table.columns.length === 0) return [open];
  return [`${open} {`, ...table.columns.map((column) => `    ${attributeLine(column, table)}`), "  }"];
}

function attributeLine(column: Column, table: Table): string {
  const keys = [
    isIn(table, column, "primary-key") ? "PK" : "",
    isIn(table, column, "foreign-key") ? "FK" : "",
    isIn(table, column, "unique") ? "UK" : "",
  ].filter((key) => key !== "");
  const name = word(column.name);
  const notes = [...(name === column.name ? [] : [column.name]), ...(column.nullable ? [] : ["not null"])];
  const note = notes.length === 0 ? "" : ` "${mermaidLabel(notes.join(", "))}"`;
  return `${word(column.type?.meaning ?? "unknown")} ${name}${keys.length === 0 ? "" : ` ${keys.join(", ")}`}${note}`;
}

function isIn(table: Table, column: Column, kind: "primary-key" | "foreign-key" | "unique"): boolean {
  return table.constraints.some((constraint) => constraint.kind === kind && constraint.columns.includes(column.name));
}

/** Attribute names and types in an `erDiagram` are bare words that begin with a letter. */
function word(text: string): string {
  const bare = text
    .normalize("NFC")
    .replace(/[^A-Za-z0-9_]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 60);
  return /^[A-Za-z]/.test(bare) ? bare : `c_${bare}`;
}

function relationLines(table: Table, ids: ReadonlyMap<string, string>): string[] {
  const from = ids.get(keyOf(table.name)) ?? "";
  return table.constraints.flatMap((constraint) => {
    if (constraint.kind !== "foreign-key") return [];
    const to = ids.get(keyOf(constraint.references.table));
    if (to === undefined) return [];
    const label = mermaidLabel(constraint.columns.join(", "));
    return [`  ${to} ${optionalSide(table, constraint)}--${manySide(table, constraint)} ${from} : "${label}"`];
  });
}

function optionalSide(table: Table, key: ForeignKey): string {
  const nullable = table.columns.some((column) => key.columns.includes(column.name) && column.nullable);
  return nullable ? "|o" : "||";
}

function manySide(table: Table, key: ForeignKey): string {
  const single = table.constraints.some(
    (constraint) =>
      (constraint.kind === "primary-key" || constraint.kind === "unique") &&
      constraint.columns.every((column) => key.columns.includes(column)),
  );
  return single ? "o|" : "o{";
}
