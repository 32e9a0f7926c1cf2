import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { Constraint, Table } from "../../model/schema.ts";
import { isAlterOnly } from "../alter-table-words.ts";
import { dropForeignKeysOn } from "../dependents.ts";
import { nameOfCopy } from "../index-column-names.ts";
import { childrenOf, isPartitionOf, otherParents } from "../lookup.ts";
import { isKeyServed } from "../partition-indexes.ts";
import { sameDefinition } from "../same-definition.ts";
import { makeObjectName } from "../server-names.ts";
import { columnOf, withColumn, withoutPart, withPart } from "../table-parts.ts";
import { partKey, toleratesExisting, type Workspace } from "../workspace.ts";
import type { Appliers } from "./applier.ts";
import { editDescendants, editTable } from "./edit-table.ts";
import { settleConstraint } from "./settle-constraint.ts";

export const constraintAppliers: Appliers<
  "add-constraint" | "drop-constraint" | "rename-constraint" | "validate-constraint" | "alter-constraint"
> = {
  "add-constraint": (work, operation) =>
    editTable(work, operation, (table) => {
      const { constraint, usingIndex } = operation;
      const exists = table.constraints.some((each) => each.name === constraint.name);
      if (exists && toleratesExisting(operation)) return "no-effect";
      if (usingIndex !== undefined) promoteIndex(work, table, constraint, usingIndex);
      else addConstraint(work, table.name, constraint, isAlterOnly(operation));
      return "applied";
    }),

  "drop-constraint": (work, operation) =>
    editTable(work, operation, (table) => {
      const dropped = dropConstraint(work, table, operation.constraint, operation.cascade);
      return dropped || table.assumed
        ? "applied"
        : work.missing(operation, `${keyOf(table.name)}.${operation.constraint}`);
    }),

  "rename-constraint": (work, operation) =>
    editTable(work, operation, (table) => {
      const { constraint: from, to } = operation;
      const constraint = table.constraints.find((each) => each.name === from) ?? impliedNotNull(table, from);
      if (constraint === undefined) return work.missing(operation, `${keyOf(table.name)}.${from}`);
      if (table.constraints.some((each) => each.name === to)) return "no-effect";
      const isShared = constraint.kind === "not-null" || (constraint.kind === "check" && !constraint.noInherit);
      const rename = (each: Table): Table => {
        const own = each.constraints.find((candidate) => candidate.name === from);
        const others = withoutPart(each.constraints, from);
        return { ...each, constraints: [...others, { ...(own ?? constraint), name: to }] };
      };
      if (isShared) editDescendants(work, table, rename);
      else work.putTable(rename(table));
      work.trace(work.moment.origins.partRenamed("parts", keyOf(table.name), from, to));
      return "applied";
    }),

  "validate-constraint": (work, operation) =>
    editTable(work, operation, (table) => {
      const found = table.constraints.some((each) => each.name === operation.constraint);
      if (!found && !table.assumed && impliedNotNull(table, operation.constraint) === undefined)
        return work.missing(operation, `${keyOf(table.name)}.${operation.constraint}`);
      editDescendants(work, table, (each) => changeConstraint(each, operation.constraint, validated));
      return "applied";
    }),

  "alter-constraint": (work, operation) =>
    editTable(work, operation, (table) => {
      const { constraint: name, deferral, enforced, inherit } = operation;
      if (!table.constraints.some((each) => each.name === name) && !table.assumed)
        return work.missing(operation, `${keyOf(table.name)}.${name}`);
      const alter = (each: Constraint): Constraint => {
        if (each.kind === "not-null") return inherit === undefined ? each : { ...each, noInherit: !inherit };
        if (each.kind !== "foreign-key") return each;
        const validation = enforced === undefined ? {} : { enforced, validated: enforced };
        return { ...each, deferral: deferral ?? each.deferral, ...validation };
      };
      editDescendants(work, table, (each) => changeConstraint(each, name, alter));
      return "applied";
    }),
};

function validated(constraint: Constraint): Constraint {
  return "validated" in constraint ? { ...constraint, validated: true } : constraint;
}

function changeConstraint(table: Table, name: string, change: (constraint: Constraint) => Constraint): Table {
  if (!table.constraints.some((each) => each.name === name)) return table;
  return { ...table, constraints: table.constraints.map((each) => (each.name === name ? change(each) : each)) };
}

/** The not-null constraint that the server made for a column without being told a name. */
function impliedNotNull(table: Table, name: string): (Constraint & { readonly kind: "not-null" }) | undefined {
  const column = table.columns.find(
    (each) => !each.nullable && makeObjectName(table.name.name, each.name, "not_null") === name,
  );
  return column && { kind: "not-null", name, column: column.name, noInherit: false, validated: true };
}

/** Adds a constraint as written to a table and, as far as it reaches them, to its children. */
export function addConstraint(work: Workspace, name: QualifiedName, written: Constraint, only = false): void {
  const table = work.table(name);
  if (table === undefined) return;
  const constraint = settleConstraint(work, table, written);
  putConstraint(work, table, constraint);
  if (!only) for (const child of childrenOf(work, table)) passToChild(work, table, child, constraint);
}

/** Adds a constraint that has its name, with what it means for columns. A not-null one that the server named is the column's own affair. */
function putConstraint(work: Workspace, table: Table, constraint: Constraint): void {
  const required = requiredColumns(constraint);
  const columns = table.columns.some((each) => required.includes(each.name) && each.nullable)
    ? table.columns.map((each) => (required.includes(each.name) ? { ...each, nullable: false } : each))
    : table.columns;
  const isImplied = constraint.kind === "not-null" && constraint.validated && constraint.name === "";
  const constraints = isImplied ? table.constraints : withPart(table.constraints, constraint);
  work.putTable({ ...table, columns, constraints });
  work.trace(work.moment.origins.partBorn("parts", keyOf(table.name), constraint.name));
}

function requiredColumns(constraint: Constraint): readonly string[] {
  if (constraint.kind === "primary-key") return constraint.columns;
  return constraint.kind === "not-null" ? [constraint.column] : [];
}

/** What a parent's constraint is in a child: checks and not-null keep their names, keys are the partition's own. */
export function passToChild(work: Workspace, parent: Table, child: Table, constraint: Constraint): void {
  if (constraint.kind === "check" || constraint.kind === "not-null") {
    if (constraint.noInherit) return;
    const merges = child.constraints.some((each) => each.name === constraint.name && each.name !== "");
    if (merges) work.markLocal(partKey(child.name, constraint.name));
    else addConstraint(work, child.name, constraint);
    return;
  }
  if (constraint.kind === "primary-key") requireInChild(work, child, constraint.columns);
  if (!isPartitionOf(child, parent.name)) return;
  if (isKeyServed(work.table(parent.name) ?? parent, child, constraint)) return;
  const nameIsFree = !child.constraints.some((each) => each.name === constraint.name);
  const keepsName = constraint.kind === "foreign-key" && nameIsFree;
  const name = constraint.kind === "unique" ? nameOfCopy(work, parent, constraint, child) : "";
  addConstraint(work, child.name, keepsName ? constraint : { ...constraint, name });
}

function requireInChild(work: Workspace, child: Table, columns: readonly string[]): void {
  editDescendants(work, child, (each) =>
    columns.reduce((table, column) => withColumn(table, column, { nullable: false }), each),
  );
}

/** `ADD CONSTRAINT … USING INDEX`: the index becomes the constraint, and takes its name. */
function promoteIndex(work: Workspace, table: Table, written: Constraint, indexName: string): void {
  const index = table.indexes.find((each) => each.name === indexName);
  const name = written.name === "" ? indexName : written.name;
  const without = { ...table, indexes: withoutPart(table.indexes, indexName) };
  if (written.kind !== "primary-key" && written.kind !== "unique") return;
  const columns = index?.elements.flatMap((element) => element.column ?? []) ?? written.columns;
  const include = index?.include ?? written.include;
  const distinct = written.kind === "unique" && index !== undefined ? { nullsNotDistinct: index.nullsNotDistinct } : {};
  putConstraint(work, without, { ...written, name, columns, include, ...distinct });
  if (written.kind !== "primary-key") return;
  for (const child of childrenOf(work, table)) requireInChild(work, child, columns);
}

/** Takes a constraint away from a table and from children that have it from there. Says whether there was one. */
export function dropConstraint(work: Workspace, table: Table, name: string, cascade: boolean): boolean {
  const constraint = table.constraints.find((each) => each.name === name) ?? impliedNotNull(table, name);
  if (constraint === undefined) return false;
  const without = { ...table, constraints: withoutPart(table.constraints, name) };
  work.putTable(constraint.kind === "not-null" ? withColumn(without, constraint.column, { nullable: true }) : without);
  if (cascade && (constraint.kind === "primary-key" || constraint.kind === "unique"))
    dropForeignKeysOn(work, table, constraint.columns);
  for (const child of childrenOf(work, table)) dropFromChild(work, table, child, constraint, cascade);
  return true;
}

function dropFromChild(work: Workspace, parent: Table, child: Table, constraint: Constraint, cascade: boolean): void {
  if (work.moment.local.has(partKey(child.name, constraint.name))) return;
  if (constraint.kind === "not-null") {
    const column = columnOf(child, constraint.column);
    if (column === undefined) return;
    const own = child.constraints.find((each) => each.kind === "not-null" && each.column === column.name);
    if (own !== undefined && own.name !== constraint.name) return;
    const name = own?.name ?? makeObjectName(child.name.name, column.name, "not_null");
    dropConstraint(work, child, name, cascade);
    return;
  }
  if (constraint.kind === "check") {
    const isHeld = otherParents(work, child, parent.name).some((each) =>
      each.constraints.some((own) => own.kind === "check" && own.name === constraint.name),
    );
    if (!constraint.noInherit && !isHeld) dropConstraint(work, child, constraint.name, cascade);
    return;
  }
  if (!isPartitionOf(child, parent.name)) return;
  const own = child.constraints.find((each) => sameDefinition(each, constraint));
  if (own !== undefined) dropConstraint(work, child, own.name, cascade);
}
