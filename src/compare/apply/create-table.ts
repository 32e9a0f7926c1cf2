import { keyOf } from "../../model/name.ts";
import type { ColumnDefinition, OperationOf } from "../../model/operation.ts";
import type { Column, Constraint, Index, Table } from "../../model/schema.ts";
import { nameOfCopy } from "../index-column-names.ts";
import { outputColumns } from "../query-columns.ts";
import { sameDefinition } from "../same-definition.ts";
import { assumedColumn, columnOf, withColumn } from "../table-parts.ts";
import { plainType } from "../type-names.ts";
import { partKey, type Workspace } from "../workspace.ts";
import { inheritedColumn } from "./columns.ts";
import { addConstraint, passToChild } from "./constraints.ts";
import { addIndex, passIndex } from "./indexes.ts";
import { type Copied, copyLike } from "./like.ts";
import { settleColumn } from "./settle-column.ts";
import { passTrigger } from "./triggers.ts";

type CreateTable = OperationOf<"create-table">;

/** Makes a table in the order that the server does, which decides the names it chooses: columns, checks, keys, foreign keys, then what a parent brings. */
export function createTable(work: Workspace, operation: CreateTable): void {
  const { table: name } = operation;
  const copies = operation.like.map((like) => copyLike(work, like));
  const parents = parentsOf(work, operation);
  work.putTable({ ...bareTable(operation), columns: allColumns(work, operation, parents, copies) });
  work.trace(work.moment.origins.born("tables", keyOf(name), work.base));
  for (const parent of parents) passChecks(work, parent, name, operation);
  addOwnConstraints(work, operation, copies);
  const partitioned = parents.find((parent) => parent.partitionBy !== undefined && operation.partitionOf !== undefined);
  if (partitioned !== undefined) passPartitionParts(work, partitioned, name);
}

function bareTable(operation: CreateTable): Table {
  return {
    name: operation.table,
    columns: [],
    constraints: [],
    indexes: [],
    triggers: [],
    policies: [],
    rowSecurity: "off",
    persistence: operation.persistence,
    inherits: operation.inherits,
    partitionBy: operation.partitionBy,
    partitionOf: operation.partitionOf,
    comment: undefined,
    assumed: false,
  };
}

function parentsOf(work: Workspace, operation: CreateTable): readonly Table[] {
  const names = operation.partitionOf === undefined ? operation.inherits : [operation.partitionOf.parent];
  return names.flatMap((name) => work.table(name) ?? []);
}

function allColumns(
  work: Workspace,
  operation: CreateTable,
  parents: readonly Table[],
  copies: readonly Copied[],
): readonly Column[] {
  if (operation.as !== undefined) {
    return outputColumns(
      work,
      operation.as,
      operation.columns.map((each) => each.name),
    ).map((output, at) => ({
      ...assumedColumn(output.name),
      type: output.type === undefined ? operation.columns[at]?.type : plainType(output.type),
    }));
  }
  const columns = new Map<string, Column>();
  const inPartition = operation.partitionOf !== undefined;
  for (const parent of parents) {
    for (const column of parent.columns) merge(columns, inheritedColumn(column, inPartition));
  }
  for (const column of typedColumns(work, operation)) merge(columns, column);
  for (const column of ownColumns(operation, copies)) {
    if (columns.has(column.name)) work.markLocal(partKey(operation.table, column.name));
    merge(columns, settleColumn(work, { name: operation.table }, column));
  }
  return [...columns.values()];
}

/** A column that comes from several sides has the strictest nullability, and of defaults the last. */
function merge(columns: Map<string, Column>, column: Column): void {
  const earlier = columns.get(column.name);
  if (earlier === undefined) {
    columns.set(column.name, column);
    return;
  }
  columns.set(column.name, {
    ...earlier,
    type: earlier.type ?? column.type,
    nullable: earlier.nullable && column.nullable,
    default: column.default ?? earlier.default,
    generated: column.generated ?? earlier.generated,
    identity: column.identity ?? earlier.identity,
    collation: column.collation ?? earlier.collation,
  });
}

function typedColumns(work: Workspace, operation: CreateTable): readonly Column[] {
  if (operation.ofType === undefined) return [];
  const type = work.schema.types.get(keyOf(operation.ofType));
  if (type?.kind !== "composite") return [];
  return type.attributes.map((attribute) => ({ ...assumedColumn(attribute.name), type: attribute.type }));
}

/** The columns of the statement, with those of `LIKE` in their places. */
function ownColumns(operation: CreateTable, copies: readonly Copied[]): readonly ColumnDefinition[] {
  const columns: ColumnDefinition[] = [];
  for (let at = 0; at <= operation.columns.length; at++) {
    for (const [order, like] of operation.like.entries()) {
      if (like.position === at) columns.push(...(copies[order]?.columns ?? []));
    }
    const own = operation.columns[at];
    if (own !== undefined) columns.push(own);
  }
  return columns;
}

function passChecks(work: Workspace, parent: Table, name: Table["name"], operation: CreateTable): void {
  const own = new Set(operation.constraints.map((each) => each.name));
  for (const constraint of parent.constraints) {
    if (constraint.kind !== "check" && constraint.kind !== "not-null") continue;
    const child = work.table(name);
    if (child === undefined) continue;
    if (own.has(constraint.name)) work.markLocal(partKey(name, constraint.name));
    passToChild(work, parent, child, constraint);
  }
}

const ORDER: readonly (readonly Constraint["kind"][])[] = [
  ["not-null"],
  ["check"],
  ["primary-key"],
  ["unique", "exclude"],
  ["foreign-key"],
];

function addOwnConstraints(work: Workspace, operation: CreateTable, copies: readonly Copied[]): void {
  const { table: name, constraints } = operation;
  for (const kinds of ORDER) {
    if (kinds.includes("primary-key")) addCopies(work, name, copies);
    for (const constraint of constraints) {
      if (kinds.includes(constraint.kind) && !isRepeated(work, name, constraint)) addConstraint(work, name, constraint);
    }
  }
}

/** The server makes one index of a key that is declared twice: `id integer PRIMARY KEY UNIQUE`. */
function isRepeated(work: Workspace, name: Table["name"], constraint: Constraint): boolean {
  if (constraint.kind !== "unique") return false;
  const { kind: _kind, ...own } = { ...constraint, nullsNotDistinct: false };
  return (work.table(name)?.constraints ?? []).some((each) => {
    if (each.kind !== "primary-key" && each.kind !== "unique") return false;
    if (constraint.name !== "" && each.name !== constraint.name) return false;
    if (each.kind === "unique") return sameDefinition(each, constraint);
    const { kind: _other, ...key } = { ...each, nullsNotDistinct: constraint.nullsNotDistinct };
    return sameDefinition(
      { ...key, kind: "unique" },
      { ...own, kind: "unique", nullsNotDistinct: constraint.nullsNotDistinct },
    );
  });
}

function addCopies(work: Workspace, name: Table["name"], copies: readonly Copied[]): void {
  for (const copy of copies) {
    for (const constraint of copy.constraints) addConstraint(work, name, copyOf(work, copy, constraint, name));
    for (const index of copy.indexes) {
      const table = work.table(name);
      if (table !== undefined) addIndex(work, table, copyOf(work, copy, index, name), false);
    }
    for (const [column, comment] of copy.comments) {
      const table = work.table(name);
      if (table !== undefined && columnOf(table, column) !== undefined)
        work.putTable(withColumn(table, column, { comment }));
    }
  }
}

/** A copied key or index under a name of its own; checks and not-null keep theirs. */
function copyOf<P extends Constraint | Index>(work: Workspace, { source }: Copied, part: P, target: Table["name"]): P {
  if ("kind" in part && (part.kind === "check" || part.kind === "not-null")) return part;
  // In MySQL names belong to their table.
  if (work.schema.dialect === "mysql") return part;
  const table = work.table(target);
  const isNamedByColumns = !("kind" in part) || part.kind === "unique";
  if (source === undefined || table === undefined || !isNamedByColumns) return { ...part, name: "" };
  return { ...part, name: nameOfCopy(work, source, part, table) };
}

/** What a partitioned table gives each of its partitions besides columns and checks. */
export function passPartitionParts(work: Workspace, parent: Table, name: Table["name"]): void {
  const child = () => work.table(name);
  const keys = parent.constraints.filter((each) => each.kind !== "foreign-key");
  for (const index of parent.indexes) {
    const now = child();
    if (now !== undefined) passIndex(work, parent, now, index);
  }
  for (const constraint of [...keys, ...parent.constraints.filter((each) => each.kind === "foreign-key")]) {
    const now = child();
    if (now === undefined || constraint.kind === "check" || constraint.kind === "not-null") continue;
    passToChild(work, parent, now, constraint);
  }
  for (const trigger of parent.triggers) {
    const now = child();
    if (now !== undefined) passTrigger(work, now, trigger);
  }
}
