import { createHash } from "node:crypto";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Finding, FoundLock, Severity } from "../model/finding.ts";
import type { Location } from "../model/location.ts";
import type { Lock } from "../model/lock.ts";
import { code } from "../text/markdown.ts";
import type { Found, Rule, RuleContext } from "./define-rule.ts";
import { settingsOf } from "./rule-settings.ts";
import { rules as allRules } from "./rules.generated.ts";
import { isStated } from "./sections.ts";

/** All that rules see, but for the settings, which are each rule's own. */
export type RulesInput = Omit<RuleContext, "settings">;

type Outcome = { readonly findings: readonly Finding[]; readonly diagnostics: readonly Diagnostic[] };
// biome-ignore lint/suspicious/noExplicitAny: what a rule yields fits its own explain, as defineRule checked.
type AnyFound = Found<any>;

/** Asks every rule and gathers their findings by file, line and rule. A rule that throws costs its own findings and leaves a diagnostic. */
export function runRules(context: RulesInput, rules: readonly Rule[] = allRules): Outcome {
  const findings: Finding[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const rule of rules) {
    if (isSwitchedOff(rule, context)) continue;
    try {
      const own = { ...context, settings: settingsOf(rule, context.policy.settings.get(rule.id)) };
      findings.push(...[...ask(rule, own)].map((found) => findingOf(rule, found, context)));
    } catch (error) {
      diagnostics.push(failureOf(rule, error, context));
    }
  }
  return { findings: identify(findings.sort(byPlace)), diagnostics };
}

function isSwitchedOff(rule: Rule, { policy, comparison }: RulesInput): boolean {
  if (rule.dialects !== undefined && !rule.dialects.includes(comparison.head.dialect)) return true;
  return (policy.severities.get(rule.id) ?? rule.severity) === "off";
}

function* ask(rule: Rule, context: RuleContext): Iterable<AnyFound> {
  if (rule.on === "pull-request") {
    yield* rule.check(context);
    return;
  }
  const kinds = new Set<string>(rule.on);
  // A migration to which only a way back was added is none of this pull request's doing.
  const changed = new Set(context.changes.map(({ path }) => path));
  for (const migration of context.comparison.migrations) {
    if (!changed.has(migration.migration.up.path)) continue;
    for (const step of migration.steps) {
      if (kinds.has(step.operation.kind)) yield* rule.check(step.operation, context, { step, migration });
    }
  }
}

function findingOf(rule: Rule, found: AnyFound, context: RulesInput): Finding {
  const words = rule.explain(found.data);
  return {
    rule: rule.id,
    severity: severityOf(rule, found, context),
    section: rule.section,
    at: found.at,
    related: found.related ?? [],
    what: words.what,
    why: words.why,
    howToFix: words.fix,
    fix: found.fix,
    lock: found.lock === undefined ? undefined : statedLock(found.lock),
    fingerprint: "",
    subject: found.subject,
    facts: found.data,
  };
}

function statedLock({ table, mode, held, stops, work }: Lock): FoundLock {
  return { table, mode, held, stops, work };
}

/** The contract is the law: what it leaves out is information, unless the policy says otherwise. */
function severityOf(rule: Rule, found: AnyFound, { policy, base }: RulesInput): Severity {
  const chosen = policy.severities.get(rule.id);
  if (chosen !== undefined && chosen !== "off") return chosen;
  const stated = found.stated ?? isStated(rule.section, base.database);
  return stated && rule.severity !== "off" ? rule.severity : "info";
}

function byPlace(left: Finding, right: Finding): number {
  return (
    order(left.at.path, right.at.path) ||
    left.at.start.line - right.at.start.line ||
    order(left.rule, right.rule) ||
    left.at.start.offset - right.at.start.offset ||
    order(left.subject, right.subject)
  );
}

function order(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Drops what was found twice at one place, and gives each of the rest its fingerprint. */
function identify(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  const ordinals = new Map<string, number>();
  return findings.flatMap((finding) => {
    const identity = JSON.stringify([finding.rule, finding.at.path, finding.subject]);
    const place = `${identity}${finding.at.start.offset}-${finding.at.end.offset}`;
    if (seen.has(place)) return [];
    seen.add(place);
    const ordinal = ordinals.get(identity) ?? 0;
    ordinals.set(identity, ordinal + 1);
    return [{ ...finding, fingerprint: digest(`${identity}${ordinal}`) }];
  });
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

function failureOf(rule: Rule, error: unknown, context: RulesInput): Diagnostic {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    kind: "rule-failed",
    at: somewhere(context),
    message: `The rule ${code(rule.id)} failed and found nothing: ${code(reason, 300)}. This is a bug in Schema Warden; please report it.`,
  };
}

function somewhere({ comparison, changes, head, base }: RulesInput): Location {
  const path =
    comparison.migrations[0]?.migration.up.path ?? changes[0]?.path ?? head.database?.path ?? base.database?.path ?? "";
  const start = { line: 1, column: 1, offset: 0 };
  return { path, start, end: start };
}
