import { keyOf } from "../../model/name.ts";
import type { Operation } from "../../model/operation.ts";
import type { RuleContext } from "../define-rule.ts";

const texts: ReadonlySet<string> = new Set(["character", "character varying", "text"]);

/** Whether readers of a changed column get the same kind of value as before: more room in the same type, or an enum with the values it had. */
export function isHarmless(operation: Operation, { comparison }: RuleContext): boolean {
  const change = comparison.typeChanges.get(operation);
  if (change === undefined) return false;
  const { from, to, effect } = change;
  if (effect === "widened") return from.base === to.base || (texts.has(from.base) && texts.has(to.base));
  const step = comparison.steps.find((one) => one.operation === operation);
  const [before, after] = [from, to].map(({ base }) => step?.before.types.get(base));
  if (before?.kind !== "enum" || after?.kind !== "enum") return effect === "same";
  // enum-value-removed speaks of values that are gone.
  return keyOf(before.name) !== keyOf(after.name);
}
