import { findContracts } from "./contract/find-contracts.ts";
import { detectEngine, engineFiles } from "./detect-engine.ts";
import { historyFiles, relatedFiles } from "./extract/migrations/related-files.ts";
import { gatherCode, leavesCode, mayHoldCode, wantedCode } from "./gather-code.ts";
import { gatherReleases } from "./gather-releases.ts";
import type { Engine } from "./model/engine.ts";
import type { Policy } from "./model/policy.ts";
import type { Evidence, ReviewInput } from "./model/review-input.ts";
import type { FileChange, FileText, Side, Snapshot, Source } from "./model/snapshot.ts";
import { absentContracts } from "./policy/named-contracts.ts";
import { type PolicyRead, readPolicy, type TrialConfiguration } from "./read-policy.ts";
import { rememberedSource } from "./remembered-source.ts";
import { isSchemaFile, mayBeMigration } from "./schema-files.ts";
import { withShownLines } from "./shown-lines.ts";
import { diffFileLines } from "./sources/diff-lines.ts";

export type GatherOptions = {
  /** Goes before the configuration of the base branch. */
  readonly trial?: TrialConfiguration | undefined;
  /** `YYYY-MM-DD`. */
  readonly today?: string | undefined;
  /** When to read all older migrations of the base, from which its schema can be replayed. Costs as many files as there are migrations. */
  readonly history?: "when-no-contract" | "never" | "always" | undefined;
  readonly onProgress?: OnProgress | undefined;
};

/** Called while many files are read. */
type OnProgress = (progress: { readonly read: number; readonly of: number }) => void;

/**
 * Reads what a review needs, and no more: the cost follows the pull request. One that touches no schema costs the list of its files and the
 * configuration. `defaults` is the policy where the base branch's configuration says nothing.
 */
export async function gatherReviewInput(
  from: Source,
  defaults: Policy,
  options: GatherOptions = {},
): Promise<ReviewInput> {
  const source = rememberedSource(from);
  const listed = await source.changes();
  const read = await readPolicy(source, { defaults, changes: listed.changes, trial: options.trial });
  return gatherUnder(source, { ...listed, ...read }, options);
}

/** What is known of a pull request before anything of it is read. */
export type Listed = Awaited<ReturnType<Source["changes"]>> &
  Pick<PolicyRead, "policy" | "configuration"> & {
    /** How many changed files were listed, where `changes` are only some of them. */
    readonly listed?: number;
  };

/** The same for a source that is asked once for each text, whose changes and policy are known. */
export async function gatherUnder(
  source: Source,
  { changes: named, truncated, policy: given, configuration, listed }: Listed,
  options: GatherOptions,
): Promise<ReviewInput> {
  const evidence: Evidence = options.today === undefined ? {} : { today: options.today };
  const concerns = (change: FileChange) => isSchemaFile(change, given) || mayHoldCode(change, given);
  const broken = new Set(configuration.problems.map(({ at }) => at.path));
  const cut = { changesTruncated: truncated, ...(listed === undefined ? {} : { changesListed: listed }) };
  const untouched = async (changes: readonly FileChange[]): Promise<ReviewInput> => ({
    base: nothing(source, "base"),
    head: nothing(source, "head"),
    historyGathered: false,
    changes: await withShownLines(source, changes, ({ path }) => broken.has(path)),
    ...cut,
    policy: given,
    configuration,
    evidence,
    engine: engineOf(given),
  });
  const leaving = named.some(leavesCode);
  if (!truncated && !leaving && !named.some(concerns)) return untouched(named);
  const [basePaths, headPaths] = await Promise.all([source.list("base"), source.list("head")]);
  const paths = { base: basePaths, head: headPaths };
  const migrations = migrationsOf(named, given);
  // In one request of both sides what the next steps would ask for one after the other.
  const engineSigns = engineFiles({ policy: given, paths, migrations });
  const seemed = sidesOf(named.filter(concerns));
  const codeAt = wantedCode(named, headPaths, given);
  await Promise.all([
    source.read("base", [...wanted(basePaths, seemed.base, given).files, ...engineSigns.base, ...codeAt.base]),
    source.read("head", [...wanted(headPaths, seemed.head, given).files, ...engineSigns.head, ...codeAt.head]),
  ]);
  const isCode = new Set(codeAt.read);
  const changes = await withShownLines(source, named, (change) => isCode.has(change) || broken.has(change.path));
  const touched = changes.filter(concerns);
  const mayMiss = leaving && findContracts(headPaths, given).sql !== undefined;
  if (touched.length === 0 && !truncated && !mayMiss) return untouched(changes);
  const { base: before, head: after } = sidesOf(touched);
  const engine = await detectEngine({ source, policy: given, paths, migrations });
  const policy = { ...given, dialect: engine.dialect };
  const notes = withMissing(configuration, given, [...basePaths, ...headPaths]);
  const rest = { ...cut, policy, configuration: notes, evidence, engine };
  const base = wanted(basePaths, before, policy);
  const head = wanted(headPaths, after, policy);
  const {
    code,
    paths: read,
    declares,
  } = await gatherCode({
    source,
    changes,
    listed: paths,
    policy,
  });
  for (const path of read.base) base.files.add(path);
  for (const path of read.head) head.files.add(path);
  const concernsSchema = declares || truncated || touched.some((change) => isSchemaFile(change, given));
  const historyGathered = concernsSchema && needsHistory(options, findContracts(basePaths, policy).database);
  if (historyGathered) {
    const lineages = new Set([...base.lineages, ...head.lineages]);
    for (const path of historyFiles(basePaths, lineages.size === 0 ? undefined : lineages, policy))
      base.files.add(path);
  }
  const [baseFiles, headFiles] = await Promise.all([
    readAll(source, "base", [...base.files], options.onProgress),
    readAll(source, "head", [...head.files], undefined),
  ]);
  const contract = baseFiles.get(findContracts(basePaths, policy).database ?? "");
  const releases = await gatherReleases(
    source,
    contract,
    after.map((path) => headFiles.get(path)),
  );
  return {
    base: { ...source.describe("base"), paths: basePaths, files: baseFiles },
    head: { ...source.describe("head"), paths: headPaths, files: headFiles },
    changes: changes.map((change) => withLines(change, baseFiles, headFiles)),
    historyGathered,
    code,
    ...rest,
    evidence: releases === undefined ? evidence : { ...evidence, releases },
  };
}

/** All migrations of one side, from which its schema can be replayed, and the engine that they are for. */
export async function gatherHistory(
  source: Source,
  side: Side,
  defaults: Policy,
  onProgress?: OnProgress,
): Promise<{ readonly snapshot: Snapshot; readonly engine: Engine; readonly policy: Policy }> {
  const { policy: given } = await readPolicy(source, { defaults });
  const paths = await source.list(side);
  const both = { base: side === "base" ? paths : [], head: side === "head" ? paths : [] };
  const migrations = paths.filter((path) => mayBeMigration(path, given));
  const engine = await detectEngine({ source, policy: given, paths: both, migrations });
  const policy = { ...given, dialect: engine.dialect };
  const files = await readAll(source, side, historyFiles(paths, undefined, policy), onProgress);
  return { snapshot: { ...source.describe(side), paths, files }, engine, policy };
}

/** Adds the contracts that configuration names and neither side has. Of several databases each has contracts of its own. */
function withMissing(
  notes: Listed["configuration"],
  { contracts }: Policy,
  paths: readonly string[],
): Listed["configuration"] {
  const named = (notes.contracts ?? []).filter(({ kind, path }) => contracts[kind] === path);
  const there = new Set(named.length === 0 ? [] : paths);
  return { ...notes, outOfReach: [...notes.outOfReach, ...absentContracts(named, (path) => there.has(path))] };
}

/** The engine of a pull request whose changes are nobody's schema. */
function engineOf({ dialect = "postgresql", engine }: Policy): Engine {
  return { dialect, product: engine?.product ?? dialect, version: engine?.version };
}

/** The paths of changed files on each side. */
function sidesOf(changes: readonly FileChange[]): Readonly<Record<Side, readonly string[]>> {
  return {
    base: changes.flatMap(({ path, previousPath, status }) => (status === "added" ? [] : [previousPath ?? path])),
    head: changes.flatMap(({ path, status }) => (status === "removed" ? [] : [path])),
  };
}

/** Changed files that may be migrations, as head calls them, then as base does. */
function migrationsOf(changes: readonly FileChange[], policy: Policy): readonly string[] {
  const { base, head } = sidesOf(
    changes.filter((change) => isSchemaFile(change, policy) || mayHoldCode(change, policy)),
  );
  return [...new Set([...head, ...base])].filter((path) => mayBeMigration(path, policy));
}

function wanted(paths: readonly string[], changed: readonly string[], policy: Policy) {
  const related = relatedFiles(paths, new Set(changed), policy);
  const { database, sql, api } = findContracts(paths, policy);
  const contracts = [database, sql, api].filter((path) => path !== undefined);
  return { files: new Set([...related.files, ...contracts]), lineages: related.lineages };
}

function needsHistory({ history = "when-no-contract" }: GatherOptions, contract: string | undefined): boolean {
  return history === "always" || (history === "when-no-contract" && contract === undefined);
}

/** A source that could not show the lines of a large file has handed us both its texts by now. */
function withLines(
  change: FileChange,
  base: ReadonlyMap<string, FileText>,
  head: ReadonlyMap<string, FileText>,
): FileChange {
  const after = head.get(change.path);
  if (change.diffLines !== undefined || after === undefined) return change;
  const before = change.status === "added" ? undefined : base.get(change.previousPath ?? change.path);
  return { ...change, diffLines: diffFileLines(before, after) };
}

const chunk = 500;

async function readAll(
  source: Source,
  side: Side,
  paths: readonly string[],
  onProgress: OnProgress | undefined,
): Promise<ReadonlyMap<string, FileText>> {
  if (paths.length <= chunk) return source.read(side, paths);
  const files = new Map<string, FileText>();
  for (let at = 0; at < paths.length; at += chunk) {
    onProgress?.({ read: at, of: paths.length });
    for (const [path, text] of await source.read(side, paths.slice(at, at + chunk))) files.set(path, text);
  }
  onProgress?.({ read: paths.length, of: paths.length });
  return files;
}

function nothing(source: Source, side: Side): Snapshot {
  return { ...source.describe(side), paths: [], files: new Map() };
}
