import type { Step } from "../model/comparison.ts";
import { constraintSuffixes } from "../model/constraint-suffixes.ts";
import { keyOf } from "../model/name.ts";
import type { OperationOf } from "../model/operation.ts";
import type { Constraint } from "../model/schema.ts";

/** What adds constraints to a table that is there. */
export type Adding = OperationOf<"add-constraint" | "add-column">;

/** The constraints that an operation adds, with the names that the server gives to those that have none. */
export function namedConstraints({
  operation,
  before,
  after,
}: Pick<Step<Adding>, "operation" | "before" | "after">): readonly Constraint[] {
  const written = operation.kind === "add-constraint" ? [operation.constraint] : operation.constraints;
  const key = keyOf(operation.table);
  const taken = new Set([...(before.tables.get(key)?.constraints ?? []), ...written].map(({ name }) => name));
  const chosen = (after.tables.get(key)?.constraints ?? []).filter(({ name }) => !taken.has(name));
  return written.map((constraint) => {
    if (constraint.name !== "") return constraint;
    const at = chosen.findIndex(({ kind }) => kind === constraint.kind);
    const [found] = at === -1 ? [] : chosen.splice(at, 1);
    return { ...constraint, name: found?.name ?? usualName(operation.table.name, constraint) };
  });
}

/** The name that PostgreSQL chooses as a rule, for a table of which nothing is known. */
function usualName(table: string, constraint: Constraint): string {
  const columns = constraint.kind === "unique" || constraint.kind === "foreign-key" ? constraint.columns : [];
  return [table, ...columns, constraintSuffixes[constraint.kind]].join("_");
}
