import { findContracts } from "./contract/find-contracts.ts";
import { languageOf } from "./extract/code/parse-code.ts";
import { type CodeFile, readCode } from "./extract/code/read-code.ts";
import { classifyMigration } from "./extract/migrations/classify-migration.ts";
import { isCodeMigration } from "./extract/migrations/code-migration.ts";
import { isAside, isModelPath, isSqlSchemaPath } from "./extract/models/model-path.ts";
import type { CodeReading, CodeReadings } from "./model/declaration.ts";
import type { Diagnostic } from "./model/diagnostic.ts";
import type { Policy } from "./model/policy.ts";
import type { FileChange, FileText, Side, Source } from "./model/snapshot.ts";
import { LineIndex } from "./text/line-index.ts";

/** A pull request that rewrites more files than this is not read for queries and routes file by file. */
const mostFiles = 200;
/** UTF-16 code units of a file of code; what is longer was not written by hand. */
const longestFile = 400_000;

/** Whether a changed file may declare tables, by its path, or run queries and serve routes, by its changed lines. */
export function mayHoldCode(change: FileChange, policy: Policy): boolean {
  return isModelFile(change, policy) || isCodeFile(change, policy);
}

/** Whether a file of code goes, or gets another name: the SQL contract may name it where it was. */
export function leavesCode({ path, previousPath, status }: FileChange): boolean {
  if (status !== "removed" && status !== "renamed") return false;
  const old = previousPath ?? path;
  return languageOf(old) !== undefined && !isAside(old);
}

function isModelFile({ path, previousPath }: FileChange, policy: Policy): boolean {
  return [path, previousPath].some((it) => it !== undefined && isModelPath(it, policy));
}

function isCodeFile({ path, status, diffLines, codeSigns }: FileChange, policy: Policy): boolean {
  if (languageOf(path) === undefined && !path.endsWith(".sql")) return false;
  if (isAside(path) || isCodeMigration(path) || classifyMigration(path, policy) !== undefined) return false;
  return codeSigns === true || (diffLines === undefined && status !== "removed");
}

type GatheredCode = {
  readonly code: CodeReadings;
  /** The files that were read, on each side. */
  readonly paths: Readonly<Record<Side, readonly string[]>>;
  /** Whether they declare tables: then it matters what the base's schema is. */
  readonly declares: boolean;
};

type CodeQuestion = {
  readonly source: Source;
  readonly changes: readonly FileChange[];
  /** Listings of both sides. */
  readonly listed: Readonly<Record<Side, readonly string[]>>;
  readonly policy: Policy;
};

/**
 * Reads the changed files of code that may have a part in the contracts: models always, other code where there is an SQL or API contract to
 * hold it against. Schemas in SQL wait for the review, which knows their dialect.
 */
export async function gatherCode({ source, changes, listed, policy }: CodeQuestion): Promise<GatheredCode> {
  const { left, base, head } = wantedCode(changes, listed.head, policy);
  const [before, after] = await Promise.all([source.read("base", base), source.read("head", head)]);
  const isSql = (path: string) => isSqlSchemaPath(path, policy);
  const code = {
    base: await readCode(textsOf(before, base, isSql)),
    head: [...(await readCode(textsOf(after, head, isSql))), ...beyondLimits(left, after)],
  };
  const declares = [...base, ...head].some(isSql) || [...code.base, ...code.head].some(isModel);
  return { code, paths: { base, head }, declares };
}

type WantedCode = {
  readonly read: readonly FileChange[];
  /** Beyond the limit. */
  readonly left: readonly FileChange[];
  /** What reading them takes on each side. */
  readonly base: readonly string[];
  readonly head: readonly string[];
};

/** The changed files of code that are read: all that may matter where there is a contract to hold them against, models alone elsewhere. */
export function wantedCode(changes: readonly FileChange[], headPaths: readonly string[], policy: Policy): WantedCode {
  const { sql, api } = findContracts(headPaths, policy);
  const concerned = changes.filter((change) =>
    sql === undefined && api === undefined ? isModelFile(change, policy) : mayHoldCode(change, policy),
  );
  const [read, left] = [concerned.slice(0, mostFiles), concerned.slice(mostFiles)];
  const gone = read.length === 0 ? [] : removedCode(changes, policy).slice(0, mostFiles);
  const before = read.flatMap(({ path, previousPath, status }) => (status === "added" ? [] : [previousPath ?? path]));
  const head = read.flatMap(({ path, status }) => (status === "removed" ? [] : [path]));
  return { read, left, base: [...before, ...gone], head };
}

/** Code that goes may have moved into what stays. */
function removedCode(changes: readonly FileChange[], policy: Policy): readonly string[] {
  return changes.flatMap(({ path, status }) => {
    if (status !== "removed" || languageOf(path) === undefined || isModelPath(path, policy)) return [];
    return isAside(path) || isCodeMigration(path) ? [] : [path];
  });
}

function isModel({ declarations }: CodeReading): boolean {
  return declarations.some(({ tables, enums }) => tables.length + enums.length > 0);
}

type Files = ReadonlyMap<string, FileText>;

function textsOf(files: Files, paths: readonly string[], isSql: (path: string) => boolean): readonly CodeFile[] {
  return [...new Set(paths)].flatMap((path) => {
    const file = files.get(path);
    return file?.kind === "text" && !isSql(path) && file.text.length <= longestFile ? [{ path, text: file.text }] : [];
  });
}

/** What was not read for its number or its length, said once each. */
function beyondLimits(left: readonly FileChange[], files: Files): readonly CodeReading[] {
  const [first] = left;
  const long = [...files].filter(([, file]) => file.kind === "text" && file.text.length > longestFile);
  return [
    ...(first === undefined
      ? []
      : [
          passed(
            first.path,
            `This and ${left.length - 1} more files of code were not read for queries and routes: the pull request changes more than ${mostFiles}.`,
          ),
        ]),
    ...long.map(([path]) =>
      passed(
        path,
        "The file is too long to be read for models, queries and routes. Split it where it is written by hand.",
      ),
    ),
  ];
}

function passed(path: string, message: string): CodeReading {
  const diagnostic: Diagnostic = { kind: "limit-reached", at: new LineIndex(path, "").location(0, 0), message };
  return { path, declarations: [], queries: [], routes: [], diagnostics: [diagnostic] };
}
