import type { FileText, Side, Source } from "./model/snapshot.ts";

/** The same source, which is asked once for each text. */
export function rememberedSource(source: Source): Source {
  const known = { base: new Map<string, FileText | undefined>(), head: new Map<string, FileText | undefined>() };
  return {
    describe: (side) => source.describe(side),
    changes: () => source.changes(),
    list: (side) => source.list(side),
    peek: (path, repository) => source.peek(path, repository),
    ...(source.releases === undefined ? {} : { releases: () => source.releases?.() ?? Promise.resolve([]) }),
    read: async (side: Side, paths: readonly string[]) => {
      const texts = known[side];
      const unknown = paths.filter((path) => !texts.has(path));
      const read = unknown.length === 0 ? new Map<string, FileText>() : await source.read(side, unknown);
      for (const path of unknown) texts.set(path, read.get(path));
      return new Map(
        paths.flatMap((path) => {
          const text = texts.get(path);
          return text === undefined ? [] : [[path, text] as const];
        }),
      );
    },
  };
}
