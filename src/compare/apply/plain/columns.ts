import { keyOf } from "../../../model/name.ts";
import type { ColumnPosition, Operation, OperationOf } from "../../../model/operation.ts";
import type { Column, Constraint, Table } from "../../../model/schema.ts";
import { assumedColumn, columnOf, constraintColumns, indexUses, withColumn, withoutPart } from "../../table-parts.ts";
import { toleratesExisting, type Workspace } from "../../workspace.ts";
import type { Applier, Appliers } from "../applier.ts";
import { addConstraint } from "../constraints.ts";
import { editTable } from "../edit-table.ts";
import { settleColumn } from "../settle-column.ts";

/** What MySQL and SQLite do to columns: there are no sequences behind them, no children that share them, and `MODIFY` may change nothing. */
export const plainColumnAppliers: Appliers<
  | "add-column"
  | "drop-column"
  | "alter-column-type"
  | "set-default"
  | "drop-default"
  | "set-not-null"
  | "drop-not-null"
  | "add-identity"
  | "drop-identity"
> = {
  "add-column": (work, operation) =>
    editTable(work, operation, (table) => {
      if (columnOf(table, operation.column) !== undefined && toleratesExisting(operation)) return "no-effect";
      const column = settleColumn(work, table, operation.definition);
      const others = withoutPart(table.columns, column.name);
      work.putTable({ ...table, columns: placed(others, column, operation.definition.position) });
      work.trace(work.moment.origins.partBorn("columns", keyOf(table.name), column.name));
      for (const constraint of operation.constraints) addConstraint(work, table.name, constraint);
      return "applied";
    }),

  "drop-column": (work, operation) =>
    editTable(work, operation, (table) => {
      if (columnOf(table, operation.column) === undefined && !table.assumed)
        return work.missing(operation, `${keyOf(table.name)}.${operation.column}`);
      work.putTable(withoutColumn(table, operation.column));
      return "applied";
    }),

  "alter-column-type": edit((column, { type, collation, position }) => {
    const same = column.type?.meaning === type.meaning && column.collation === collation && position === undefined;
    return same ? undefined : { type, collation };
  }),
  "set-default": edit((column, { default: value }) =>
    column.default?.meaning === value.meaning ? undefined : { default: value },
  ),
  "drop-default": edit((column) => (column.default === undefined ? undefined : { default: undefined })),
  "set-not-null": edit((column) => (column.nullable ? { nullable: false } : undefined)),
  "drop-not-null": edit((column) => (column.nullable ? undefined : { nullable: true })),
  "add-identity": edit((column, { identity }) =>
    column.identity === identity ? undefined : { identity, nullable: false },
  ),
  "drop-identity": edit((column) => (column.identity === undefined ? undefined : { identity: undefined })),
};

type ColumnOperation =
  | "alter-column-type"
  | "set-default"
  | "drop-default"
  | "set-not-null"
  | "drop-not-null"
  | "add-identity"
  | "drop-identity";

/** An applier that changes one column; `undefined` says that it is so already. */
function edit<K extends ColumnOperation>(
  change: (column: Column, operation: OperationOf<K>) => Partial<Column> | undefined,
): Applier<K> {
  return (work, written) => {
    // A union of kinds is not narrowed by its parameter: each of them names a table and a column.
    const operation: OperationOf<ColumnOperation> = written;
    return editTable(work, operation, (table) => {
      const column = columnOf(table, operation.column);
      if (column === undefined) return assume(work, operation, table, (it) => change(it, written));
      const changed = change(column, written);
      if (changed === undefined) return table.assumed ? "applied" : "no-effect";
      const now = withColumn(table, column.name, changed);
      const position = operation.kind === "alter-column-type" ? operation.position : undefined;
      const others = withoutPart(now.columns, column.name);
      const moved = columnOf(now, column.name);
      const columns = position === undefined || moved === undefined ? now.columns : placed(others, moved, position);
      work.putTable({ ...now, columns });
      return "applied";
    });
  };
}

function assume(
  work: Workspace,
  operation: Operation & { readonly column: string },
  table: Table,
  change: (column: Column) => Partial<Column> | undefined,
): "unknown-target" | "no-effect" | "applied" {
  const effect = work.missing(operation, `${keyOf(table.name)}.${operation.column}`);
  if (!table.assumed) return effect;
  const column = assumedColumn(operation.column);
  work.putTable({ ...table, columns: [...table.columns, { ...column, ...change(column) }] });
  return effect;
}

/** Columns with another among them, `FIRST`, behind one of them, or at the end. */
function placed(columns: readonly Column[], column: Column, position: ColumnPosition | undefined): readonly Column[] {
  if (position === "first") return [column, ...columns];
  const at = position === undefined ? -1 : columns.findIndex(({ name }) => name === position.after);
  return at === -1 ? [...columns, column] : columns.toSpliced(at + 1, 0, column);
}

/** MySQL takes a column out of the keys and indexes that it stands in, and drops only those of which nothing is left. */
function withoutColumn(table: Table, column: string): Table {
  const left = (columns: readonly string[]) => columns.filter((each) => each !== column);
  const constraints = table.constraints.flatMap((each): readonly Constraint[] => {
    if (each.kind !== "primary-key" && each.kind !== "unique")
      return constraintColumns(each, table).includes(column) ? [] : [each];
    const columns = left(each.columns);
    return columns.length === 0 ? [] : [{ ...each, columns }];
  });
  const indexes = table.indexes.flatMap((index) => {
    const elements = index.elements.filter((element) => element.column !== column);
    const rest = { ...index, elements };
    return elements.length === 0 || indexUses(rest, column, table.name.name) ? [] : [rest];
  });
  return { ...table, columns: withoutPart(table.columns, column), constraints, indexes };
}
