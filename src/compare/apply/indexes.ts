import { keyOf } from "../../model/name.ts";
import type { Index, IndexElement, Table, View } from "../../model/schema.ts";
import { dropForeignKeysOn } from "../dependents.ts";
import { nameOfCopy } from "../index-column-names.ts";
import { childrenOf, indexOwner, isPartitionOf, relationExists } from "../lookup.ts";
import { isServed, partnerOf } from "../partition-indexes.ts";
import { chooseName, indexColumnNames } from "../server-names.ts";
import { tokensOf } from "../sql-tokens.ts";
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
    } else {
      dropIndex(work, owner.table, owner.index);
      const columns = owner.index.elements.flatMap((element) => element.column ?? []);
      if (operation.cascade && owner.index.unique) dropForeignKeysOn(work, owner.table, columns);
    }
    return "applied";
  },

  "rename-index": (work, operation) => {
    const owner = indexOwner(work, operation.index, true);
    if (owner === undefined || owner.kind === "constraint") return work.missing(operation, keyOf(operation.index));
    const { name: from, schema } = operation.index;
    if (relationExists(work, { schema, name: operation.to })) return "no-effect";
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
  "alter-index-storage": (work, operation) => {
    const owner = indexOwner(work, operation.index, true);
    if (owner === undefined) return work.missing(operation, keyOf(operation.index));
    if (owner.kind === "constraint") return "applied";
    const altered = { ...owner.index, options: optionsAfter(owner.index.options, operation.action) };
    if (owner.kind === "view") work.putView({ ...owner.view, indexes: withPart(owner.view.indexes, altered) });
    else work.putTable({ ...owner.table, indexes: withPart(owner.table.indexes, altered) });
    return "applied";
  },
  reindex: () => "applied",
};

/** Options after `SET (fillfactor = 80)` or `RESET (fillfactor)`. */
function optionsAfter(options: readonly string[], action: string): readonly string[] {
  const [, verb, list] = /^(set|reset)\s*\((.*)\)\s*$/is.exec(action) ?? [];
  if (list === undefined) return options;
  const changed = list.split(",").map((option) => option.replace(/\s*=\s*/, "=").trim());
  const nameOf = (option: string) => (option.split("=")[0] ?? option).toLowerCase();
  const names = new Set(changed.map(nameOf));
  const others = options.filter((option) => !names.has(nameOf(option)));
  return verb?.toLowerCase() === "set" ? [...others, ...changed] : others;
}

/** An index as the server keeps it: `(email)` and `(email COLLATE "C")` are a column, not an expression. */
function settled(index: Index): Index {
  return { ...index, elements: index.elements.map(settledElement) };
}

function settledElement(element: IndexElement): IndexElement {
  const tokens = tokensOf(element.expression?.meaning ?? "");
  const [name, collate, ...collation] = tokens;
  if (element.expression === undefined || name?.kind !== "name" || (name.value === "not" && !name.quoted))
    return element;
  if (collate === undefined) return { ...element, column: name.value, expression: undefined };
  const isCollation =
    collate.value.toLowerCase() === "collate" && collation.every((each) => each.kind === "name" || each.value === ".");
  if (!isCollation || collation[0] === undefined) return element;
  const spelled = element.expression.meaning.slice(collation[0].start);
  return { ...element, column: name.value, expression: undefined, collation: spelled };
}

function named(work: Workspace, owner: Table | View, written: Index): Index {
  if (written.name !== "") return settled(written);
  const index = settled(written);
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
    const parent = work.table(table.name);
    if (parent !== undefined && isPartitionOf(child, table.name)) passIndex(work, parent, child, index);
  }
}

/** The partition's own copy of its parent's index, unless an index of its own serves. */
export function passIndex(work: Workspace, parent: Table, partition: Table, index: Index): void {
  if (isServed(parent, partition, index)) return;
  addIndex(work, partition, { ...index, name: nameOfCopy(work, parent, index, partition) }, false);
}

function dropIndex(work: Workspace, table: Table, index: Index): void {
  work.putTable({ ...table, indexes: withoutPart(table.indexes, index.name) });
  if (table.partitionBy === undefined) return;
  for (const child of childrenOf(work, table)) {
    const own = partnerOf(table, child, index);
    if (own !== undefined) dropIndex(work, child, own);
  }
}
