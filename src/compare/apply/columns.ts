import type { Step } from "../../model/comparison.ts";
import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { ColumnDefinition, Operation } from "../../model/operation.ts";
import type { Column, Table } from "../../model/schema.ts";
import { asBoolean } from "../../text/boolean-words.ts";
import { isAlterOnly } from "../alter-table-words.ts";
import { dropColumn, dropOwnedSequences } from "../dependents.ts";
import { rememberIndexColumns } from "../index-column-names.ts";
import { childrenOf, isPartitionOf, otherParents } from "../lookup.ts";
import { drawsFrom, followColumn } from "../rename-references.ts";
import { assumedColumn, columnOf, renameColumnInTable, withColumn, withPart } from "../table-parts.ts";
import { namedType, plainType } from "../type-names.ts";
import { partKey, toleratesExisting, type Workspace } from "../workspace.ts";
import type { Appliers } from "./applier.ts";
import { addConstraint, dropConstraint } from "./constraints.ts";
import { editDescendants, editTable } from "./edit-table.ts";
import { alterSequence, identitySequence, makeOwnedSequence } from "./sequences.ts";
import { ownCollation, settleColumn } from "./settle-column.ts";

export const columnAppliers: Appliers<
  | "add-column"
  | "drop-column"
  | "rename-column"
  | "alter-column-type"
  | "set-default"
  | "drop-default"
  | "set-not-null"
  | "drop-not-null"
  | "add-identity"
  | "set-identity"
  | "drop-identity"
  | "set-expression"
  | "drop-expression"
  | "alter-column-storage"
> = {
  "add-column": (work, operation) =>
    editTable(work, operation, (table) => {
      const exists = columnOf(table, operation.column) !== undefined;
      if (exists && toleratesExisting(operation)) return "no-effect";
      addColumn(work, table, operation.definition);
      for (const constraint of operation.constraints) addConstraint(work, table.name, constraint);
      return "applied";
    }),

  "drop-column": (work, operation) =>
    editTable(work, operation, (table) => {
      if (columnOf(table, operation.column) === undefined && !table.assumed)
        return work.missing(operation, `${keyOf(table.name)}.${operation.column}`);
      dropColumnTree(work, table, operation.column, operation.cascade, isAlterOnly(operation));
      return "applied";
    }),

  "rename-column": (work, operation) =>
    editColumn(work, operation, (table) => {
      const { column: from, to } = operation;
      if (columnOf(table, to) !== undefined) return "no-effect";
      for (const child of childrenOf(work, table)) renameInherited(work, child, from, to);
      renameColumn(work, work.table(table.name) ?? table, from, to);
      return "applied";
    }),

  "alter-column-type": (work, operation) =>
    editColumn(work, operation, (table, column) => {
      const { type, collation, characterSet } = operation;
      editDescendants(work, table, (each) => {
        const now = columnOf(each, column.name);
        if (now === undefined) return each;
        const serial = now.type?.serial ?? false;
        const kept = { default: castFromOwnType(now), collation: ownCollation(collation) };
        const written = characterSet === undefined ? {} : { characterSet };
        return withColumn(each, column.name, { type: { ...type, serial }, ...kept, ...written });
      });
      if (column.identity !== undefined) {
        const sequence = identitySequence(work, table.name, column.name);
        if (sequence !== undefined) work.putSequence(alterSequence(sequence, { type: type.base }));
      }
      return "applied";
    }),

  "set-default": (work, operation) => {
    if (work.view(operation.table) !== undefined) return "applied";
    return editColumn(work, operation, (table, { name }) =>
      setDefault(work, operation, table, name, operation.default),
    );
  },

  "drop-default": (work, operation) => {
    if (work.view(operation.table) !== undefined) return "applied";
    return editColumn(work, operation, (table, { name }) => setDefault(work, operation, table, name, undefined));
  },

  "set-not-null": (work, operation) =>
    editColumn(work, operation, (table, { name }) => {
      editDescendants(work, table, (each) => withValidNotNull(withColumn(each, name, { nullable: false }), name));
      return "applied";
    }),

  "drop-not-null": (work, operation) =>
    editColumn(work, operation, (table, column) => {
      const own = table.constraints.find((each) => each.kind === "not-null" && each.column === column.name);
      if (own !== undefined) dropConstraint(work, table, own.name, false);
      else if (!column.nullable) editDescendants(work, table, (each) => withoutImpliedNotNull(each, column.name));
      return "applied";
    }),

  "add-identity": (work, operation) =>
    editColumn(work, operation, (table, column) => {
      const { identity } = operation;
      makeOwnedSequence(work, table, column.name, column.type?.base ?? "bigint", operation.options);
      editPartitions(work, table, (each) => withColumn(each, column.name, { identity, nullable: false }));
      return "applied";
    }),

  "set-identity": (work, operation) =>
    editColumn(work, operation, (table, column) => {
      const { identity = column.identity } = operation;
      const sequence = identitySequence(work, table.name, column.name);
      if (sequence !== undefined) work.putSequence(alterSequence(sequence, operation.options));
      editPartitions(work, table, (each) => withColumn(each, column.name, { identity }));
      return "applied";
    }),

  "drop-identity": (work, operation) =>
    editColumn(work, operation, (table, column) => {
      if (column.identity === undefined && !table.assumed)
        return work.missing(operation, `identity of ${keyOf(table.name)}.${column.name}`);
      dropOwnedSequences(work, table.name, column.name);
      editPartitions(work, table, (each) => withColumn(each, column.name, { identity: undefined }));
      return "applied";
    }),

  "set-expression": (work, operation) =>
    editColumn(work, operation, (table, column) => {
      const generated = { kind: column.generated?.kind ?? "stored", expression: operation.expression } as const;
      editDescendants(work, table, (each) => withColumn(each, column.name, { generated }));
      return "applied";
    }),

  "drop-expression": (work, operation) =>
    editColumn(work, operation, (table, column) => {
      if (column.generated === undefined && !table.assumed)
        return work.missing(operation, `expression of ${keyOf(table.name)}.${column.name}`);
      editDescendants(work, table, (each) => withColumn(each, column.name, { generated: undefined }));
      return "applied";
    }),

  "alter-column-storage": (work, operation) => editColumn(work, operation, () => "applied"),
};

/** Changes a column that an operation names; one that an assumed table lacks is assumed, too. */
function editColumn(
  work: Workspace,
  operation: Operation & { readonly table: QualifiedName; readonly column: string },
  edit: (table: Table, column: Column) => Step["effect"],
): Step["effect"] {
  return editTable(work, operation, (table) => {
    const column = columnOf(table, operation.column);
    if (column !== undefined) return edit(table, column);
    const effect = work.missing(operation, `${keyOf(table.name)}.${operation.column}`);
    if (!table.assumed) return effect;
    const assumed = assumedColumn(operation.column);
    const assuming = { ...table, columns: [...table.columns, assumed] };
    work.putTable(assuming);
    edit(assuming, assumed);
    return effect;
  });
}

/** Adds a column, without its constraints, to a table and everything below it. */
function addColumn(work: Workspace, table: Table, definition: ColumnDefinition): void {
  const column = settleColumn(work, table, definition);
  putColumn(work, table, column);
  for (const child of childrenOf(work, table)) passColumn(work, table, child, column);
}

function putColumn(work: Workspace, table: Table, column: Column): void {
  work.putTable({ ...table, columns: withPart(table.columns, column) });
  work.trace(work.moment.origins.partBorn("columns", keyOf(table.name), column.name));
}

function passColumn(work: Workspace, parent: Table, child: Table, column: Column): void {
  if (columnOf(child, column.name) !== undefined) {
    if (otherParents(work, child, parent.name).every((each) => columnOf(each, column.name) === undefined))
      work.markLocal(partKey(child.name, column.name));
    if (!column.nullable) editDescendants(work, child, (each) => withColumn(each, column.name, { nullable: false }));
    return;
  }
  putColumn(work, child, inheritedColumn(column, isPartitionOf(child, parent.name)));
  const now = work.table(child.name) ?? child;
  for (const grandchild of childrenOf(work, now)) passColumn(work, now, grandchild, column);
}

/** A parent's column as a child gets it: no sequence of its own; only partitions share the identity. */
export function inheritedColumn(column: Column, inPartition: boolean): Column {
  return {
    ...column,
    type: column.type && plainType(column.type),
    identity: inPartition ? column.identity : undefined,
    comment: undefined,
  };
}

function dropColumnTree(work: Workspace, table: Table, column: string, cascade: boolean, only: boolean): void {
  const children = childrenOf(work, table);
  dropColumn(work, table, column, cascade);
  for (const child of children) {
    const isHeld = otherParents(work, child, table.name).some((each) => columnOf(each, column) !== undefined);
    if (isHeld) continue;
    if (only) work.markLocal(partKey(child.name, column));
    else if (!work.moment.local.has(partKey(child.name, column))) {
      dropColumnTree(work, work.table(child.name) ?? child, column, cascade, false);
    }
  }
}

function renameInherited(work: Workspace, child: Table, from: string, to: string): void {
  if (columnOf(child, to) !== undefined) return;
  for (const grandchild of childrenOf(work, child)) renameInherited(work, grandchild, from, to);
  renameColumn(work, work.table(child.name) ?? child, from, to);
}

function renameColumn(work: Workspace, table: Table, from: string, to: string): void {
  rememberIndexColumns(work, table);
  work.putTable(renameColumnInTable(table, from, to));
  followColumn(work, table.name, from, to);
  work.trace(work.moment.origins.partRenamed("columns", keyOf(table.name), from, to));
}

function setDefault(
  work: Workspace,
  operation: Operation,
  table: Table,
  name: string,
  value: Column["default"],
): Step["effect"] {
  const edit = (each: Table): Table => {
    const column = columnOf(each, name);
    if (column === undefined) return each;
    const own = identitySequence(work, each.name, name);
    const serial = own !== undefined && drawsFrom(value, own.name);
    const type = column.type?.serial === true && !serial ? plainType(column.type) : column.type;
    const kept = value !== undefined && type?.meaning === "boolean" ? asBoolean(value) : value;
    return withColumn(each, name, { default: isNull(kept) ? undefined : kept, type });
  };
  if (isAlterOnly(operation)) work.putTable(edit(table));
  else editDescendants(work, table, edit);
  return "applied";
}

/** The server keeps a default as a value of the type that it was written for, so that it goes when that type does. */
function castFromOwnType({ type, default: value }: Column): Column["default"] {
  if (value === undefined || type === undefined || namedType(type) === undefined) return value;
  return { ...value, text: `${value.text}::${type.meaning}` };
}

/** `SET DEFAULT NULL` is no default. */
function isNull(value: Column["default"]): boolean {
  return value !== undefined && /^null$/i.test(value.meaning);
}

/** A not-null constraint that a child has under a name is its own, and stays. */
function withoutImpliedNotNull(table: Table, column: string): Table {
  const isOwn = table.constraints.some((each) => each.kind === "not-null" && each.column === column);
  return isOwn ? table : withColumn(table, column, { nullable: true });
}

function withValidNotNull(table: Table, column: string): Table {
  const isInvalid = table.constraints.some(
    (each) => each.kind === "not-null" && each.column === column && !each.validated,
  );
  if (!isInvalid) return table;
  const constraints = table.constraints.map((each) =>
    each.kind === "not-null" && each.column === column ? { ...each, validated: true } : each,
  );
  return { ...table, constraints };
}

function editPartitions(work: Workspace, table: Table, edit: (table: Table) => Table): void {
  work.putTable(edit(work.table(table.name) ?? table));
  for (const child of childrenOf(work, table)) {
    if (isPartitionOf(child, table.name)) editPartitions(work, child, edit);
  }
}
