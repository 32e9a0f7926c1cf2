import { keyOf, type QualifiedName } from "../model/name.ts";
import type { Operation } from "../model/operation.ts";

/** The table that an operation is about, if it is about one. */
export function tableNamed(operation: Operation): QualifiedName | undefined {
  return "table" in operation ? operation.table : undefined;
}

/** Whether it names this table. */
export function isNamed(operation: Operation, key: string): boolean {
  const name = tableNamed(operation);
  return name !== undefined && keyOf(name) === key;
}

/** Whether it names this column, of whatever table. */
export function isNamedColumn(operation: Operation, column: string): boolean {
  return "column" in operation && operation.column === column;
}

/** The table of a constraint that is dropped. MySQL drops a unique one by its index. */
export function constraintOwner(operation: Operation): QualifiedName | undefined {
  if (operation.kind === "drop-constraint") return operation.table;
  return operation.kind === "drop-index" ? operation.owner : undefined;
}

/** The name that others may hold on to, of what an operation calls otherwise or takes away with all that stands on it. */
export function nameHeldOnTo(operation: Operation): string | undefined {
  if ("cascade" in operation && operation.cascade !== true) return undefined;
  switch (operation.kind) {
    case "rename-table":
    case "rename-column":
      return operation.table.name;
    case "rename-view":
    case "rename-view-column":
      return operation.view.name;
    case "rename-type":
    case "drop-type":
      return operation.type.name;
    case "rename-routine":
    case "drop-routine":
      return operation.routine.name;
    case "rename-sequence":
    case "drop-sequence":
      return operation.sequence.name;
    case "rename-schema":
      return operation.schema;
    case "move-to-schema":
      return operation.name.name;
    default:
      return undefined;
  }
}

/** The attribute of a column that an operation states anew. */
export function attributeOf(operation: Operation): string | undefined {
  switch (operation.kind) {
    case "alter-column-type":
      return "type";
    case "set-default":
    case "drop-default":
      return "default";
    case "set-not-null":
    case "drop-not-null":
      return "nullable";
    case "add-identity":
    case "set-identity":
    case "drop-identity":
      return "identity";
    case "set-expression":
    case "drop-expression":
      return "generated";
    default:
      return undefined;
  }
}
