import type { Finding } from "../model/finding.ts";
import type { ForeignWaiver } from "../model/waiver.ts";
import { code } from "../text/markdown.ts";
import { equivalentRules } from "./equivalent-rules.ts";

const toolNames = { squawk: "squawk", atlas: "Atlas", eugene: "eugene" } as const;

/** Where a comment tells another tool to be silent about what a rule found, the first such finding says what to write for this one. */
export function hintAtWaivers(findings: readonly Finding[], comments: readonly ForeignWaiver[]): readonly Finding[] {
  const hints = new Map<Finding, string>();
  for (const comment of comments) {
    const finding = findings.find((each) => !hints.has(each) && isMeant(comment, each));
    if (finding !== undefined) hints.set(finding, hintOf(comment, finding));
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

function hintOf({ tool, text, scope }: ForeignWaiver, { rule }: Finding): string {
  const line = `-- schema-warden: allow${scope === "file" ? "-file" : ""} ${rule} because <reason>`;
  return `${code(text)} speaks to ${toolNames[tool]} alone. If it is right to set this finding aside, the line to write is ${code(line)}.`;
}
