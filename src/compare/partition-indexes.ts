import type { Constraint, Index, Table } from "../model/schema.ts";
import { sameDefinition } from "./same-definition.ts";

/**
 * The server pairs each index of a partitioned table with one in each partition, and each serves one only. The model keeps no pairs: they
 * follow from order, because indexes that are alike are paired as they were made.
 */
export function isServed(parent: Table, partition: Table, index: Index): boolean {
  return countLike(partition, index) >= countLike(parent, index);
}

/** As `isServed`, for a key: what serves it must be a constraint itself. */
export function isKeyServed(parent: Table, partition: Table, constraint: Constraint): boolean {
  if (!partition.constraints.some((each) => sameDefinition(each, constraint))) return false;
  const index = indexBehind(constraint);
  return index === undefined || isServed(parent, partition, index);
}

/** The partition's index that goes with the parent's. */
export function partnerOf(parent: Table, partition: Table, index: Index): Index | undefined {
  const alike = parent.indexes.filter((each) => sameDefinition(each, index));
  const place = alike.findIndex((each) => each.name === index.name);
  return partition.indexes.filter((each) => sameDefinition(each, index))[place];
}

function countLike(table: Table, index: Index): number {
  const keys = table.constraints.flatMap((each) => indexBehind(each) ?? []);
  return [...table.indexes, ...keys].filter((each) => sameDefinition(each, { ...index, options: each.options })).length;
}

function indexBehind(constraint: Constraint): Index | undefined {
  if (constraint.kind !== "unique" && constraint.kind !== "primary-key") return undefined;
  return {
    name: "",
    method: "btree",
    unique: true,
    nullsNotDistinct: constraint.kind === "unique" && constraint.nullsNotDistinct,
    elements: constraint.columns.map((column) => ({
      column,
      expression: undefined,
      collation: undefined,
      operatorClass: undefined,
      order: "asc",
      nulls: "last",
    })),
    include: constraint.include,
    where: undefined,
    options: [],
  };
}
