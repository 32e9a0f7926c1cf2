import type { Location } from "../../model/location.ts";
import type { FileWaivers, Waiver } from "../../model/waiver.ts";
import { commonEnds } from "../../text/common-ends.ts";
import { lineIndexOf } from "../../text/line-index.ts";
import { commentLines } from "./comment-lines.ts";
import { readContractWaivers } from "./contract-waivers.ts";
import { readEntryWaivers } from "./entry-waivers.ts";
import { readForeign } from "./foreign-waivers.ts";
import { readDirective } from "./read-directive.ts";
import { stretchOf } from "./stretch-of.ts";

/** A file in which waivers may stand. `statements` are those of a migration, both directions, in the file's order. */
export type WaiverSource = {
  readonly path: string;
  readonly text: string;
  readonly statements: readonly Location[];
};

const none: FileWaivers = { own: [], foreign: [] };

/** Nearly all files have neither. */
const own = /[-_]warden/i;
const forMigrations = /[-_]warden|squawk-ignore|atlas:nolint|eugene:\s*ignore/i;

/** Every waiver of a migration or contract, with the stretch that each one covers. */
export function readWaivers(source: WaiverSource): FileWaivers {
  const { path, text } = source;
  const contract = /\.(?:md|markdown|mdx)$/i.test(path) ? readContractWaivers : readsEntries(path);
  if (contract === undefined) return forMigrations.test(text) ? readMigrationWaivers(source) : none;
  return holdsOwn(path, text) ? { own: contract(path, text), foreign: [] } : none;
}

let recent: readonly { readonly path: string; readonly text: string; readonly holds: boolean }[] = [];

/** Whether a contract holds a waiver of ours; of one whose other edition holds none only what differs is searched. */
function holdsOwn(path: string, text: string): boolean {
  const editions = recent.filter((one) => one.path === path);
  const known = editions.find((one) => one.text === text);
  const clean = editions.find(({ holds }) => !holds)?.text;
  const answer = known ?? { path, text, holds: own.test(differingPart(text, clean)) };
  const other = editions.find((one) => one !== answer);
  const others = recent.filter((one) => one.path !== path);
  recent = [answer, ...(other === undefined ? [] : [other]), ...others].slice(0, mostRecent);
  return answer.holds;
}

/** Base and head of two contracts. */
const mostRecent = 4;
/** More characters than the sign has. */
const signWidth = 20;

function differingPart(text: string, other: string | undefined): string {
  if (other === undefined) return text;
  const { start, end } = commonEnds(other, text);
  return text.slice(Math.max(0, start - signWidth), text.length - end + signWidth);
}

function readsEntries(path: string): typeof readEntryWaivers | undefined {
  return /\.jsonc?$/i.test(path) ? readEntryWaivers : undefined;
}

function readMigrationWaivers({ path, text, statements }: WaiverSource): FileWaivers {
  const lines = lineIndexOf(path, text);
  const own: Waiver[] = [];
  const foreign: FileWaivers["foreign"][number][] = [];
  const reach = (wholeFile: boolean, at: Location) =>
    wholeFile
      ? { scope: "file" as const, covers: lines.location(0, text.length) }
      : { scope: "statement" as const, covers: stretchOf(at, statements) };
  for (const { start, end } of commentLines(path, text)) {
    const directive = readDirective(text, start, end, lines);
    if (directive !== undefined) {
      const { wholeFile, ...rest } = directive;
      own.push({ ...rest, ...reach(wholeFile, rest.at) });
      continue;
    }
    const other = readForeign(text.slice(start, end));
    if (other === undefined) continue;
    const at = lines.location(start, end);
    const { wholeFile, ...rest } = other;
    foreign.push({ ...rest, at, ...reach(wholeFile, at) });
  }
  return { own, foreign };
}
