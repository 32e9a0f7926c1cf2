import type { FileChange, Source } from "./model/snapshot.ts";
import { diffFileLines, linesShowCode } from "./sources/diff-lines.ts";

/**
 * Finds the lines that the diff of some files shows, and whether they look like code that matters, from both texts: for a source that names
 * changed files without their lines.
 */
export async function withShownLines(
  source: Source,
  changes: readonly FileChange[],
  asks: (change: FileChange) => boolean,
): Promise<readonly FileChange[]> {
  const asked = changes.filter(
    (change) => change.diffLines === undefined && change.status !== "removed" && asks(change),
  );
  if (asked.length === 0) return changes;
  const [base, head] = await Promise.all([
    source.read(
      "base",
      asked.flatMap(({ path, previousPath, status }) => (status === "added" ? [] : [previousPath ?? path])),
    ),
    source.read(
      "head",
      asked.map(({ path }) => path),
    ),
  ]);
  const found = new Map(
    asked.map((change): readonly [FileChange, FileChange] => {
      const before = change.status === "added" ? undefined : base.get(change.previousPath ?? change.path);
      const after = head.get(change.path);
      const diffLines = after === undefined ? undefined : diffFileLines(before, after);
      const signs = linesShowCode(after, diffLines);
      return [change, { ...change, diffLines, ...(signs ? { codeSigns: true as const } : {}) }];
    }),
  );
  return changes.map((change) => found.get(change) ?? change);
}
