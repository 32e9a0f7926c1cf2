import { keyOf } from "../../model/name.ts";
import type { Index, Table, View } from "../../model/schema.ts";
import { childrenOf, indexOwner, isPartitionOf, relationExists } from "../lookup.ts";
import { sameDefinition } from "../same-definition.ts";
import { chooseName, indexColumnNames } from "../server-names.ts";
import { withoutPart, withPart } from "../table-parts.ts";
import { toleratesExisting, type Workspace } from "../workspace.ts";
import type { Appliers } from "./applier.ts";
import { editTable } from "./edit-table.ts";

export const indexAppliers: Appliers<
  "create-index" | "drop-index" | "rename-index" | "attach-index" | "alter-index-storage" | "reindex"
> = {
  "create-index": (work, operation) => {
    const { index, table: owner } = operation;
    if (index.name !== "" && toleratesExisting(operation)) {
      if (relationExists(work, { schema: owner.schema, name: index.name })) return "no-effect";
    }
    const view = work.view(owner);
    if (view !== undefined) {
      work.putView({ ...view, indexes: withPart(view.indexes, named(work, view, index)) });
      return "applied";
    }
    return editTable(work, operation, (table) => {
      addIndex(work, table, index, operation.only);
      return "applied";
    });
  },

  "drop-index": (work, operation) => {
    const owner = indexOwner(work, operation.index, true);
    if (owner === undefined || owner.kind === "constraint") return work.missing(operation, keyOf(operation.index));
    if (owner.kind === "view") {
      work.putView({ ...owner.view, indexes: withoutPart(owner.view.indexes, owner.index.name) });
    } else dropIndex(work, owner.table, owner.index);
    return "applied";
  },

  "rename-index": (work, operation) => {
    const owner = indexOwner(work, operation.index, true);
    if (owner === undefined || owner.kind === "constraint") return work.missing(operation, keyOf(operation.index));
    const { name: from } = operation.index;
    const rename = (indexes: readonly Index[]) =>
      indexes.map((each) => (each.name === from ? { ...each, name: operation.to } : each));
    if (owner.kind === "view") {
      work.putView({ ...owner.view, indexes: rename(owner.view.indexes) });
      return "applied";
    }
    work.putTable({ ...owner.table, indexes: rename(owner.table.indexes) });
    work.trace(work.moment.origins.partRenamed("parts", keyOf(owner.table.name), from, operation.to));
    return "applied";
  },

  "attach-index": () => "applied",
  "alter-index-storage": () => "applied",
  reindex: () => "applied",
};

function named(work: Workspace, owner: Table | View, index: Index): Index {
  if (index.name !== "") return index;
  const { schema, name } = owner.name;
  const taken = (candidate: string) => relationExists(work, { schema, name: candidate });
  return { ...index, name: chooseName(taken, name, indexColumnNames(index), "idx") };
}

/** Adds an index to a table and, unless `only`, its like to each partition that has none yet. */
export function addIndex(work: Workspace, table: Table, written: Index, only: boolean): void {
  const index = named(work, table, written);
  work.putTable({ ...table, indexes: withPart(table.indexes, index) });
  work.trace(work.moment.origins.partBorn("parts", keyOf(table.name), index.name));
  if (only) return;
  for (const child of childrenOf(work, table)) {
    if (isPartitionOf(child, table.name)) passIndex(work, child, index);
  }
}

/** The partition's own copy of its parent's index, unless an index of its own serves. */
export function passIndex(work: Workspace, partition: Table, index: Index): void {
  if (partition.indexes.some((each) => sameDefinition(each, index))) return;
  addIndex(work, partition, { ...index, name: "" }, false);
}

function dropIndex(work: Workspace, table: Table, index: Index): void {
  work.putTable({ ...table, indexes: withoutPart(table.indexes, index.name) });
  if (table.partitionBy === undefined) return;
  for (const child of childrenOf(work, table)) {
    const own = child.indexes.find((each) => sameDefinition(each, index));
    if (own !== undefined) dropIndex(work, child, own);
  }
}
