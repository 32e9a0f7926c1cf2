import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { Operation } from "../../model/operation.ts";
import type { Schema } from "../../model/schema.ts";
import type { RuleContext } from "../define-rule.ts";

/** Whether an earlier operation of the pull request made the object of this key: nobody relies on it yet. */
export function isMadeHere(
  { comparison }: RuleContext,
  operation: Operation,
  kind: "create-table" | "create-view" | "create-enum" | "create-composite" | "create-schema",
  key: string,
): boolean {
  for (const step of comparison.steps) {
    if (step.operation === operation) return false;
    if (step.effect === "applied" && step.operation.kind === kind && madeBy(step.operation) === key) return true;
  }
  return false;
}

/** Whether a table holds nobody's data yet: made in this pull request, or temporary. */
export function isNewTable(context: RuleContext, operation: Operation, table: QualifiedName, before: Schema): boolean {
  const key = keyOf(table);
  if (context.comparison.createdTables.has(key) || before.tables.get(key)?.persistence === "temporary") return true;
  return isMadeHere(context, operation, "create-table", key);
}

/** Whether the pull request takes every row out of the table before, and puts none back. */
export function isEmptiedBefore({ comparison }: RuleContext, operation: Operation, table: QualifiedName): boolean {
  const key = keyOf(table);
  let emptied = false;
  for (const { operation: earlier } of comparison.steps) {
    if (earlier === operation) return emptied;
    if (earlier.kind === "truncate" && earlier.partitions === undefined)
      emptied ||= earlier.tables.some((one) => keyOf(one) === key);
    else if ("table" in earlier && keyOf(earlier.table) === key) {
      if (earlier.kind === "delete" && !earlier.hasWhere) emptied = true;
      if (earlier.kind === "insert" || earlier.kind === "merge" || earlier.kind === "copy") emptied = false;
    }
  }
  return false;
}

/** Whether the table is dropped later on: what becomes of its rows is then the drop's matter. */
export function isDroppedLater({ comparison }: RuleContext, operation: Operation, table: QualifiedName): boolean {
  const at = comparison.steps.findIndex((step) => step.operation === operation);
  const key = keyOf(table);
  return comparison.steps
    .slice(at + 1)
    .some(({ operation: later }) => later.kind === "drop-table" && keyOf(later.table) === key);
}

function madeBy(operation: Operation): string | undefined {
  switch (operation.kind) {
    case "create-table":
      return keyOf(operation.table);
    case "create-view":
      return keyOf(operation.view);
    case "create-enum":
    case "create-composite":
      return keyOf(operation.type);
    case "create-schema":
      return operation.schema;
    default:
      return undefined;
  }
}
