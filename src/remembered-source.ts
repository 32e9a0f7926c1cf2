import type { FileText, FoundFile, Side, Source } from "./model/snapshot.ts";

/** The same source, which is asked once for each thing: its changes, a listing, a look for a file, a text. */
export function rememberedSource(source: Source): Source {
  const once = remembering();
  const texts = {
    base: new Map<string, Promise<FileText | undefined>>(),
    head: new Map<string, Promise<FileText | undefined>>(),
  };
  return {
    describe: (side) => source.describe(side),
    changes: () => once("changes", () => source.changes()),
    list: (side) => once(`list ${side}`, () => source.list(side)),
    peek: (path, repository): Promise<FoundFile> =>
      once(JSON.stringify(["peek", path, repository]), () => source.peek(path, repository)),
    ...(source.releases === undefined
      ? {}
      : { releases: () => once("releases", () => source.releases?.() ?? Promise.resolve([])) }),
    read: async (side: Side, paths: readonly string[]) => {
      const known = texts[side];
      const unknown = [...new Set(paths)].filter((path) => !known.has(path));
      if (unknown.length > 0) {
        const answer = source.read(side, unknown);
        for (const path of unknown)
          known.set(
            path,
            answer.then((files) => files.get(path)),
          );
      }
      const found = await Promise.all(paths.map(async (path) => [path, await known.get(path)] as const));
      return new Map(found.flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const])));
    },
  };
}

function remembering(): <T>(key: string, ask: () => Promise<T>) => Promise<T> {
  const answers = new Map<string, Promise<unknown>>();
  return <T>(key: string, ask: () => Promise<T>) => {
    const known = answers.get(key) ?? ask();
    answers.set(key, known);
    return known as Promise<T>;
  };
}
