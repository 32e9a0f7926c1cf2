import type { ObjectChanges, SchemaChange } from "../model/change.ts";
import type { Comparison } from "../model/comparison.ts";
import type { Operation, OperationKind, SchemaOperation } from "../model/operation.ts";

/** Operations that change no schema: data, session, and what only locks or stores. A total record, so that a new kind must choose. */
const changesSchema = {
  "create-table": true,
  "drop-table": true,
  "rename-table": true,
  "set-persistence": true,
  "set-inheritance": true,
  "attach-partition": true,
  "detach-partition": true,
  "set-row-security": true,
  "set-replica-identity": false,
  "alter-table-storage": false,
  "add-column": true,
  "drop-column": true,
  "rename-column": true,
  "alter-column-type": true,
  "set-default": true,
  "drop-default": true,
  "set-not-null": true,
  "drop-not-null": true,
  "add-identity": true,
  "set-identity": true,
  "drop-identity": true,
  "set-expression": true,
  "drop-expression": true,
  "alter-column-storage": false,
  "add-constraint": true,
  "drop-constraint": true,
  "rename-constraint": true,
  "validate-constraint": false,
  "alter-constraint": true,
  "create-index": true,
  "drop-index": true,
  "rename-index": true,
  "attach-index": false,
  "alter-index-storage": false,
  reindex: false,
  "create-view": true,
  "drop-view": true,
  "rename-view": true,
  "rename-view-column": true,
  "alter-view": true,
  "refresh-view": false,
  "create-enum": true,
  "add-enum-value": true,
  "rename-enum-value": true,
  "create-domain": true,
  "alter-domain-default": true,
  "alter-domain-nullability": true,
  "add-domain-constraint": true,
  "drop-domain-constraint": true,
  "rename-domain-constraint": true,
  "validate-domain-constraint": false,
  "create-composite": true,
  "add-attribute": true,
  "drop-attribute": true,
  "alter-attribute-type": true,
  "rename-attribute": true,
  "create-range": true,
  "create-base-type": true,
  "drop-type": true,
  "rename-type": true,
  "create-routine": true,
  "drop-routine": true,
  "rename-routine": true,
  "alter-routine": true,
  "create-trigger": true,
  "drop-trigger": true,
  "rename-trigger": true,
  "set-trigger-enabled": true,
  "set-rule-enabled": false,
  "create-policy": true,
  "alter-policy": true,
  "drop-policy": true,
  "rename-policy": true,
  "create-schema": true,
  "drop-schema": true,
  "rename-schema": true,
  "create-sequence": true,
  "alter-sequence": true,
  "drop-sequence": true,
  "rename-sequence": true,
  "create-extension": true,
  "drop-extension": true,
  "create-database": true,
  "drop-database": true,
  "move-to-schema": true,
  "comment-on": false,
  grant: false,
  "other-ddl": false,
  insert: false,
  update: false,
  delete: false,
  merge: false,
  truncate: false,
  copy: false,
  "call-routine": false,
  "run-block": false,
  begin: false,
  commit: false,
  rollback: false,
  savepoint: false,
  "lock-table": false,
  "set-parameter": false,
  "not-schema": false,
} as const satisfies Readonly<Record<OperationKind, boolean>>;

/** Whether an operation of this kind alters what a contract can promise. */
export function isSchemaChange(operation: Operation): operation is SchemaOperation {
  return changesSchema[operation.kind];
}

/** The first operation of the pull request that alters the schema, if one does. */
export function firstSchemaOperation({ comparison }: { readonly comparison: Comparison }): Operation | undefined {
  return comparison.steps.find(({ operation, effect }) => effect !== "no-effect" && isSchemaChange(operation))
    ?.operation;
}

/** Whether the schemas of base and head are the same in every respect. */
export function isUnchanged(change: SchemaChange): boolean {
  const { tables, enums, ...objects } = change;
  return (
    Object.values(objects).every(isEmpty) &&
    [tables, enums].every((changes) => Object.values(changes).every((list) => list.length === 0))
  );
}

/** Tables of the base branch that are different at head, by their names at head. */
export function changedTables({ tables }: SchemaChange): ReadonlySet<string> {
  return new Set([...tables.changed.map(({ name }) => name), ...tables.renamed.map(({ to }) => to)]);
}

function isEmpty({ added, dropped, renamed, changed }: ObjectChanges): boolean {
  return added.length + dropped.length + renamed.length + changed.length === 0;
}
