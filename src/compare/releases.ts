import type { ContractHeader, Deprecation } from "../model/contract.ts";
import type { Evidence } from "../model/review-input.ts";
import { compareVersions, nextVersion, parseVersion, type Version } from "../text/semver.ts";

/** How many releases lie between a mark and now. */
export type ReleaseCount = {
  /** The version it was marked in, where that is known. */
  readonly since: string | undefined;
  /** Releases after that one, the base branch's present one included. */
  readonly releasesSince: number | undefined;
  /** Releases have to pass, the contract counts versions, and nothing tells in which one the mark was made. */
  readonly undated: boolean;
  /** The first release that may drop it, `releasesBeforeDrop` releases having passed in between; predicted by minor versions where it lies ahead. */
  readonly firstVersionToDrop: string | undefined;
};

/** Counts releases since a mark: by release tags where its version is one, else by the versions of the contract's own change log. */
export function countReleases(
  mark: Deprecation & { readonly day: string | undefined },
  subject: { readonly table: string; readonly column: string | undefined },
  header: ContractHeader,
  evidence: Evidence,
  releasesBeforeDrop: number,
): ReleaseCount {
  const since = mark.since ?? sinceOfChangeLog(subject, header) ?? sinceOfDay(mark.day, header);
  const marked = since === undefined ? undefined : parseVersion(since);
  if (since === undefined || marked === undefined) {
    const counts = header.version !== undefined || header.changeLog.some(({ version }) => version !== undefined);
    return {
      since,
      releasesSince: undefined,
      undated: counts && releasesBeforeDrop > 0,
      firstVersionToDrop: undefined,
    };
  }
  const later = distinct(releases(marked, header, evidence)).filter((version) => compareVersions(version, marked) > 0);
  const passed = later[releasesBeforeDrop];
  return {
    since,
    releasesSince: later.length,
    undated: false,
    firstVersionToDrop:
      passed === undefined ? predicted(later.at(-1) ?? marked, releasesBeforeDrop + 1 - later.length) : text(passed),
  };
}

function releases(marked: Version, header: ContractHeader, evidence: Evidence): readonly Version[] {
  const tags = parsed(evidence.releases ?? []);
  if (tags.some((tag) => compareVersions(tag, marked) === 0)) return tags;
  const log = header.changeLog.flatMap(({ version }) => version ?? []);
  return parsed([...log, ...(header.version === undefined ? [] : [header.version.value])]);
}

/** The row of the change log that tells of the mark: it names the object and speaks of deprecation. */
function sinceOfChangeLog(
  { table, column }: { readonly table: string; readonly column: string | undefined },
  header: ContractHeader,
): string | undefined {
  const rows = header.changeLog.filter(({ changes }) => {
    const words = changes?.toLowerCase() ?? "";
    return /deprecat/.test(words) && words.includes((column ?? table).toLowerCase());
  });
  const versions = parsed(rows.flatMap(({ version }) => version ?? []));
  const first = distinct(versions)[0];
  return first === undefined ? undefined : text(first);
}

/** The version that came out on a day or next after it; the present one where none has yet. */
function sinceOfDay(day: string | undefined, { changeLog, version }: ContractHeader): string | undefined {
  if (day === undefined) return undefined;
  const later = parsed(
    changeLog.flatMap((row) => (row.version !== undefined && (row.date ?? "") >= day ? row.version : [])),
  );
  const [first] = distinct(later);
  return first === undefined ? version?.value : text(first);
}

function parsed(versions: readonly string[]): readonly Version[] {
  return versions.flatMap((version) => parseVersion(version) ?? []).filter(({ prerelease }) => prerelease.length === 0);
}

/** Each once, oldest first. */
function distinct(versions: readonly Version[]): readonly Version[] {
  return [...versions]
    .sort(compareVersions)
    .filter((version, at, all) => at === 0 || compareVersions(version, all[at - 1] ?? version) !== 0);
}

function predicted(last: Version, more: number): string {
  let version = last;
  for (let step = 0; step < more; step += 1) version = parseVersion(nextVersion(version, "minor")) ?? version;
  return text(version);
}

function text({ major, minor, patch }: Version): string {
  return `${major}.${minor}.${patch}`;
}
