import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { IndexOperation } from "../../model/operation.ts";
import type { Schema, Table, View } from "../../model/schema.ts";
import { type LocksByKind, take, takeAll } from "./taken.ts";

/** The locks of operations on indexes. Renaming, attaching and storing one lock the index alone. */
export const indexLocks: LocksByKind<Extract<IndexOperation["kind"], "create-index" | "drop-index" | "reindex">> = {
  "create-index": ({ table, concurrently, only }, { before }) => {
    if (concurrently) return [take("create index concurrently", table)];
    const isPartitioned = before.tables.get(keyOf(table))?.partitionBy !== undefined;
    return only && isPartitioned
      ? [take("create index, on the parent only", table)]
      : takeAll("create index", table, before);
  },
  "drop-index": ({ index, concurrently }, { before, touched }) => {
    const table = tableOfIndex(index, before, touched);
    if (table === undefined) return [];
    return concurrently ? [take("drop index concurrently", table)] : takeAll("drop index", table, before);
  },
  reindex: ({ target, scope, concurrently }, { before, touched }) => {
    if (target === undefined || (scope !== "index" && scope !== "table")) return [];
    const table = scope === "table" ? target : tableOfIndex(target, before, touched);
    return table === undefined ? [] : [take(concurrently ? "reindex concurrently" : "reindex", table)];
  },
};

/**
 * The table or materialized view that an index is on. There is no way from an index to its table but to look at all of them, which a contract of thousands of tables
 * is too large for: looked at are those that the pull request changes, and those whose name is in the index's, as names are mostly chosen.
 */
function tableOfIndex(
  index: QualifiedName,
  { tables, views }: Schema,
  touched: readonly string[],
): QualifiedName | undefined {
  const alike = [...tables.keys(), ...views.keys()].filter((key) => index.name.includes(key.replace(/^.*\./, "")));
  for (const key of [...touched, ...alike]) {
    const relation = tables.get(key) ?? views.get(key);
    if (relation !== undefined && relation.name.schema === index.schema && hasIndex(relation, index.name))
      return relation.name;
  }
  return undefined;
}

function hasIndex(relation: Table | View, index: string): boolean {
  const constraints = "constraints" in relation ? relation.constraints : [];
  return (
    relation.indexes.some(({ name }) => name === index) ||
    constraints.some(({ kind, name }) => backed.has(kind) && name === index)
  );
}

const backed: ReadonlySet<string> = new Set(["primary-key", "unique", "exclude"]);
