import type { FileText } from "../model/snapshot.ts";

/** Half of the lines in common, as git has it. */
const similar = 0.5;
const mostComparisons = 10_000;

/** Pairs files that are gone with files that are new: the same text first, then the most similar one. Keys of the answer are new paths, values old ones. */
export function findRenames(
  removed: ReadonlyMap<string, FileText>,
  added: ReadonlyMap<string, FileText>,
): ReadonlyMap<string, string> {
  const renames = new Map<string, string>();
  const left = new Map(
    [...removed].flatMap(([path, file]) => (file.kind === "text" ? [[path, file.text] as const] : [])),
  );
  const fresh = [...added].flatMap(([path, file]) =>
    file.kind === "text" && file.text !== "" ? [[path, file.text] as const] : [],
  );
  const take = (path: string, old: string | undefined) => {
    if (old === undefined) return;
    renames.set(path, old);
    left.delete(old);
  };
  for (const [path, text] of fresh) {
    const same = [...left].filter(([, other]) => other === text).map(([old]) => old);
    take(path, same.find((old) => nameOf(old) === nameOf(path)) ?? same[0]);
  }
  const rest = fresh.filter(([path]) => !renames.has(path));
  if (rest.length * left.size > mostComparisons) return renames;
  const pairs = rest
    .flatMap(([path, text]) => [...left].map(([old, other]) => ({ path, old, score: similarity(text, other) })))
    .filter(({ score }) => score >= similar)
    .toSorted((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
  for (const { path, old } of pairs) if (!renames.has(path) && left.has(old)) take(path, old);
  return renames;
}

/** The share of characters in lines that both have, in the longer text. */
function similarity(left: string, right: string): number {
  const longest = Math.max(left.length, right.length);
  if (longest === 0 || Math.min(left.length, right.length) < longest * similar) return 0;
  const counts = new Map<string, number>();
  for (const line of left.split("\n")) counts.set(line, (counts.get(line) ?? 0) + 1);
  let common = 0;
  for (const line of right.split("\n")) {
    const count = counts.get(line) ?? 0;
    if (count === 0) continue;
    counts.set(line, count - 1);
    common += line.length + 1;
  }
  return common / (longest + 1);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
