import type { Finding } from "../model/finding.ts";
import type { ForeignWaiver } from "../model/waiver.ts";
import { code } from "../text/markdown.ts";
import { equivalentRules } from "./equivalent-rules.ts";

const toolNames = { squawk: "squawk", atlas: "Atlas", eugene: "eugene" } as const;

/** Where a comment tells another tool to be silent about what a rule found, the first such finding says what to write for all of them. */
export function hintAtWaivers(findings: readonly Finding[], comments: readonly ForeignWaiver[]): readonly Finding[] {
  const hints = new Map<Finding, string>();
  for (const comment of comments) {
    const meant = findings.filter((each) => isMeant(comment, each));
    const bearer = meant.find((each) => !hints.has(each));
    if (bearer !== undefined) hints.set(bearer, hintOf(comment, [...new Set(meant.map(({ rule }) => rule))]));
  }
  return hints.size === 0
    ? findings
    : findings.map((finding) => {
        const hint = hints.get(finding);
        return hint === undefined ? finding : { ...finding, howToFix: `${finding.howToFix}\n\n${hint}` };
      });
}

/** A comment without names means all that its tool could find, which is what some name of the tool stands for. */
function isMeant({ tool, names, covers }: ForeignWaiver, { rule, at }: Finding): boolean {
  if (at.path !== covers.path || at.start.offset < covers.start.offset || at.start.offset >= covers.end.offset)
    return false;
  return equivalentRules(tool, names).has(rule);
}

function hintOf({ tool, text, scope }: ForeignWaiver, rules: readonly string[]): string {
  const line = `-- schema-warden: allow${scope === "file" ? "-file" : ""} ${rules.join(", ")} because <reason>`;
  const what = rules.length === 1 ? "this finding" : `what ${rules.length} rules found there`;
  return `${code(text)} speaks to ${toolNames[tool]} alone. If it is right to set ${what} aside, the line to write is ${code(line, line.length)}.`;
}
