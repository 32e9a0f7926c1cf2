import { findContracts } from "./contract/find-contracts.ts";
import { classifyMigration } from "./extract/migrations/classify-migration.ts";
import { isCodeMigration } from "./extract/migrations/code-migration.ts";
import { historyFiles, relatedFiles } from "./extract/migrations/related-files.ts";
import type { Engine } from "./model/engine.ts";
import type { Policy } from "./model/policy.ts";
import type { Evidence, ReviewInput } from "./model/review-input.ts";
import type { FileChange, FileText, Side, Snapshot, Source } from "./model/snapshot.ts";
import { diffFileLines } from "./sources/diff-lines.ts";

type GatherOptions = {
  /** `YYYY-MM-DD`. */
  readonly today?: string | undefined;
  /** When to read all older migrations of the base, from which its schema can be replayed. Costs as many files as there are migrations. */
  readonly history?: "when-no-contract" | "never" | "always" | undefined;
  readonly onProgress?: OnProgress | undefined;
};

/** Called while many files are read. */
type OnProgress = (progress: { readonly read: number; readonly of: number }) => void;

/** Reads what a review needs, and no more: the cost follows the pull request. One that touches no schema costs the list of its files. */
export async function gatherReviewInput(
  source: Source,
  policy: Policy,
  options: GatherOptions = {},
): Promise<ReviewInput> {
  const { changes, truncated } = await source.changes();
  const evidence: Evidence = options.today === undefined ? {} : { today: options.today };
  const rest = { changesTruncated: truncated, policy, evidence, engine: engineOf(policy) };
  const touched = changes.filter((change) => isSchemaFile(change, policy));
  if (touched.length === 0 && !truncated) {
    return { base: nothing(source, "base"), head: nothing(source, "head"), changes, historyGathered: false, ...rest };
  }
  const [basePaths, headPaths] = await Promise.all([source.list("base"), source.list("head")]);
  const before = touched.flatMap(({ path, previousPath, status }) =>
    status === "added" ? [] : [previousPath ?? path],
  );
  const after = touched.filter(({ status }) => status !== "removed").map(({ path }) => path);
  const base = wanted(basePaths, before, policy);
  const head = wanted(headPaths, after, policy);
  const historyGathered = needsHistory(options, findContracts(basePaths, policy).database);
  if (historyGathered) {
    const lineages = new Set([...base.lineages, ...head.lineages]);
    for (const path of historyFiles(basePaths, lineages.size === 0 ? undefined : lineages, policy))
      base.files.add(path);
  }
  const [baseFiles, headFiles] = await Promise.all([
    readAll(source, "base", [...base.files], options.onProgress),
    readAll(source, "head", [...head.files], undefined),
  ]);
  return {
    base: { ...source.describe("base"), paths: basePaths, files: baseFiles },
    head: { ...source.describe("head"), paths: headPaths, files: headFiles },
    changes: changes.map((change) => withLines(change, baseFiles, headFiles)),
    historyGathered,
    ...rest,
  };
}

/** All migrations of one side, from which its schema can be replayed. */
export async function gatherHistory(
  source: Source,
  side: Side,
  policy: Policy,
  onProgress?: OnProgress,
): Promise<Snapshot> {
  const paths = await source.list(side);
  const files = await readAll(source, side, historyFiles(paths, undefined, policy), onProgress);
  return { ...source.describe(side), paths, files };
}

function engineOf({ dialect = "postgresql", engine }: Policy): Engine {
  const product = dialect === "mysql" ? "mysql" : dialect;
  return { dialect, product: engine?.product ?? product, version: engine?.version };
}

function isSchemaFile({ path, previousPath }: FileChange, policy: Policy): boolean {
  return [path, previousPath].some((it) => it !== undefined && isSchemaPath(it, policy));
}

/** Whether a path alone may be a migration or a contract; the listing decides later. Only a plan makes Sqitch's folders what they are. */
function isSchemaPath(path: string, policy: Policy): boolean {
  if (classifyMigration(path, policy) !== undefined || isCodeMigration(path)) return true;
  if (/(?:^|\/)(?:deploy|revert)\/.*\.sql$/.test(path)) return true;
  const { database, sql, api } = findContracts([path], policy);
  return database !== undefined || sql !== undefined || api !== undefined;
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
