import { type CodeFile, readCode } from "./extract/code/read-code.ts";
import { isModelPath, isSqlSchemaPath } from "./extract/models/model-path.ts";
import type { CodeReading, CodeReadings } from "./model/declaration.ts";
import type { Policy } from "./model/policy.ts";
import type { FileChange, Side, Source } from "./model/snapshot.ts";

/** Whether a changed file may declare tables, by its path. */
export function isModelFile({ path, previousPath }: FileChange, policy: Policy): boolean {
  return [path, previousPath].some((it) => it !== undefined && isModelPath(it, policy));
}

type GatheredCode = {
  readonly code: CodeReadings;
  /** The files that were read, on each side. */
  readonly paths: Readonly<Record<Side, readonly string[]>>;
  /** Whether they declare tables: then it matters what the base's schema is. */
  readonly declares: boolean;
};

/** Reads the changed files of code that may have a part in the contracts. Schemas in SQL wait for the review, which knows their dialect. */
export async function gatherCode(
  source: Source,
  changes: readonly FileChange[],
  policy: Policy,
): Promise<GatheredCode> {
  const concerned = changes.filter((change) => isModelFile(change, policy));
  const base = concerned.flatMap(({ path, previousPath, status }) =>
    status === "added" ? [] : [previousPath ?? path],
  );
  const head = concerned.flatMap(({ path, status }) => (status === "removed" ? [] : [path]));
  const isSql = (path: string) => isSqlSchemaPath(path, policy);
  const texts = async (side: Side, paths: readonly string[]) =>
    textsOf(
      await source.read(side, paths),
      paths.filter((path) => !isSql(path)),
    );
  const [before, after] = await Promise.all([texts("base", base), texts("head", head)]);
  const code = { base: await readCode(before), head: await readCode(after) };
  const declares = [...base, ...head].some(isSql) || [...code.base, ...code.head].some(isModel);
  return { code, paths: { base, head }, declares };
}

function isModel({ declarations }: CodeReading): boolean {
  return declarations.some(({ tables, enums }) => tables.length + enums.length > 0);
}

function textsOf(files: Awaited<ReturnType<Source["read"]>>, paths: readonly string[]): readonly CodeFile[] {
  return paths.flatMap((path) => {
    const file = files.get(path);
    return file?.kind === "text" ? [{ path, text: file.text }] : [];
  });
}
