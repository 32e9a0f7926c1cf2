import type { Located, Location } from "../../model/location.ts";
import type { LineIndex } from "../../text/line-index.ts";

/** What a waiver's words say, before it is known what they reach. */
export type Directive = {
  readonly at: Location;
  readonly word: string;
  readonly wholeFile: boolean;
  readonly rules: readonly Located<string>[];
  readonly reason: string | undefined;
};

/** Other tools say otherwise what `allow` says here: whoever writes their words is told so. */
const directive =
  /^schema-warden:\s*(allow|ignore|disable|skip|suppress|waive|nolint|exempt|permit|accept|off)(-file)?(?:-(?:next-)?(?:line|statement))?(?![\w-])\s*/i;

/** Reads `schema-warden: allow drop-column, drop-table because …` between two offsets; `undefined` where it is no waiver. */
export function readDirective(text: string, start: number, end: number, lines: LineIndex): Directive | undefined {
  const words = text.slice(start, end);
  const opening = directive.exec(words);
  if (opening === null) return undefined;
  const rest = words.slice(opening[0].length);
  const because = /(?:^|[\s,])because(?![\w-])/i.exec(rest);
  return {
    at: lines.location(start, end),
    word: opening[1]?.toLowerCase() ?? "",
    wholeFile: opening[2] !== undefined,
    rules: readNames(rest.slice(0, because?.index), start + opening[0].length, lines),
    reason: because === null ? undefined : readReason(rest.slice(because.index + because[0].length)),
  };
}

/** Ids stand between commas; where a reason follows without its `because`, the first word is the id. */
function readNames(list: string, from: number, lines: LineIndex): readonly Located<string>[] {
  const names: Located<string>[] = [];
  const known = new Set<string>();
  for (const part of list.matchAll(/[^,]+/g)) {
    const name = /[^\s:;.]+/.exec(part[0]);
    if (name === null) continue;
    const start = from + part.index + name.index;
    if (!known.has(name[0])) names.push({ value: name[0], at: lines.location(start, start + name[0].length) });
    known.add(name[0]);
    if (part[0].trim() !== name[0]) break;
  }
  return names;
}

/** A reason has words; `<reason>`, as documentation writes it, has not been filled in. */
export function readReason(text: string): string | undefined {
  const reason = text.trim();
  const said = reason.replace(/<[^<>]*>|\[[^[\]]*\]/g, "");
  return /\p{L}{2,}/u.test(said) ? reason : undefined;
}
