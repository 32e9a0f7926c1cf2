import type { Constraint, Index } from "../model/schema.ts";

/** Whether two constraints, or two indexes, are the same but for their names and how they were written. */
export function sameDefinition(left: Constraint | Index, right: Constraint | Index): boolean {
  return sameMeaning({ ...left, name: "" }, { ...right, name: "" });
}

/** Whether two values mean the same: of expressions and types only the meaning counts, not how it was written. */
function sameMeaning(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left)) {
    if (!Array.isArray(right) || left.length !== right.length) return false;
    return left.every((each, at) => sameMeaning(each, right[at]));
  }
  if ("meaning" in left && "meaning" in right) return left.meaning === right.meaning;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => sameMeaning(Reflect.get(left, key), Reflect.get(right, key)));
}
