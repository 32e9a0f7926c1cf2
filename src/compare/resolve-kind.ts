import { keyOf, type QualifiedName } from "../model/name.ts";
import type { Operation, OperationOf } from "../model/operation.ts";
import { indexOwner } from "./lookup.ts";
import type { Workspace } from "./workspace.ts";

/** `ALTER TABLE` and `ALTER INDEX` speak of any relation: the operation as the kind of object makes it, with that object. */
export function resolveKind(work: Workspace, operation: Operation): Operation {
  switch (operation.kind) {
    case "rename-table":
      return asRename(work, operation, operation.table) ?? operation;
    case "rename-index":
      if (operation.owner !== undefined) return operation;
      return asRename(work, operation, operation.index) ?? operation;
    case "rename-view":
      return asRename(work, operation, operation.view) ?? operation;
    case "rename-sequence":
      return asRename(work, operation, operation.sequence) ?? operation;
    case "rename-column": {
      const { table: name, column, to, ...common } = operation;
      if (work.view(name) !== undefined) return { ...common, kind: "rename-view-column", view: name, column, to };
      return operation;
    }
    case "rename-view-column": {
      const { view: name, column, to, ...common } = operation;
      if (work.table(name) !== undefined) return { ...common, kind: "rename-column", table: name, column, to };
      return operation;
    }
    case "other-ddl":
      return operation.command === "DROP TRIGGER" ? asDropTrigger(work, operation) : operation;
    case "move-to-schema":
      return { ...operation, object: relationKind(work, operation.object, operation.name) };
    default:
      return operation;
  }
}

/** MySQL and SQLite drop a trigger by its name alone. */
function asDropTrigger(work: Workspace, operation: OperationOf<"other-ddl">): Operation {
  const { at, statement, guard, name } = operation;
  for (const table of work.schema.tables.values()) {
    if (name === undefined || table.name.schema !== name.schema) continue;
    const trigger = table.triggers.find((each) => each.name.toLowerCase() === name.name.toLowerCase());
    if (trigger === undefined) continue;
    return { kind: "drop-trigger", at, statement, guard, table: table.name, trigger: trigger.name, cascade: false };
  }
  return operation;
}

type Rename = Operation & { readonly kind: "rename-table" | "rename-index" | "rename-view" | "rename-sequence" };

function asRename(work: Workspace, operation: Rename, name: QualifiedName): Operation | undefined {
  const { at, statement, guard, to } = operation;
  const common = { at, statement, guard, to };
  const { schema } = work;
  const view = work.view(name);
  if (schema.tables.has(keyOf(name))) return { ...common, kind: "rename-table", table: name };
  if (view !== undefined) return { ...common, kind: "rename-view", view: name, materialized: view.materialized };
  if (schema.sequences.has(keyOf(name))) return { ...common, kind: "rename-sequence", sequence: name };
  const owner = indexOwner(work, name, operation.kind === "rename-index" || schema.complete);
  if (owner === undefined) return undefined;
  if (owner.kind !== "constraint") return { ...common, kind: "rename-index", index: name };
  return { ...common, kind: "rename-constraint", table: owner.table.name, constraint: name.name };
}

function relationKind<K extends string>(
  work: Workspace,
  object: K,
  name: QualifiedName,
): K | "table" | "view" | "materialized view" | "sequence" {
  if (object !== "table" && object !== "view") return object;
  const view = work.view(name);
  if (view !== undefined) return view.materialized ? "materialized view" : "view";
  return work.schema.sequences.has(keyOf(name)) ? "sequence" : object;
}
