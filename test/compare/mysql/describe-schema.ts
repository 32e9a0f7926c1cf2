import type { Schema } from "../../../src/model/schema.ts";
import type { SqlReader } from "../../../src/model/sql-reader.ts";

/** A schema in lines, as far as `information_schema` tells it too. */
export function describeSchema(schema: Schema, reader: SqlReader): string[] {
  const lines: string[] = [];
  for (const table of schema.tables.values()) {
    const name = table.name.name;
    for (const [at, column] of table.columns.entries()) {
      const type = column.type === undefined ? "?" : serverType(column.type.meaning, reader);
      const value = column.default === undefined ? "" : ` default ${column.default.meaning}`;
      const rest = `${column.identity === undefined ? "" : " auto_increment"}${column.generated === undefined ? "" : ` ${column.generated.kind}`}`;
      lines.push(`${name}.${column.name} #${at} ${type} ${column.nullable ? "null" : "not null"}${value}${rest}`);
    }
    for (const constraint of table.constraints) {
      if (constraint.kind === "primary-key" || constraint.kind === "unique")
        lines.push(`${name} unique ${constraint.name} (${constraint.columns.join(", ")})`);
      if (constraint.kind === "foreign-key") {
        const { columns, references, onDelete, onUpdate } = constraint;
        const target = `${references.table.name} (${references.columns.join(", ")})`;
        lines.push(
          `${name} fk ${constraint.name} (${columns.join(", ")}) -> ${target} ${action(onDelete)} ${action(onUpdate)}`,
        );
      }
      if (constraint.kind === "check") lines.push(`${name} check ${constraint.name}`);
    }
    for (const index of table.indexes) {
      const elements = index.elements.map(
        ({ column, prefix }) => `${column ?? "()"}${prefix === undefined ? "" : `(${prefix})`}`,
      );
      const kind = index.unique ? "unique" : index.method === "fulltext" ? "fulltext" : "index";
      lines.push(`${name} ${kind} ${index.name} (${elements.join(", ")})`);
    }
  }
  for (const view of schema.views.values())
    lines.push(`view ${view.name.name} (${view.columns.map((column) => column.name).join(", ")})`);
  return lines.sort();
}

/** MariaDB keeps JSON as text. */
function serverType(meaning: string, reader: SqlReader): string {
  return meaning === "json" ? "longtext" : (reader.readType(meaning)?.meaning ?? meaning);
}

/** The two mean the same. */
function action(text: string): string {
  return text === "restrict" ? "no action" : text;
}
