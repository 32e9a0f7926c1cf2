import type { Severity } from "../model/finding.ts";
import type { Policy } from "../model/policy.ts";
import { matchesGlobs } from "../text/globs.ts";
import type { Found, Rule, RuleContext } from "./define-rule.ts";
import { isStated } from "./sections.ts";

type Ruled = Pick<RuleContext, "policy" | "base">;
type Placed = Pick<Found<never>, "at" | "stated" | "certain">;
type Asked = Pick<RuleContext, "policy" | "engine" | "comparison">;

/** Whether a rule cannot find anything, wherever it looks. */
export function isSwitchedOff(rule: Rule, { policy, engine, comparison }: Asked): boolean {
  if (rule.dialects !== undefined && !rule.dialects.includes(comparison.head.dialect)) return true;
  if (rule.products !== undefined && !rule.products.includes(engine.product)) return true;
  const somewhere = policy.overrides.some(({ severities }) => (severities.get(rule.id) ?? "off") !== "off");
  return !somewhere && (policy.severities.get(rule.id) ?? rule.severity) === "off";
}

/** The contract is the law: what it leaves out is information, unless the policy says otherwise or the server refuses it. `off` where the rule does not speak in this file. */
export function severityOf(rule: Rule, found: Placed, { policy, base }: Ruled): Severity | "off" {
  const { at } = found;
  if (!speaksIn(rule, at.path, policy)) return "off";
  return chosenFor(rule, at.path, policy) ?? (isLeftOut(rule, found, { policy, base }) ? "info" : rule.severity);
}

/** Whether a finding only informs because the base contract leaves out what it is about. */
export function isLeftOut(rule: Rule, { at, stated, certain = false }: Placed, { policy, base }: Ruled): boolean {
  if (rule.severity === "off" || rule.severity === "info" || certain) return false;
  return chosenFor(rule, at.path, policy) === undefined && !(stated ?? isStated(rule.section, base.database));
}

function speaksIn({ id }: Rule, path: string, { rulePaths }: Policy): boolean {
  const { only = [], except = [] } = rulePaths.get(id) ?? {};
  return (only.length === 0 || matchesGlobs(path, only)) && !matchesGlobs(path, except);
}

function chosenFor({ id }: Rule, path: string, { overrides, severities }: Policy): Severity | "off" | undefined {
  const override = overrides.findLast((one) => one.severities.has(id) && matchesGlobs(path, one.paths));
  return override?.severities.get(id) ?? severities.get(id);
}
