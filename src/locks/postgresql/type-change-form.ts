import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import type { Constraint, Index, Schema, Table } from "../../model/schema.ts";
import type { LockFormName } from "./lock-forms.ts";
import { typeRewrite } from "./rewrites.ts";

/** What changing a column's type does: rewrite the table, rebuild indexes, prove checks anew, or nothing of these. */
export function typeChangeForm(operation: OperationOf<"alter-column-type">, before: Schema): LockFormName {
  const table = before.tables.get(keyOf(operation.table));
  const column = table?.columns.find(({ name }) => name === operation.column);
  if (!isItself(operation)) return "change type, rewriting";
  if (column?.type === undefined) return "change type, from an unknown one";
  const change = typeRewrite(column.type, operation.type, before);
  if (change === "rewrite") return "change type, rewriting";
  const isCollated =
    (operation.collation ?? column.collation) !== column.collation ||
    (operation.collation === undefined && column.collation !== undefined);
  const isRebuilt = (change === "reindex" || isCollated) && isIndexed(table, operation.column);
  if (isRebuilt || isComputed(table, operation.column)) return "change type, rebuilding indexes";
  return isChecked(table, operation.column) ? "change type, rechecking" : "change type";
}

/** Without USING, or with one that says no more than the new type does. */
function isItself({ using, column, type }: OperationOf<"alter-column-type">): boolean {
  if (using === undefined) return true;
  const plain = using.meaning.replaceAll('"', "");
  return plain === column || plain === `${column}::${type.meaning}`;
}

function isIndexed(table: Table | undefined, column: string): boolean {
  const isKey = (constraint: Constraint) =>
    (constraint.kind === "primary-key" || constraint.kind === "unique") && constraint.columns.includes(column);
  const holds = (index: Index) => index.elements.some((element) => element.column === column);
  return table !== undefined && (table.constraints.some(isKey) || table.indexes.some(holds));
}

/** An expression or a condition of an index names the column, and is another one with the new type. */
function isComputed(table: Table | undefined, column: string): boolean {
  const isExcluded = (table?.constraints ?? []).some(
    (one) =>
      one.kind === "exclude" &&
      (one.elements.some((element) => names(element, column)) ||
        (one.where !== undefined && names(one.where.meaning, column))),
  );
  if (isExcluded) return true;
  return (table?.indexes ?? []).some(({ elements, where }) =>
    [where, ...elements.map(({ expression }) => expression)].some(
      (one) => one !== undefined && names(one.meaning, column),
    ),
  );
}

function isChecked(table: Table | undefined, column: string): boolean {
  return (table?.constraints ?? []).some(
    (constraint) => constraint.kind === "check" && names(constraint.expression.meaning, column),
  );
}

function names(meaning: string, column: string): boolean {
  return new RegExp(`(?<![\\w"])"?${column.replace(/[^\w]/g, "\\$&")}"?(?![\\w"])`).test(meaning);
}
