import type { DeclaredColumn } from "../../model/declaration.ts";
import type { DataType, Expression } from "../../model/expression.ts";
import type { SqlReader } from "../../model/sql-reader.ts";
import { sameDefault, sameType } from "../same-meaning.ts";

/** The type of a declared column in the dialect of the review; `undefined` where it is open or no type there. */
export function declaredType({ type }: DeclaredColumn, sql: SqlReader): DataType | undefined {
  const text = type?.[sql.dialect];
  return text === undefined ? undefined : sql.readType(text);
}

const text: ReadonlySet<string> = new Set(["text", "character varying"]);

/**
 * Whether a declared type may be the other: a length or precision that one side does not state is anything, and text without a length is
 * the same under both its names.
 */
export function fitsType(declared: DataType, other: DataType): boolean {
  if (sameType(declared, other)) return true;
  if (declared.dimensions > 0 !== other.dimensions > 0) return false;
  const isOpen = declared.modifiers.length === 0 || other.modifiers.length === 0;
  if (isOpen && declared.base === other.base) return true;
  const unbounded = declared.modifiers.length === 0 && other.modifiers.length === 0;
  return (unbounded && text.has(declared.base) && text.has(other.base)) || sameLetters(declared, other);
}

/** Names of enums are quoted by some tools and folded by people. */
function sameLetters(left: DataType, right: DataType): boolean {
  const bare = ({ meaning }: DataType) => meaning.replaceAll('"', "").toLowerCase();
  return bare(left) === bare(right);
}

/** Whether a declared default gives what the other does; one that is not known counts as the same. */
export function fitsDefault(declared: DeclaredColumn, other: Expression | undefined, sql: SqlReader): boolean {
  if (declared.default === undefined) return true;
  if (declared.default === "none") return other === undefined || /^null\b|\bnextval\b/i.test(other.meaning);
  const expression = sql.readExpression(declared.default);
  return expression === undefined || sameDefault(expression, other);
}
