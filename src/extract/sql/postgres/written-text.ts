import type { NodeContext } from "./node-context.ts";
import { Tokens } from "./tokens.ts";

/** The end of whatever text there is: positions beyond it are moved back to it. */
const farthest = Number.MAX_SAFE_INTEGER;

/** A stretch of text between two byte positions. */
export type Span = { readonly start: number; readonly end: number };

/** What stands in the first pair of parentheses at or after a position, such as the expression of `CHECK (…)`; `undefined` where there is none. */
export function parenthesised(context: NodeContext, byteStart: number): string | undefined {
  return firstParenthesised(context.slice(byteStart, farthest));
}

/** The same within a given text. */
export function firstParenthesised(text: string): string | undefined {
  const tokens = new Tokens(text);
  while (tokens.nextSignificant()) {
    if (tokens.keyword === ";") return undefined;
    if (tokens.keyword !== "(") continue;
    const end = closingOf(tokens);
    return end === undefined ? undefined : text.slice(end.open, end.close).trim();
  }
  return undefined;
}

/** The text from a position, after the given leading words, to the comma or closing parenthesis that ends its item, or to `byteStop`. */
export function itemText(
  context: NodeContext,
  byteStart: number,
  leading: readonly string[],
  byteStop = farthest,
): string {
  const tokens = new Tokens(context.slice(byteStart, byteStop));
  let start: number | undefined;
  let end = 0;
  const words = [...leading];
  for (const token of itemTokens(tokens)) {
    if (start === undefined && words.length > 0 && (words[0] === "*" || words[0] === tokens.keyword)) {
      words.shift();
      continue;
    }
    words.length = 0;
    start ??= token.start;
    end = token.end;
  }
  return tokens.text.slice(start ?? 0, end);
}

/** The byte position behind a relation's name, `schema.name` or `name *`. */
export function afterName(context: NodeContext, byteStart: number): number {
  const tokens = new Tokens(context.slice(byteStart, farthest));
  let end = 0;
  let wantsName = true;
  while (tokens.nextSignificant()) {
    if (wantsName) wantsName = false;
    else if (tokens.keyword === ".") wantsName = true;
    else if (tokens.keyword !== "*") break;
    end = tokens.end;
  }
  return byteStart + Buffer.byteLength(tokens.text.slice(0, end));
}

/** The items between commas from a position to the end of the statement, as byte positions: the clauses of `ALTER TABLE`. */
export function itemSpans(context: NodeContext, byteStart: number): readonly Span[] {
  const tokens = new Tokens(context.slice(byteStart, farthest));
  const bytes = byteCounter(tokens.text, byteStart);
  const spans: Span[] = [];
  for (;;) {
    let start: number | undefined;
    let end = 0;
    for (const token of itemTokens(tokens)) {
      start ??= token.start;
      end = token.end;
    }
    if (start !== undefined) spans.push({ start: bytes(start), end: bytes(end) });
    if (tokens.keyword !== ",") return spans;
  }
}

/** The tokens up to a comma, semicolon or closing parenthesis that belongs to what surrounds them; that one is left current. */
function* itemTokens(tokens: Tokens): Iterable<Span> {
  let depth = 0;
  while (tokens.nextSignificant()) {
    const { keyword } = tokens;
    if (depth === 0 && (keyword === "," || keyword === ")" || keyword === "]" || keyword === ";")) return;
    if (keyword === "(" || keyword === "[") depth += 1;
    if (keyword === ")" || keyword === "]") depth -= 1;
    yield { start: tokens.start, end: tokens.end };
  }
}

/** From an opening parenthesis to its partner: the text between. */
function closingOf(tokens: Tokens): { readonly open: number; readonly close: number } | undefined {
  const open = tokens.end;
  let depth = 1;
  while (tokens.nextSignificant()) {
    if (tokens.keyword === "(") depth += 1;
    if (tokens.keyword === ")") depth -= 1;
    if (depth === 0) return { open, close: tokens.start };
  }
  return undefined;
}

/** Counts bytes of growing UTF-16 offsets without starting over for each. */
function byteCounter(text: string, byteStart: number): (offset: number) => number {
  let seen = 0;
  let bytes = byteStart;
  return (offset) => {
    bytes += Buffer.byteLength(text.slice(seen, offset));
    seen = offset;
    return bytes;
  };
}

const typeWords: ReadonlySet<string> = new Set(
  "varying precision character char with without time zone local year month day hour minute second to array setof".split(
    " ",
  ),
);

/** A type as it is written from a position on: its name, modifiers, trailing keywords and array brackets. */
export function typeText(context: NodeContext, byteStart: number): string {
  const tokens = new Tokens(context.slice(byteStart, farthest));
  let end = 0;
  let wantsName = true;
  while (tokens.nextSignificant()) {
    const { keyword, kind } = tokens;
    if (wantsName && (kind === "word" || kind === "quoted")) wantsName = keyword === "setof" || keyword === "national";
    else if (keyword === "." || keyword === "%") wantsName = true;
    else if (end > 0 && (keyword === "(" || keyword === "[")) {
      if (!skipBrackets(tokens)) break;
    } else if (!typeWords.has(keyword) || end === 0) break;
    end = tokens.end;
  }
  return tokens.text.slice(0, end);
}

function skipBrackets(tokens: Tokens): boolean {
  let depth = 1;
  while (depth > 0 && tokens.nextSignificant()) {
    if (tokens.keyword === "(" || tokens.keyword === "[") depth += 1;
    if (tokens.keyword === ")" || tokens.keyword === "]") depth -= 1;
  }
  return depth === 0;
}

/** What follows the first of these words that stands outside of parentheses, up to the end of the item or, with `whole`, of the statement. */
export function textAfter(
  context: NodeContext,
  byteStart: number,
  words: readonly string[],
  whole = false,
): string | undefined {
  return textAfterWord(context.slice(byteStart, farthest), words, whole);
}

/** The same within a given text. */
export function textAfterWord(text: string, words: readonly string[], whole: boolean): string | undefined {
  const tokens = new Tokens(text);
  let depth = 0;
  while (tokens.nextSignificant()) {
    const { keyword } = tokens;
    if (keyword === ";" && depth === 0) return undefined;
    if (keyword === "(" || keyword === "[") depth += 1;
    if (keyword === ")" || keyword === "]") depth -= 1;
    if (depth < 0) return undefined;
    if (depth === 0 && words.includes(keyword)) return restOf(tokens, whole);
  }
  return undefined;
}

function restOf(tokens: Tokens, whole: boolean): string {
  let start: number | undefined;
  let end = tokens.end;
  do {
    for (const token of itemTokens(tokens)) {
      start ??= token.start;
      end = token.end;
    }
    if (whole && tokens.keyword === ",") end = tokens.end;
  } while (whole && tokens.keyword === ",");
  return tokens.text.slice(start ?? end, end);
}

/** The expression that an index element or partition key begins with: what its parentheses hold, or a function call. */
export function leadingExpression(text: string): string {
  const tokens = new Tokens(text);
  let isBare = true;
  while (tokens.nextSignificant()) {
    if (tokens.keyword === "(") {
      const { start } = tokens;
      const inside = closingOf(tokens);
      if (inside === undefined) return text;
      return isBare ? text.slice(inside.open, inside.close).trim() : text.slice(0, Math.max(tokens.end, start));
    }
    isBare = false;
  }
  return text;
}

/** The items between the commas of the first parenthesised list at or after a position. */
export function listedItems(context: NodeContext, byteStart: number): readonly string[] {
  const tokens = new Tokens(context.slice(byteStart, farthest));
  while (tokens.nextSignificant() && tokens.keyword !== "(") if (tokens.keyword === ";") return [];
  const items: string[] = [];
  for (;;) {
    let start: number | undefined;
    let end = 0;
    for (const token of itemTokens(tokens)) {
      start ??= token.start;
      end = token.end;
    }
    items.push(tokens.text.slice(start ?? end, end));
    if (tokens.keyword !== ",") return items;
  }
}
