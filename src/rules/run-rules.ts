import { hash } from "node:crypto";
import type { AppliedMigration, Step } from "../model/comparison.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { type Finding, type FoundLock, type RuleGroup, ruleGroups, type Severity } from "../model/finding.ts";
import type { Location } from "../model/location.ts";
import type { Lock } from "../model/lock.ts";
import type { JudgedWaiver } from "../model/waiver.ts";
import type { Watchdog } from "../model/watchdog.ts";
import { code } from "../text/markdown.ts";
import type { Found, Rule, RuleContext } from "./define-rule.ts";
import { oneByOne } from "./one-by-one.ts";
import { RuleSettings } from "./rule-settings.ts";
import { rules as allRules, rulesByFolder } from "./rules.generated.ts";
import { isLeftOut, isSwitchedOff, severityOf } from "./severity-of.ts";

/** All that rules see, but for the settings, which are each rule's own. With `waivers` the rules about waivers are asked, without it all others. */
export type RulesInput = Omit<RuleContext, "settings"> & { readonly waivers?: readonly JudgedWaiver[] };

type AskedContext = RuleContext & Pick<RulesInput, "waivers">;

type Asked = { readonly rules?: readonly Rule[]; readonly watchdog?: Watchdog | undefined };

type Outcome = {
  readonly findings: readonly Finding[];
  readonly diagnostics: readonly Diagnostic[];
  /** Rules that failed or were stopped, and so found nothing. */
  readonly unfinished: readonly string[];
};

type Answer = Pick<Outcome, "findings" | "diagnostics"> & { readonly finished: boolean };

/** The ids of all rules; those about waivers cannot be waived themselves. */
export const ruleIds: ReadonlySet<string> = new Set(allRules.map(({ id }) => id));
export const rulesAboutWaivers: readonly string[] = allRules.filter(({ on }) => on === "waivers").map(({ id }) => id);

const groupOf = new Map<string, RuleGroup>(
  ruleGroups.flatMap((group) => rulesByFolder[group].map(({ id }) => [id, group] as const)),
);

const noSettings = new RuleSettings({ id: "a rule without settings" });

// biome-ignore lint/suspicious/noExplicitAny: what a rule yields fits its own explain, as defineRule checked.
type AnyFound = Found<any>;

/**
 * Asks every rule and gathers their findings by file, line and rule. A rule that throws, or that the watchdog stops, costs its own findings and
 * leaves a diagnostic.
 */
export function runRules(input: RulesInput, { rules = allRules, watchdog }: Asked = {}): Outcome {
  const context = { ...input, settings: noSettings };
  const places = placesByKind(context);
  const asked = rules.filter((rule) => isDue(rule, context, places) && !isSwitchedOff(rule, context));
  const { ruleMilliseconds } = context.policy.limits;
  const answers = oneByOne(asked, (rule) => answerOf(rule, context, places), ruleMilliseconds, watchdog).map(
    (answer, place) => answer ?? failed(asked[place], tooSlow(ruleMilliseconds), context),
  );
  return {
    findings: identify(answers.flatMap(({ findings }) => findings).sort(byPlace)),
    diagnostics: answers.flatMap(({ diagnostics }) => diagnostics),
    unfinished: asked.filter((_, place) => answers[place]?.finished === false).map(({ id }) => id),
  };
}

/** A step that operation rules are asked about, with its number among all of the pull request's. */
type Place = { readonly order: number; readonly step: Step; readonly migration: AppliedMigration };
type Places = ReadonlyMap<string, readonly Place[]>;

/** The steps of the migrations that the pull request changes, by the kinds of their operations. */
function placesByKind({ comparison, changes }: RulesInput): Places {
  const places = new Map<string, Place[]>();
  // A migration to which only a way back was added is none of this pull request's doing.
  const changed = new Set(changes.map(({ path }) => path));
  let order = 0;
  for (const migration of comparison.migrations) {
    if (!changed.has(migration.migration.up.path)) continue;
    for (const step of migration.steps) {
      const { kind } = step.operation;
      const place = { order, step, migration };
      order += 1;
      const known = places.get(kind);
      if (known === undefined) places.set(kind, [place]);
      else known.push(place);
    }
  }
  return places;
}

function answerOf(rule: Rule, context: AskedContext, places: Places): Answer {
  const most = context.policy.limits.findings;
  const findings: Finding[] = [];
  try {
    for (const found of ask(rule, contextOf(rule, context), places)) {
      const severity = severityOf(rule, found, context);
      if (severity === "off") continue;
      if (findings.length === most) return { findings, diagnostics: [tooMany(rule, findings)], finished: true };
      findings.push({
        ...findingOf(rule, found, severity),
        ...(isLeftOut(rule, found, context) ? { leftOut: true } : {}),
      });
    }
    return { findings, diagnostics: [], finished: true };
  } catch (error) {
    return failed(rule, `failed and found nothing: ${code(reasonOf(error), 300)}`, context);
  }
}

/** Most rules have no settings and see the same. */
function contextOf(rule: Rule, context: AskedContext): AskedContext {
  if (rule.settings === undefined) return context;
  return { ...context, settings: new RuleSettings(rule, context.policy.settings.get(rule.id)) };
}

function isDue({ on }: Rule, { waivers }: RulesInput, places: Places): boolean {
  if (on === "waivers") return waivers !== undefined && waivers.length > 0;
  if (waivers !== undefined) return false;
  return on === "pull-request" || on.some((kind: string) => places.has(kind));
}

function* ask(rule: Rule, context: AskedContext, places: Places): Iterable<AnyFound> {
  if (rule.on === "waivers") {
    yield* rule.check(context.waivers ?? [], context);
    return;
  }
  if (rule.on === "pull-request") {
    yield* rule.check(context);
    return;
  }
  const kinds: readonly string[] = rule.on;
  const own = kinds.flatMap((kind) => places.get(kind) ?? []).sort((left, right) => left.order - right.order);
  for (const { step, migration } of own) yield* rule.check(step.operation, context, { step, migration });
}

function findingOf(rule: Rule, found: AnyFound, severity: Severity): Finding {
  const words = rule.explain(found.data);
  return {
    rule: rule.id,
    group: groupOf.get(rule.id),
    severity,
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
  return hash("sha256", text).slice(0, 16);
}

function failed(rule: Rule | undefined, how: string, context: RulesInput): Answer {
  const message = `The rule ${code(rule?.id ?? "")} ${how}. This is a bug in Schema Warden; please report it.`;
  return {
    findings: [],
    diagnostics: [{ kind: "rule-failed", at: somewhere(context), message }],
    finished: false,
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function tooSlow(milliseconds: number): string {
  return `was stopped after ${milliseconds} milliseconds and found nothing`;
}

function tooMany({ id }: Rule, findings: readonly Finding[]): Diagnostic {
  const at = findings.at(-1)?.at ?? nowhere;
  return {
    kind: "limit-reached",
    at,
    message: `The rule ${code(id)} found more than ${findings.length} places; those from here on are left out.`,
  };
}

const start = { line: 1, column: 1, offset: 0 };
const nowhere: Location = { path: "", start, end: start };

function somewhere({ comparison, changes, head, base }: RulesInput): Location {
  const path =
    comparison.migrations[0]?.migration.up.path ?? changes[0]?.path ?? head.database?.path ?? base.database?.path ?? "";
  return { ...nowhere, path };
}
