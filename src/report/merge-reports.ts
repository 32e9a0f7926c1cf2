import { createHash } from "node:crypto";
import type { ObjectChanges, SchemaChange } from "../model/change.ts";
import type { Finding } from "../model/finding.ts";
import { isHeavier } from "../model/lock.ts";
import type { PlacedLock, Report, ReviewedDatabase } from "../model/report.ts";
import { mergeChecklists } from "./checklist/merge-checklists.ts";
import { countOf, countsOf } from "./count-words.ts";
import { byGravity, byPlace, distinct } from "./order.ts";
import { fingerprintOf } from "./schema-fingerprint.ts";
import { unreadOf } from "./unread.ts";

/** The review of one database among several. */
export type NamedReport = { readonly name: string; readonly report: Report };

/**
 * One report of several databases, each thing in it with the name of its database. What only one database has to tell is that one's own
 * report, as if there were no other.
 */
export function mergeReports(all: readonly NamedReport[]): Report {
  const telling = all.filter(({ report }) => report.verdict !== "neutral" || report.diagnostics.length > 0);
  const parts = telling.length === 0 ? all.slice(0, 1) : telling;
  const [first] = parts;
  if (first === undefined) throw new Error("There is no report to merge");
  if (parts.length === 1) return first.report;
  const reports = parts.map(({ report }) => report);
  const findings = mergeFindings(parts);
  const { changes, ...sums } = sumsOf(reports, findings);
  const diagnostics = distinct(reports.flatMap((report) => report.diagnostics));
  const merged: Report = {
    ...first.report,
    ...sums,
    verdict: worst(
      reports.map(({ verdict }) => verdict),
      ["failure", "success", "neutral"],
    ),
    baseSchemaFrom: worst(
      reports.map(({ baseSchemaFrom }) => baseSchemaFrom),
      ["nothing", "migrations", "contract"],
    ),
    contracts: named(parts, ({ contracts }) => contracts),
    migrations: named(parts, ({ migrations }) => migrations),
    schemaChange: concatenated(changes),
    impacts: named(parts, ({ impacts }) => impacts),
    heaviestLock: heaviest(parts),
    checklist: mergeChecklists(parts.map(({ name, report }) => ({ name, checklist: report.checklist }))),
    findings,
    waivers: parts
      .flatMap(({ name, report }) =>
        report.waivers.map((waiver) => ({
          ...waiver,
          setAside: waiver.setAside.map((finding) => ({ ...finding, database: name })),
        })),
      )
      .sort((left, right) => byPlace(left.at, right.at)),
    diagnostics,
    notes: [...new Set(reports.flatMap(({ notes }) => notes))],
    schemaFingerprint: fingerprintOf(parts.map(({ name, report }) => [name, report.schemaChange])),
    databases: parts.map(databaseOf),
  };
  return { ...merged, headline: headlineOf(merged) };
}

function databaseOf({ name, report }: NamedReport): ReviewedDatabase {
  const { verdict, headline, dialect, baseSchemaFrom, counts, schemaChange, drift, schemaFingerprint } = report;
  return { name, verdict, headline, dialect, baseSchemaFrom, counts, schemaChange, drift, schemaFingerprint };
}

/** What was found at one place for several databases, as a mistake in the configuration is, is found once and is nobody's own. */
function mergeFindings(parts: readonly NamedReport[]): readonly Finding[] {
  const found = new Map<string, Finding>();
  const taken = new Set<string>();
  for (const { name, report } of parts) {
    for (const finding of report.findings) {
      const { rule, at, subject, what } = finding;
      const identity = JSON.stringify([rule, at.path, at.start.offset, at.end.offset, subject, what]);
      const twin = found.get(identity);
      if (twin !== undefined) {
        const { database: _, ...shared } = twin;
        found.set(identity, shared);
        continue;
      }
      const fingerprint = taken.has(finding.fingerprint) ? apart(finding.fingerprint, name) : finding.fingerprint;
      taken.add(fingerprint);
      found.set(identity, { ...finding, fingerprint, database: name });
    }
  }
  return [...found.values()].sort(byGravity);
}

function apart(fingerprint: string, database: string): string {
  return createHash("sha256").update(`${fingerprint}\n${database}`).digest("hex").slice(0, fingerprint.length);
}

function named<T extends object>(
  parts: readonly NamedReport[],
  list: (report: Report) => readonly T[],
): readonly (T & { readonly database: string })[] {
  return parts.flatMap(({ name, report }) => list(report).map((one) => ({ ...one, database: name })));
}

function worst<T>(values: readonly T[], worstFirst: readonly [T, ...T[]]): T {
  return worstFirst.find((value) => values.includes(value)) ?? worstFirst[0];
}

function heaviest(parts: readonly NamedReport[]): PlacedLock | undefined {
  let found: PlacedLock | undefined;
  for (const { name, report } of parts) {
    const lock = report.heaviestLock;
    if (lock !== undefined && (found === undefined || isHeavier(lock, found))) found = { ...lock, database: name };
  }
  return found;
}

function sumsOf(reports: readonly Report[], findings: readonly Finding[]) {
  const counted = (severity: Finding["severity"]) => findings.filter((one) => one.severity === severity).length;
  return {
    counts: { error: counted("error"), warning: counted("warning"), info: counted("info") },
    drift: reports.reduce((sum, { drift }) => sum + drift, 0),
    changes: reports.map(({ schemaChange }) => schemaChange),
  };
}

/** Names that two databases have stand twice: `databases` tells them apart. */
function concatenated(changes: readonly SchemaChange[]): SchemaChange {
  const objects = (list: (change: SchemaChange) => ObjectChanges): ObjectChanges => joined(changes.map(list));
  return {
    schemas: objects(({ schemas }) => schemas),
    tables: joined(changes.map(({ tables }) => tables)),
    views: objects(({ views }) => views),
    sequences: objects(({ sequences }) => sequences),
    enums: joined(changes.map(({ enums }) => enums)),
    types: objects(({ types }) => types),
    routines: objects(({ routines }) => routines),
    extensions: objects(({ extensions }) => extensions),
  };
}

type Lists<A, D, R, C> = {
  readonly added: readonly A[];
  readonly dropped: readonly D[];
  readonly renamed: readonly R[];
  readonly changed: readonly C[];
};

function joined<A, D, R, C>(lists: readonly Lists<A, D, R, C>[]): Lists<A, D, R, C> {
  return {
    added: lists.flatMap(({ added }) => added),
    dropped: lists.flatMap(({ dropped }) => dropped),
    renamed: lists.flatMap(({ renamed }) => renamed),
    changed: lists.flatMap(({ changed }) => changed),
  };
}

/** Made of counts alone, as each database's own. */
function headlineOf({ counts, impacts, contracts, diagnostics, databases = [] }: Report): string {
  const found = countsOf([
    [counts.error, "error"],
    [counts.warning, "warning"],
  ]);
  const failing = databases.filter(({ verdict }) => verdict === "failure").length;
  const breaking = impacts.filter((impact) => impact.breaking).length;
  const open = contracts.filter(({ state }) => state !== "up to date" && state !== "not needed").length;
  const unread = unreadOf(diagnostics).length;
  const facts = [
    `${countOf(databases.length, "database")} touched${failing === 0 ? "" : `, ${failing} with errors`}`,
    breaking === 0 ? "no breaking change" : countOf(breaking, "breaking change"),
    open === 0 ? "the contracts are up to date" : `${countOf(open, "contract")} not up to date`,
    ...(unread === 0 ? [] : [`${countOf(unread, "thing")} could not be read`]),
  ];
  return `${found === "" ? "No errors and no warnings" : found}: ${facts.join("; ")}.`;
}
