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
  const statementAt = (line: number) =>
    statements.find(({ at }) => at.start.line <= line && line <= at.end.line)?.at.start.line ?? line;
  const textAt = (line: number) => statements.find(({ at }) => at.start.line === line)?.text ?? "";
  return [...new Set(theirNames(theirs))].flatMap((rule) => {
    const equivalent = equivalentRules("squawk", [rule]);
    const they = new Set(
      theirs.filter((one) => one.rule === rule && one.path === path).map(({ line }) => statementAt(line)),
    );
    const we = new Set(
      ours
        .filter((one) => equivalent.has(one.rule) && one.at.path === path)
        .map(({ at }) => statementAt(at.start.line)),
    );
    return [...new Set([...they, ...we])].map((line): Verdict => {
      const who = they.has(line) ? (we.has(line) ? "both" : "only they") : "only we";
      return { rule, who, place: `${path}:${line}`, text: textAt(line).replace(/\s+/g, " ").slice(0, 160) };
    });
  });
}

/** Some of their rules go by two names; the one that they report by counts. */
const olderNames: ReadonlySet<string> = new Set(["prefer-big-int", "prefer-timestamptz", "require-timeout-settings"]);

function theirNames(theirs: readonly TheirFinding[]): readonly string[] {
  const said = theirs.map(({ rule }) => rule).filter((rule) => namesOf("squawk").includes(rule));
  return [...said, ...namesOf("squawk").filter((name) => !olderNames.has(name))];
}
