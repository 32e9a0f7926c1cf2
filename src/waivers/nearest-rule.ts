import { closest, distance } from "fastest-levenshtein";

/** The rule that was probably meant; `undefined` when no id is near. */
export function nearestRule(written: string, rules: ReadonlySet<string>): string | undefined {
  if (rules.size === 0 || written.length > 100) return undefined;
  const plain = written.toLowerCase().replaceAll("_", "-");
  const rule = closest(plain, [...rules]);
  return distance(plain, rule) <= Math.max(2, Math.floor(rule.length / 3)) ? rule : undefined;
}
