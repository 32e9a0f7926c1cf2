import { keyOf, type QualifiedName, sameName } from "../../model/name.ts";
import type { Sequence, Table } from "../../model/schema.ts";
import { dropTable } from "../dependents.ts";
import { otherParents, relationExists } from "../lookup.ts";
import { partitionConstraint } from "../partition-constraint.ts";
import { followRelation } from "../rename-references.ts";
import { columnOf } from "../table-parts.ts";
import { partKey, toleratesExisting, type Workspace } from "../workspace.ts";
import type { Appliers } from "./applier.ts";
import { addConstraint } from "./constraints.ts";
import { createTable, passPartitionParts } from "./create-table.ts";
import { editTable } from "./edit-table.ts";
import { moveSequence } from "./sequences.ts";

export const tableAppliers: Appliers<
  | "create-table"
  | "drop-table"
  | "rename-table"
  | "set-persistence"
  | "set-inheritance"
  | "attach-partition"
  | "detach-partition"
  | "set-row-security"
  | "set-replica-identity"
  | "alter-table-storage"
> = {
  "create-table": (work, operation) => {
    if (toleratesExisting(operation) && relationExists(work, operation.table)) return "no-effect";
    createTable(work, operation);
    return "applied";
  },

  "drop-table": (work, operation) => {
    const table = work.table(operation.table);
    if (table === undefined) return work.missing(operation, keyOf(operation.table));
    dropTable(work, table, operation.cascade);
    return "applied";
  },

  "rename-table": (work, operation) =>
    editTable(work, operation, (table) => {
      const to = { schema: table.name.schema, name: operation.to };
      if (relationExists(work, to)) return "no-effect";
      moveTable(work, table, to);
      return "applied";
    }),

  "set-persistence": (work, operation) =>
    editTable(work, operation, (table) => {
      work.putTable({ ...table, persistence: operation.persistence });
      return "applied";
    }),

  "set-inheritance": (work, operation) =>
    editTable(work, operation, (table) => {
      const others = table.inherits.filter((each) => !sameName(each, operation.parent));
      work.putTable({ ...table, inherits: operation.inherit ? [...others, operation.parent] : others });
      const parent = work.table(operation.parent);
      if (operation.inherit && parent !== undefined) markShared(work, parent, table);
      return "applied";
    }),

  "attach-partition": (work, operation) =>
    editTable(work, operation, (parent) => {
      const partition = work.table(operation.partition);
      if (partition === undefined) return work.missing(operation, keyOf(operation.partition));
      attach(work, parent, partition, operation.bound);
      return "applied";
    }),

  "detach-partition": (work, operation) => {
    const partition = work.table(operation.partition);
    if (partition === undefined) return work.missing(operation, keyOf(operation.partition));
    const parent = work.table(operation.table);
    const inherited = new Set(parent?.triggers.map((each) => each.name));
    const bound = operation.concurrently ? partition.partitionOf?.bound : undefined;
    const isShared = (name: string) => parent !== undefined && columnOf(parent, name)?.identity !== undefined;
    work.putTable({
      ...partition,
      partitionOf: undefined,
      triggers: partition.triggers.filter((each) => !inherited.has(each.name)),
      columns: partition.columns.map((each) => (isShared(each.name) ? { ...each, identity: undefined } : each)),
    });
    const check = parent && bound && partitionConstraint(parent, bound);
    if (check) addConstraint(work, partition.name, check);
    return "applied";
  },

  "set-row-security": (work, operation) =>
    editTable(work, operation, (table) => {
      changeRowSecurity(work, table, operation.change);
      return "applied";
    }),

  "set-replica-identity": (work, operation) => editTable(work, operation, () => "applied"),
  "alter-table-storage": (work, operation) => {
    const { schema } = work;
    const key = keyOf(operation.table);
    if (schema.views.has(key) || schema.sequences.has(key)) return "applied";
    return editTable(work, operation, () => "applied");
  },
};

/** `FORCE` counts only while row security is on, but the server remembers it from before. */
function changeRowSecurity(work: Workspace, table: Table, change: "enable" | "disable" | "force" | "no force"): void {
  const mark = partKey(table.name, "forced row security");
  if (change === "force") work.markLocal(mark);
  if (change === "no force") work.unmarkLocal(mark);
  const enabled = change === "enable" || (change !== "disable" && table.rowSecurity !== "off");
  const forced = work.moment.local.has(mark) || (table.rowSecurity === "forced" && change !== "no force");
  work.putTable({ ...table, rowSecurity: enabled ? (forced ? "forced" : "on") : "off" });
}

/** A table under another name, which everything that names it follows. Constraints, indexes and sequences keep theirs. */
export function moveTable(work: Workspace, table: Table, to: QualifiedName): void {
  const from = keyOf(table.name);
  work.update({ tables: work.schema.tables.without(from) });
  work.putTable({ ...table, name: to });
  followRelation(work, table.name, to);
  work.trace(work.moment.origins.renamed("tables", from, keyOf(to)));
  if (table.name.schema === to.schema) return;
  for (const sequence of ownedSequences(work, to))
    moveSequence(work, sequence, { schema: to.schema, name: sequence.name.name });
}

function ownedSequences(work: Workspace, table: QualifiedName): readonly Sequence[] {
  return [...work.schema.sequences.values()].filter(
    ({ ownedBy }) => ownedBy !== undefined && sameName(ownedBy.table, table),
  );
}

/** Columns and checks that a child had of its own before it got this parent outlive the parent's. */
function markShared(work: Workspace, parent: Table, child: Table): void {
  const others = otherParents(work, child, parent.name);
  const isOwn = (names: (table: Table) => readonly string[]) => (name: string) =>
    !others.some((other) => names(other).includes(name));
  const columnsOf = (table: Table) => table.columns.map((each) => each.name);
  const checksOf = (table: Table) => table.constraints.flatMap((each) => (each.kind === "check" ? [each.name] : []));
  const own = [...columnsOf(parent).filter(isOwn(columnsOf)), ...checksOf(parent).filter(isOwn(checksOf))];
  work.markLocal(...own.map((name) => partKey(child.name, name)));
}

function attach(work: Workspace, parent: Table, partition: Table, bound: string): void {
  const partitionOf = { parent: parent.name, bound };
  const columns = partition.columns.map((each) => ({
    ...each,
    identity: columnOf(parent, each.name)?.identity ?? each.identity,
  }));
  work.putTable({ ...partition, columns, partitionOf, inherits: withoutName(partition.inherits, parent.name) });
  passPartitionParts(work, parent, partition.name);
}

function withoutName(names: readonly QualifiedName[], name: QualifiedName): readonly QualifiedName[] {
  return names.filter((each) => !sameName(each, name));
}
