import { type TokenKind, Tokens } from "./tokens.ts";

/** A value that code puts in: `key` is equal for places that get the same value. */
export type Placeholder = { readonly start: number; readonly end: number; readonly key: string };

const suspicious = /[?@%:$]/;
const named = /[:@][A-Za-z_]\w*/y;
const percent = /%(?:\(\w+\))?[sbtd](?!\w)/y;
/** Words that may be followed by a value but are none themselves, so that `?` after them is a placeholder and no operator. */
const leadIn: ReadonlySet<string> = new Set(
  `select where and or not limit offset between like ilike in then else when case by values set on having returning distinct all any
  some using from for escape is similar to first next top as with interval date time timestamp union except intersect default array
  symmetric if while call exists filter over partition row zone overlay placing`.split(/\s+/),
);

/**
 * Replaces `?`, `:name`, `@name`, `%s` and `%(name)s` by something that SQL has, without moving anything else. Casts (`::`), slices
 * (`[1:n]`), the JSON operators `?`, `?|`, `?&`, `@>`, `@?`, strings and comments are left alone. `$1` is counted and stays.
 */
export function neutralisePlaceholders(text: string): {
  readonly text: string;
  readonly placeholders: readonly Placeholder[];
} {
  if (!suspicious.test(text)) return { text, placeholders: [] };
  const placeholders: Placeholder[] = [];
  const output: string[] = [];
  const tokens = new Tokens(text);
  let copied = 0;
  let afterOperand = false;
  let words: readonly { readonly word: string; readonly start: number; readonly end: number }[] = [];
  let brackets = 0;
  while (tokens.nextSignificant()) {
    const { start, kind } = tokens;
    if (kind === "symbol") brackets += text[start] === "[" ? 1 : text[start] === "]" ? -1 : 0;
    const end = kind === "parameter" ? tokens.end : placeholderEnd(text, start, kind, afterOperand, brackets > 0);
    if (end === undefined) {
      afterOperand = isOperand(kind, tokens.keyword);
      words = [...words.slice(-1), { word: tokens.keyword, start, end: tokens.end }];
      continue;
    }
    const written = text.slice(start, end);
    placeholders.push({ start, end, key: written === "?" || /^%.$/.test(written) ? `${start}` : written });
    tokens.end = end;
    afterOperand = true;
    if (kind === "parameter") continue;
    const list = listOperator(text, words);
    if (list !== undefined) {
      output.push(text.slice(copied, list.start), list.by);
      copied = list.end;
    }
    output.push(text.slice(copied, start), end - start === 1 ? "0" : `$1${" ".repeat(end - start - 2)}`);
    copied = end;
    words = [];
  }
  return { text: output.join("") + text.slice(copied), placeholders };
}

function placeholderEnd(
  text: string,
  start: number,
  kind: TokenKind,
  afterOperand: boolean,
  inBrackets: boolean,
): number | undefined {
  if (kind !== "symbol") return undefined;
  const mark = text[start];
  const before = text[start - 1] ?? "";
  if (mark === "?") {
    if (afterOperand || /[@?]/.test(before) || /\?|[|&](?![|&])/.test(text[start + 1] ?? "")) {
      return !afterOperand && text.startsWith("?||", start) ? start + 1 : undefined;
    }
    return start + 1;
  }
  if (mark === "%") return afterOperand ? undefined : matchEnd(percent, text, start);
  if (mark === ":" && (inBrackets || before === ":")) return undefined;
  if (mark === "@" && /[<>=~!@#%^&|?*/+-]/.test(before) && afterOperand) return undefined;
  return mark === ":" || mark === "@" ? matchEnd(named, text, start) : undefined;
}

/** `IN ?` without parentheses, as clients that expand lists write it, becomes `= ?`, and `NOT IN ?` becomes `<> ?`. */
function listOperator(
  text: string,
  words: readonly { readonly word: string; readonly start: number; readonly end: number }[],
): { readonly start: number; readonly end: number; readonly by: string } | undefined {
  const last = words.at(-1);
  if (last?.word !== "in") return undefined;
  const not = words.at(-2);
  if (not?.word !== "not") return { start: last.start, end: last.end, by: "= " };
  return { start: not.start, end: last.end, by: `   ${text.slice(not.end, last.start)}<>` };
}

function isOperand(kind: TokenKind, word: string): boolean {
  if (kind === "word") return !leadIn.has(word);
  return kind !== "symbol" || word === ")" || word === "]" || word === "*";
}

function matchEnd(pattern: RegExp, text: string, start: number): number | undefined {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
