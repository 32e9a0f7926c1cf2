import type { Finding } from "../model/finding.ts";
import type { Lock } from "../model/lock.ts";
import type { PlacedLock, Report } from "../model/report.ts";
import { judgeChecklist } from "./checklist.ts";
import { contractStates } from "./contract-states.ts";
import { leftOutNotes } from "./left-out-notes.ts";
import { byGravity, byPlace, distinct } from "./order.ts";
import type { ReportInput } from "./report-input.ts";
import { reviewedImpacts } from "./reviewed-impacts.ts";
import { reviewedMigrations } from "./reviewed-migrations.ts";
import { fingerprintOf } from "./schema-fingerprint.ts";
import { headlineOf, verdictOf } from "./verdict.ts";

/** Puts what the stages found together for people and machines. The same input gives the same report, byte for byte. */
export function buildReport(source: ReportInput): Report {
  const { input, comparison } = source;
  const findings = [...source.findings].sort(byGravity);
  const diagnostics = distinct(source.diagnostics);
  const given: ReportInput = { ...source, findings, diagnostics };
  const verdict = verdictOf(given);
  const impacts = reviewedImpacts(comparison);
  const contracts = contractStates(given);
  const counts = countBySeverity(findings);
  return {
    reportVersion: 1,
    tool: { name: "schema-warden", version: source.toolVersion },
    verdict,
    headline: headlineOf({ verdict, counts, impacts, contracts, comparison, diagnostics }),
    base: { ref: input.base.ref, commit: input.base.commit },
    head: { ref: input.head.ref, commit: input.head.commit },
    dialect: source.dialect,
    baseSchemaFrom: source.baseSchemaFrom,
    counts,
    contracts,
    migrations: reviewedMigrations(comparison),
    schemaChange: comparison.schemaChange,
    impacts,
    heaviestLock: source.heaviestLock === undefined ? undefined : placed(source.heaviestLock),
    checklist: judgeChecklist(given),
    findings,
    waivers: [...source.waivers].sort((left, right) => byPlace(left.at, right.at)),
    diagnostics,
    notes: [...leftOutNotes(given), ...(input.configuration?.notes ?? [])],
    drift: comparison.debts.length,
    schemaFingerprint: fingerprintOf(comparison.schemaChange),
  };
}

function placed({ table, mode, held, stops, work, operation }: Lock): PlacedLock {
  return { table, mode, held, stops, work, at: operation.at };
}

function countBySeverity(findings: readonly Finding[]): Report["counts"] {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}
