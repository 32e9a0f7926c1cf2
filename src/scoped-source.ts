import type { FileChange, Source } from "./model/snapshot.ts";

/** A source in which only some files are there. Looks for single files, which are of configuration, are not held back. */
export function scopedSource(source: Source, sees: (path: string) => boolean): Source {
  return {
    describe: (side) => source.describe(side),
    changes: async () => {
      const { changes, truncated } = await source.changes();
      return { changes: changes.flatMap((change) => scopedChange(change, sees)), truncated };
    },
    list: async (side) => (await source.list(side)).filter(sees),
    peek: (path, repository) => source.peek(path, repository),
    read: (side, paths) => source.read(side, paths.filter(sees)),
    ...(source.releases === undefined ? {} : { releases: () => source.releases?.() ?? Promise.resolve([]) }),
  };
}

/** A file that is renamed across the border comes into being on one side of it and goes away on the other. */
export function scopedChange(change: FileChange, sees: (path: string) => boolean): readonly FileChange[] {
  const { path, previousPath } = change;
  if (previousPath === undefined) return sees(path) ? [change] : [];
  const [sawBefore, seesNow] = [sees(previousPath), sees(path)];
  if (sawBefore && seesNow) return [change];
  if (seesNow) return [{ ...change, status: "added", previousPath: undefined }];
  return sawBefore ? [{ path: previousPath, status: "removed", previousPath: undefined, diffLines: [] }] : [];
}
