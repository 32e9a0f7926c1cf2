import type { TypeChange } from "../model/comparison.ts";
import type { DataType } from "../model/expression.ts";

type Affinity = "integer" | "text" | "blob" | "real" | "numeric";

/**
 * What another type does to the values of an SQLite column. Lengths are not enforced there and values keep their own type: only the affinity that
 * the type's words name converts them (https://www.sqlite.org/datatype3.html, 3.1).
 */
export function sqliteEffect(from: DataType, to: DataType): TypeChange["effect"] {
  const [before, after] = [affinityOf(from), affinityOf(to)];
  // Whole numbers and NUMERIC differ in casts alone; a BLOB column converts nothing.
  if (before === after || after === "blob" || (after !== "text" && isNumber(before) && after !== "real"))
    return "widened";
  return isNumber(before) && isNumber(after) ? "narrowed" : "changed";
}

function isNumber(affinity: Affinity): boolean {
  return affinity === "integer" || affinity === "real" || affinity === "numeric";
}

function affinityOf({ base }: DataType): Affinity {
  if (/int/i.test(base)) return "integer";
  if (/char|clob|text/i.test(base)) return "text";
  if (base === "" || /blob/i.test(base)) return "blob";
  return /real|floa|doub/i.test(base) ? "real" : "numeric";
}
