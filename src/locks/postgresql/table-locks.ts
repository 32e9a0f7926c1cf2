import { keyOf } from "../../model/name.ts";
import type { TableOperation } from "../../model/operation.ts";
import type { LockFormName } from "./lock-forms.ts";
import { defaultPartition, partitionLocks } from "./partition-locks.ts";
import { type LocksByKind, partitionsOf, referencedTables, referencingTables, take, takeAll } from "./taken.ts";

/** The locks of operations on whole tables. */
export const tableLocks: LocksByKind<TableOperation["kind"]> = {
  ...partitionLocks,
  "create-table": ({ table, constraints, inherits, partitionOf }, { before }) => [
    ...constraints.flatMap((constraint) =>
      constraint.kind === "foreign-key" && keyOf(constraint.references.table) !== keyOf(table)
        ? takeAll("create table, referenced", constraint.references.table, before)
        : [],
    ),
    ...inherits.map((parent) => take("create table, inherited", parent)),
    ...(partitionOf === undefined
      ? []
      : [
          take("create partition, parent", partitionOf.parent),
          ...defaultPartition(partitionOf.parent, before).map((key) =>
            take("create partition, default partition", key),
          ),
          ...referencedTables(partitionOf.parent, before).map((target) => take("create partition, referenced", target)),
        ]),
  ],
  "drop-table": ({ table, cascade }, { before }) => {
    const known = before.tables.get(keyOf(table));
    const others = [
      ...(known?.partitionOf === undefined ? [] : [keyOf(known.partitionOf.parent)]),
      ...referencedTables(table, before),
      ...(cascade ? referencingTables(table, before) : []),
    ];
    return [...takeAll("drop table", table, before), ...others.map((other) => take("drop table", other))];
  },
  "rename-table": ({ table }) => [take("rename table", table)],
  "set-persistence": ({ table, persistence }, { before }) => {
    const isSo = before.tables.get(keyOf(table))?.persistence === persistence;
    const isKnown = before.tables.get(keyOf(table))?.assumed === false;
    return [take(isSo && isKnown ? "set persistence, as it is" : "set persistence", table)];
  },
  "set-inheritance": ({ table, parent, inherit }) => [
    take("inherit", table),
    ...(inherit ? [take("inherit, parent", parent)] : []),
  ],
  "set-row-security": ({ table }) => [take("row security", table)],
  "set-replica-identity": ({ table }) => [take("replica identity", table)],
  "alter-table-storage": ({ table, action }, { before }) => {
    const form = storageForm(action);
    const isStored = before.tables.get(keyOf(table))?.partitionBy === undefined;
    if (form === "set tablespace" || form === "set access method")
      return [take(isStored ? form : "table setting", table)];
    return partitionsOf(table, before).length > 0 && form === "table setting"
      ? takeAll(form, table, before)
      : [take(form, table)];
  },
};

/** `SET (…)`, `CLUSTER ON`, `SET TABLESPACE` and the like, by their words in lower case. */
function storageForm(action: string): LockFormName {
  if (/^set tablespace\b/.test(action)) return "set tablespace";
  if (/^set access method\b/.test(action)) return "set access method";
  if (/^(?:cluster on|set without cluster)\b/.test(action)) return "cluster on";
  const isParameter = /^(?:re)?set ?\(/.test(action) && !/\buser_catalog_table\b/.test(action);
  return isParameter ? "storage parameters" : "table setting";
}
