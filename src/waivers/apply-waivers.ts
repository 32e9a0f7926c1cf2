import type { Finding } from "../model/finding.ts";
import type { Located } from "../model/location.ts";
import type { AppliedWaiver, FileWaivers, JudgedWaiver, Waiver, WaiverStanding } from "../model/waiver.ts";
import { matchesGlobs } from "../text/globs.ts";
import { hintAtWaivers } from "./hint-at-waivers.ts";
import { nearestRule } from "./nearest-rule.ts";

/** What a waiver needs to be judged by. */
export type WaiverGround = {
  readonly findings: readonly Finding[];
  /** The waivers of files that matter, each with those that its file holds on the base branch. */
  readonly files: readonly { readonly head: FileWaivers; readonly base: FileWaivers }[];
  /** Every rule there is. */
  readonly rules: ReadonlySet<string>;
  /** Rules, by id or glob, that nobody may waive. */
  readonly forbidden: readonly string[];
  /** Rules that could not finish: that they found nothing says nothing. */
  readonly unfinished: readonly string[];
};

export type Waived = {
  /** What no waiver sets aside. */
  readonly findings: readonly Finding[];
  readonly waivers: readonly JudgedWaiver[];
};

/** Sets aside what the waivers say may be. Each finding is set aside by the first waiver that covers it, and only in the waiver's own file. */
export function applyWaivers(ground: WaiverGround): Waived {
  const taken = new Set<Finding>();
  const waivers = ground.files.flatMap(({ head, base }) => {
    const before = new Set(base.own.map(wording));
    return head.own.map((waiver): JudgedWaiver => {
      const rules = waiver.rules.map((name) => judge(waiver, name, ground, taken));
      return { waiver, old: before.has(wording(waiver)), rules };
    });
  });
  const kept = ground.findings.filter((finding) => !taken.has(finding));
  return {
    findings: hintAtWaivers(
      kept,
      ground.files.flatMap(({ head }) => head.foreign),
    ),
    waivers,
  };
}

/** The waivers that set something aside, as the report shows them. */
export function appliedWaivers(waivers: readonly JudgedWaiver[]): readonly AppliedWaiver[] {
  return waivers.flatMap(({ waiver: { at, scope, reason }, rules }) => {
    const applied = rules.filter(({ setAside }) => setAside.length > 0);
    if (reason === undefined || applied.length === 0) return [];
    const names = applied.map(({ name }) => name.value);
    return [{ rules: names, reason, at, scope, setAside: applied.flatMap(({ setAside }) => setAside) }];
  });
}

function judge(
  waiver: Waiver,
  name: Located<string>,
  ground: WaiverGround,
  taken: Set<Finding>,
): JudgedWaiver["rules"][number] {
  const outcome = (standing: WaiverStanding, nearest?: string, setAside: readonly Finding[] = []) => ({
    name,
    standing,
    nearest,
    setAside,
  });
  const rule = name.value;
  if (waiver.word !== "allow") return outcome("unknown-word");
  if (!ground.rules.has(rule)) return outcome("unknown-rule", nearestRule(rule, ground.rules));
  if (matchesGlobs(rule, ground.forbidden)) return outcome("not-permitted");
  if (waiver.reason === undefined) return outcome("without-reason");
  const setAside = ground.findings.filter((finding) => !taken.has(finding) && covers(waiver, rule, finding));
  for (const finding of setAside) taken.add(finding);
  const counts = setAside.length > 0 || ground.unfinished.includes(rule);
  return outcome(counts ? "applied" : "unused", undefined, setAside);
}

function covers({ covers: { path, start, end }, scope }: Waiver, rule: string, finding: Finding): boolean {
  const { at } = finding;
  if (finding.rule !== rule || at.path !== path) return false;
  return scope === "file" || (start.offset <= at.start.offset && at.start.offset < end.offset);
}

/** A waiver is old when it says the same as one of the base branch, wherever that stands in the file. */
function wording({ scope, rules, reason }: Waiver): string {
  return JSON.stringify([scope, rules.map(({ value }) => value), reason]);
}
