import type { Finding, Fix } from "../../model/finding.ts";
import type { AppliedWaiver } from "../../model/waiver.ts";
import { clean, findingText, lineOf } from "../finding-text.ts";
import { artifact, region, sarifLocation, sarifMessage } from "./places.ts";

const levels = { error: "error", warning: "warning", info: "note" } as const;

/** A finding as a result. `indexes` tell each rule's place in the run's list. */
export function resultOf(finding: Finding, indexes: ReadonlyMap<string, number>) {
  const { rule, severity, at, related, fingerprint, section, subject, fix, database } = finding;
  const ruleIndex = indexes.get(rule);
  const relatedLocations = related.slice(0, 20).flatMap((place) => sarifLocation(place, "See also"));
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: levels[severity],
    message: sarifMessage(findingText(finding)),
    locations: sarifLocation(at),
    ...(relatedLocations.length === 0 ? {} : { relatedLocations }),
    partialFingerprints: { "schemaWarden/v1": fingerprint },
    ...(fix === undefined || fix.edits.length === 0 ? {} : { fixes: [fixOf(fix)] }),
    properties: {
      section,
      subject: clean(subject).slice(0, 500),
      ...(database === undefined ? {} : { database: clean(database).slice(0, 200) }),
    },
  };
}

/** A waived finding is in the list as well, marked as suppressed in the source. */
export function waivedResultOf(finding: Finding, { reason, at }: AppliedWaiver, indexes: ReadonlyMap<string, number>) {
  const [location] = sarifLocation(at);
  const suppression = {
    kind: "inSource",
    status: "accepted",
    justification: lineOf(reason),
    ...(location && { location }),
  };
  return { ...resultOf(finding, indexes), suppressions: [suppression] };
}

function fixOf({ title, edits }: Fix) {
  const byFile = new Map<string, object[]>();
  for (const { at, text } of edits) {
    const list = byFile.get(at.path) ?? [];
    list.push({ deletedRegion: region(at), insertedContent: { text } });
    byFile.set(at.path, list);
  }
  return {
    description: sarifMessage(lineOf(title)),
    artifactChanges: [...byFile].map(([path, replacements]) => ({ artifactLocation: artifact(path), replacements })),
  };
}
