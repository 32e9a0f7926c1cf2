import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { OperationKind, OperationOf } from "../../model/operation.ts";
import { code } from "../../text/markdown.ts";

/** One line per kind of operation; a kind without words does not compile. */
export type WordsFor<K extends OperationKind> = { readonly [Kind in K]: (operation: OperationOf<Kind>) => string };

/** A qualified name as a code span. */
export function named(name: QualifiedName): string {
  return code(keyOf(name));
}

/** A part of a table as a code span: `orders.email`. */
export function partOf(table: QualifiedName, part: string): string {
  return code(`${keyOf(table)}.${part}`);
}

/** The name where the statement writes one, else "an unnamed index" and the like. */
export function orUnnamed(kind: string, name: string): string {
  return name === "" ? `${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind}` : `${kind} ${code(name)}`;
}

/** Column names in brackets, as a code span. */
export function columnsOf(columns: readonly string[]): string {
  return code(`(${columns.join(", ")})`);
}
