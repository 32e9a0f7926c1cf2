import { evaluate } from "./evaluate.ts";
import type { Scope } from "./scope.ts";
import { truthOf } from "./sql-values.ts";
import type { Node } from "./syntax-tree.ts";
import { Undecided } from "./undecided.ts";

const nothing: Scope = {
  lookUp: () => undefined,
  catalog: undefined,
  select: () => {
    throw new Undecided();
  },
};

/** Whether a condition is there that may hold back a row; one that is true by its text alone (`true`, `1 = 1`, `NOT false`) holds back none. */
export function holdsBack(condition: Node | undefined): boolean {
  if (condition === undefined) return false;
  try {
    return truthOf(evaluate(condition, nothing)) !== true;
  } catch (error) {
    if (error instanceof Undecided) return true;
    throw error;
  }
}
