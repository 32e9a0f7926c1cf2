import type { Finding, RuleGroup, Severity } from "../model/finding.ts";
import type { Location } from "../model/location.ts";
import type { Report } from "../model/report.ts";

const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** What weighs more among findings of one severity. */
const weight: Readonly<Record<RuleGroup, number>> = {
  // Breaks somebody, or loses data.
  destructive: 0,
  queries: 0,
  endpoints: 0,
  // Stops the server.
  online: 1,
  // Shows data to whom it is not for, or may hide either of the above.
  protection: 2,
  review: 2,
  // Leaves the contract untrue.
  contract: 3,
  // Is form.
  idempotency: 4,
  separation: 4,
  migrations: 4,
  versioning: 4,
  performance: 4,
  conventions: 4,
  waivers: 4,
};
const lightest = Math.max(...Object.values(weight));

/** The order of findings in every list: the gravest first, by severity and by what they are about, then by file and place. */
export function byGravity(left: Finding, right: Finding): number {
  return (
    rank[left.severity] - rank[right.severity] ||
    weightOf(left) - weightOf(right) ||
    byPlace(left.at, right.at) ||
    compareText(left.rule, right.rule)
  );
}

function weightOf({ group }: Finding): number {
  return group === undefined ? lightest : weight[group];
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
