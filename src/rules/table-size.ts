import { matchesGlobs } from "../text/globs.ts";
import type { RuleContext } from "./define-rule.ts";

/** How many rows a table holds: by the base contract under the name it has there, else by the head contract. `undefined` where nobody states it. */
export function statedRows({ base, head, comparison }: RuleContext, key: string): number | undefined {
  const before = comparison.renames.tables.get(key) ?? key;
  return base.database?.tables.get(before)?.rows ?? head.database?.tables.get(key)?.rows;
}

/** Whether a table is stated to hold many rows, or configured to count as large. */
export function isLargeTable(context: RuleContext, key: string): boolean {
  const { largeRows, large } = context.policy.tables;
  return matchesGlobs(key, large) || (statedRows(context, key) ?? 0) > largeRows;
}

/** Whether a table is stated to hold so few rows that time on it is no matter. */
export function isSmallTable(context: RuleContext, key: string): boolean {
  const rows = statedRows(context, key);
  return rows !== undefined && rows < context.policy.tables.smallRows && !isLargeTable(context, key);
}
