import type { Finding } from "../src/model/finding.ts";
import type { Migration } from "../src/model/migration.ts";
import { equivalentRules, namesOf } from "../src/waivers/equivalent-rules.ts";

/** What the other tool says of one place; `line` from 1. */
export type TheirFinding = { readonly rule: string; readonly path: string; readonly line: number };

/** One statement of which at least one side speaks under a rule that both have. */
export type Verdict = {
  readonly rule: string;
  readonly who: "both" | "only they" | "only we";
  /** `path:line`, where the statement begins. */
  readonly place: string;
  readonly text: string;
};

/** Holds what both say of one migration against each other, statement by statement, for every rule that both have. */
export function compareVerdicts(
  migration: Migration,
  ours: readonly Finding[],
  theirs: readonly TheirFinding[],
): readonly Verdict[] {
  const { path, statements } = migration.up;
  const here = theirs.filter((one) => one.path === path);
  const statementAt = (line: number) =>
    statements.find(({ at }) => at.start.line <= line && line <= at.end.line)?.at.start.line ?? line;
  const textAt = (line: number) => statements.find(({ at }) => at.start.line === line)?.text ?? "";
  return comparedRules.flatMap((rule) => {
    const equivalent = equivalentRules("squawk", [rule]);
    const spotOf = (line: number) => (ofWholeFiles.has(rule) ? 1 : statementAt(line));
    const they = new Set(here.filter((one) => one.rule === rule).map(({ line }) => spotOf(line)));
    const we = ours.filter((one) => equivalent.has(one.rule) && one.at.path === path);
    // Where several rules of theirs are one here, the others speak for this one.
    const spoken = new Set(here.filter(({ rule: other }) => isKin(rule, other)).map(({ line }) => spotOf(line)));
    const alone = new Set(
      we.map(({ at }) => spotOf(at.start.line)).filter((spot) => !they.has(spot) && !spoken.has(spot)),
    );
    const both = new Set(we.map(({ at }) => spotOf(at.start.line)).filter((spot) => they.has(spot)));
    return [...new Set([...they, ...alone])].map((line): Verdict => {
      const who = both.has(line) ? "both" : they.has(line) ? "only they" : "only we";
      return { rule, who, place: `${path}:${line}`, text: textAt(line).replace(/\s+/g, " ").slice(0, 160) };
    });
  });
}

/** Their rules that speak once of a file, at the first statement that they find it in. */
const ofWholeFiles: ReadonlySet<string> = new Set([
  "ban-uncommitted-transaction",
  "require-lock-timeout",
  "require-statement-timeout",
  "transaction-nesting",
]);

/** Names by which no release of squawk reports: older or other spellings, and rules of its main branch. */
const neverSaid: ReadonlySet<string> = new Set([
  "adding-primary-key-constraint",
  "ban-disable-trigger",
  "ban-drop-constraint",
  "ban-drop-domain",
  "ban-drop-function",
  "ban-drop-schema",
  "ban-drop-type",
  "ban-drop-view",
  "prefer-big-int",
  "prefer-timestamptz",
  "renaming-object",
  "require-timeout-settings",
]);

const comparedRules = namesOf("squawk").filter((name) => !neverSaid.has(name));

function isKin(rule: string, other: string): boolean {
  const own = equivalentRules("squawk", [rule]);
  return (
    other !== rule &&
    comparedRules.includes(other) &&
    [...equivalentRules("squawk", [other])].some((one) => own.has(one))
  );
}
