import { deprecationIn, isStruck } from "./contract/deprecation.ts";
import type { FileText, Source } from "./model/snapshot.ts";

const takesAway = /\b(?:drop|remove|rename|delete)/i;

/**
 * The repository's release tags, where a review may go by them: a changed file takes something away, and names what the contract marks
 * deprecated. Any other pull request asks for no tags.
 */
export async function gatherReleases(
  source: Source,
  contract: FileText | undefined,
  changed: Iterable<FileText | undefined>,
): Promise<readonly string[] | undefined> {
  if (source.releases === undefined || contract?.kind !== "text") return undefined;
  const names = markedNames(contract.text);
  for (const file of changed) {
    if (file?.kind !== "text" || !takesAway.test(file.text)) continue;
    const text = file.text.toLowerCase();
    if (names.some((name) => text.includes(name))) return source.releases();
  }
  return undefined;
}

/** Names on lines with a mark: of the row, or of the section that the line stands in. */
function markedNames(contract: string): readonly string[] {
  const names = new Set<string>();
  let heading = "";
  for (const line of contract.split("\n")) {
    if (line.startsWith("#")) heading = line;
    const cells = line
      .replaceAll("**", "")
      .split("|")
      .map((cell) => cell.trim());
    if (!cells.some((cell) => isStruck(cell) || deprecationIn(cell) !== undefined)) continue;
    const name = cells.length > 2 ? cells[1] : heading;
    const [last] = (name ?? "").toLowerCase().match(/[\p{L}\p{N}_$]+(?=[^\p{L}\p{N}_$]*$)/u) ?? [];
    if (last !== undefined) names.add(last);
  }
  return [...names];
}
