import type { Finding, Severity } from "../model/finding.ts";
import type { Location } from "../model/location.ts";
import type { Report } from "../model/report.ts";

const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** The order of findings: the gravest first, then by file and place. */
export function bySeverityAndPlace(left: Finding, right: Finding): number {
  return rank[left.severity] - rank[right.severity] || byPlace(left.at, right.at) || compareText(left.rule, right.rule);
}

/** By file, then by place in it. */
export function byPlace(left: Location, right: Location): number {
  return compareText(left.path, right.path) || left.start.offset - right.start.offset;
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** What two stages say twice is said once, by file and place. */
export function distinct(diagnostics: Report["diagnostics"]): Report["diagnostics"] {
  const seen = new Map(
    diagnostics.map((diagnostic) => [
      `${diagnostic.kind}\n${diagnostic.at.path}\n${diagnostic.at.start.offset}\n${diagnostic.message}`,
      diagnostic,
    ]),
  );
  return [...seen.values()].sort((left, right) => byPlace(left.at, right.at));
}
