import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { IndexOperation } from "../../model/operation.ts";
import type { Schema } from "../../model/schema.ts";
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
  "drop-index": ({ index, concurrently }, { before }) => {
    const table = tableOfIndex(index, before);
    if (table === undefined) return [];
    return concurrently ? [take("drop index concurrently", table)] : takeAll("drop index", table, before);
  },
  reindex: ({ target, scope, concurrently }, { before }) => {
    const table = scope === "index" && target !== undefined ? tableOfIndex(target, before) : target;
    if (table === undefined || (scope !== "index" && scope !== "table")) return [];
    return [take(concurrently ? "reindex concurrently" : "reindex", table)];
  },
};

/** The table or materialized view that an index is on. Walks the schema, for there is no other way from an index to its table. */
function tableOfIndex(index: QualifiedName, { tables, views }: Schema): QualifiedName | undefined {
  for (const relation of [...tables.values(), ...views.values()]) {
    if (relation.name.schema !== index.schema) continue;
    if (relation.indexes.some(({ name }) => name === index.name)) return relation.name;
    if (
      "constraints" in relation &&
      relation.constraints.some(({ kind, name }) => backed.has(kind) && name === index.name)
    )
      return relation.name;
  }
  return undefined;
}

const backed: ReadonlySet<string> = new Set(["primary-key", "unique", "exclude"]);
