import type { Deprecation } from "../model/contract.ts";
import type { ContractText, Range } from "./contract-text.ts";
import { plainText } from "./inline-text.ts";

const word =
  "deprecated|veraltet|obsolète|déprécié(?:e)?|obsolet[oae]?|depreciad[oa]|descontinuad[oa]|已弃用|已废弃|弃用|废弃|非推奨|устаревш(?:ий|ая|ее)|устарел[оа]?";
/** At the beginning of a sentence, in brackets, after a warning sign, or as a tag: a mark. In the middle of a sentence: a word. */
const mark = new RegExp(
  String.raw`(?:^|[.;!?。；]\s+|[([{（]\s*|[\p{Extended_Pictographic}\u{fe0f}:–—-]\s*|,\s*(?=deprecated\s+(?:since|in|as of)))(?:@|status:?\s*)?(${word})(?![\p{L}\p{N}_-])`,
  "iu",
);
const anyWord = new RegExp(word, "iu");
const leadingWord = new RegExp(`^(?:${word})`, "iu");
const statusWord = new RegExp(String.raw`^\P{L}*(?:${word})(?![\p{L}_])`, "iu");
const tag = /@deprecated\b/i;
const stated =
  /\bthis (?:column|field|table|view|function|procedure|index) (?:is|has been)(?: now)? deprecated\b|\b(?:deprecated|obsolete) (?:(?:since|as of|in) )?v?\d/i;
const denied =
  /\b(?:not|never|no longer|non|un|isn't|to be|will be|was|be)[ -]+deprecated\b|\bdeprecated\s*[:=]\s*(?:no|false|-|none)\b/i;
const since =
  /^\s*[:,(]?\s*(?:(?:since|in|as of|from|by|ab|seit|depuis|desde|с|自|from version|since version|since release)\s*)?(?:(?:the\s+)?(?:contract\s+|schema\s+)?(?:version|release|rev\.?|versión|versão|versie)\s*)?v?(\d+\.\d+(?:\.\d+)?(?:-[0-9A-Za-z.-]+)?)(?![\d-])/i;

/** Finds a mark such as `DEPRECATED since 2.3.0`, `⚠️ Deprecated in v2.3.0`, `@deprecated`, `(deprecated 2.3)`. Plans (`will be deprecated`) and denials are none. */
export function findDeprecation(contract: ContractText, range: Range): Deprecation | undefined {
  const raw = contract.raw({ start: range.start, end: Math.min(range.end, range.start + 4_000) });
  if (!anyWord.test(raw)) return undefined;
  const text = plainText(raw.replaceAll(/\s+/g, " "));
  const found = deprecationIn(text);
  return found === undefined ? undefined : { at: contract.at(range), since: found.since, note: text };
}

/** The same for a text that has no place of its own. */
export function deprecationIn(text: string): { readonly since: string | undefined } | undefined {
  if (denied.test(text)) return undefined;
  const match = mark.exec(text) ?? tag.exec(text) ?? stated.exec(text);
  if (match === null) return undefined;
  const at = text.slice(match.index).search(anyWord) + match.index;
  const rest = text.slice(at).replace(leadingWord, "");
  const before = /(?:seit|ab|desde|depuis|自|с|since)\s+v?(\d+\.\d+(?:\.\d+)?)\s*$/iu.exec(text.slice(0, at));
  return { since: since.exec(rest)?.[1] ?? before?.[1] };
}

/** A name struck through (`~~email~~`) is deprecated, since when it does not say. */
export function isStruck(raw: string): boolean {
  return /^\W{0,6}~~[^~]+~~/.test(raw);
}

/** A cell below a header "Deprecated": a version, a date, YES; or a cell below "Status". */
export function deprecationOfCell(
  contract: ContractText,
  range: Range,
  header: "deprecated" | "status",
): Deprecation | undefined {
  const text = plainText(contract.raw(range));
  if (header === "status") {
    return statusWord.test(text) && !denied.test(text)
      ? { at: contract.at(range), since: deprecationIn(text)?.since, note: text }
      : undefined;
  }
  if (/^(?:|-+|–|—|no|n|false|none|n\/a|nein|non|✗|❌|否|いいえ|нет)$/i.test(text)) return undefined;
  const version = /(?<![\d-])v?(\d+\.\d+(?:\.\d+)?)(?![\d-])/.exec(text)?.[1];
  return { at: contract.at(range), since: version, note: text };
}
