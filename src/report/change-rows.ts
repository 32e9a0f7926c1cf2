import type {
  AddedTable,
  AttributeChange,
  ChangedObject,
  ChangedTable,
  ColumnSummary,
  EnumChanges,
  ObjectChanges,
  SchemaChange,
} from "../model/change.ts";
import type { Report } from "../model/report.ts";

/** One line of the schema change as people read it. Names and definitions are raw text. */
export type ChangeRow = {
  readonly change: "added" | "dropped" | "renamed" | "changed";
  /** `table`, `column`, `index`… */
  readonly kind: string;
  readonly name: string;
  /** The property that differs, for `changed`. */
  readonly attribute: string | undefined;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Whose schema it is, where the pull request touches several databases. */
  readonly database?: string;
};

/** What changes in the schema of a report, database by database where there are several. */
export function rowsOf({ schemaChange, databases }: Pick<Report, "schemaChange" | "databases">): ChangeRow[] {
  if (databases === undefined) return changeRows(schemaChange);
  return databases.flatMap(({ name, schemaChange: own }) => changeRows(own).map((row) => ({ ...row, database: name })));
}

/** The schema change as rows: tables with their parts first, then all other objects. */
function changeRows(change: SchemaChange): ChangeRow[] {
  const { tables } = change;
  return [
    ...tables.added.map((table) => row("added", "table", table.name, undefined, contentsOf(table))),
    ...tables.dropped.map((table) => row("dropped", "table", table.name, contentsOf(table), undefined)),
    ...tables.renamed.map(({ from, to }) => row("renamed", "table", from, from, to)),
    ...tables.changed.flatMap(tableRows),
    ...objectRows("view", change.views),
    ...enumRows(change.enums),
    ...objectRows("type", change.types),
    ...objectRows("routine", change.routines),
    ...objectRows("sequence", change.sequences),
    ...objectRows("schema", change.schemas),
    ...objectRows("extension", change.extensions),
  ];
}

function row(
  change: ChangeRow["change"],
  kind: string,
  name: string,
  before: string | undefined,
  after: string | undefined,
  attribute?: string,
): ChangeRow {
  return { change, kind, name, attribute, before, after };
}

function contentsOf({ columns, indexes, constraints }: AddedTable): string {
  const parts = [columns.map((column) => `${column.name} ${columnText(column)}`).join(", ")];
  if (constraints.length > 0) parts.push(constraints.map(({ definition }) => definition).join(", "));
  if (indexes.length > 0) parts.push(indexes.map(({ name }) => `index ${name}`).join(", "));
  return parts.join("; ");
}

/** `character varying(255) NOT NULL DEFAULT 'x'`. */
function columnText({ type, nullable, default: value, generated, identity }: ColumnSummary): string {
  return [
    type ?? "(type unknown)",
    nullable ? "" : "NOT NULL",
    value === undefined ? "" : `DEFAULT ${value}`,
    generated === undefined ? "" : `GENERATED ${generated}`,
    identity === undefined ? "" : `IDENTITY ${identity.toUpperCase()}`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

function tableRows(table: ChangedTable): ChangeRow[] {
  const { columns, name } = table;
  return [
    ...columns.added.map((column) => row("added", "column", `${name}.${column.name}`, undefined, columnText(column))),
    ...columns.dropped.map((column) =>
      row("dropped", "column", `${name}.${column.name}`, columnText(column), undefined),
    ),
    ...columns.renamed.map(({ from, to }) => row("renamed", "column", `${name}.${from}`, from, to)),
    ...columns.changed.flatMap((column) => changedRows("column", column, `${name}.`)),
    ...objectRows("constraint", table.constraints, `${name}.`),
    ...objectRows("index", table.indexes),
    ...objectRows("trigger", table.triggers, `${name}.`),
    ...objectRows("policy", table.policies, `${name}.`),
    ...attributeRows("table", name, table.changes),
  ];
}

function objectRows(kind: string, changes: ObjectChanges, prefix = ""): ChangeRow[] {
  return [
    ...changes.added.map(({ name, definition }) => row("added", kind, prefix + name, undefined, definition)),
    ...changes.dropped.map(({ name, definition }) => row("dropped", kind, prefix + name, definition, undefined)),
    ...changes.renamed.map(({ from, to }) => row("renamed", kind, prefix + from, from, to)),
    ...changes.changed.flatMap((object) => changedRows(kind, object, prefix)),
  ];
}

function changedRows(kind: string, { name, changes }: ChangedObject, prefix: string): ChangeRow[] {
  return attributeRows(kind, prefix + name, changes);
}

function attributeRows(kind: string, name: string, changes: readonly AttributeChange[]): ChangeRow[] {
  return changes.map(({ attribute, from, to }) => row("changed", kind, name, from ?? "none", to ?? "none", attribute));
}

function enumRows({ added, dropped, renamed, changed }: EnumChanges): ChangeRow[] {
  return [
    ...added.map(({ name, values }) => row("added", "enum", name, undefined, values.join(", "))),
    ...dropped.map(({ name, values }) => row("dropped", "enum", name, values.join(", "), undefined)),
    ...renamed.map(({ from, to }) => row("renamed", "enum", from, from, to)),
    ...changed.flatMap((type) => [
      ...type.added.map((value) => row("added", "enum value", `${type.name}.${value}`, undefined, value)),
      ...type.dropped.map((value) => row("dropped", "enum value", `${type.name}.${value}`, value, undefined)),
      ...type.renamed.map(({ from, to }) => row("renamed", "enum value", `${type.name}.${from}`, from, to)),
      ...(type.reordered ? [row("changed", "enum", type.name, "old order", "new order", "order")] : []),
    ]),
  ];
}
