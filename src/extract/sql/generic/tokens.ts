/** A token of MySQL's or SQLite's SQL, by its outer form. Offsets are of the file. */
export type TokenKind = "word" | "quoted" | "string" | "number" | "parameter" | "symbol";

export type Token = {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** A word or symbol in upper case, which tells keywords; empty for everything else. */
  readonly upper: string;
};

export type Comment = { readonly start: number; readonly end: number; readonly text: string };

export type Lexed = { readonly tokens: readonly Token[]; readonly comments: readonly Comment[] };

export type LexerWays = { readonly mysqlWords: boolean };

const SPACE = /[\s\ufeff]+/y;
const WORD = /[\p{L}_$\p{N}][\p{L}\p{N}_$]*/uy;
const NUMBER = /(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)/y;
const NUMBER_END = /[\p{L}_$]/u;
const LINE = /[^\n]*/y;
const PARAMETER = /\?\d*|[:@$][A-Za-z_]\w*|%s|%\(\w+\)s/y;
const VERSION = /\/\*(?:!|M!)\d*/y;
const SYMBOL = /->>|->|<=>|<=|>=|<>|!=|\|\||&&|:=|<<|>>|==|[\s\S]/uy;

/** Splits a stretch of a file into tokens; what MySQL runs in version comments (`/*!40101 … *\/`) is code. What is opened and never closed runs to the end. */
export function lex(text: string, from: number, to: number, ways: LexerWays): Lexed {
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  let at = from;
  const match = (pattern: RegExp): number => {
    pattern.lastIndex = at;
    return pattern.test(text) ? Math.min(pattern.lastIndex, to) : at;
  };
  const push = (kind: TokenKind, end: number) => {
    const upper = kind === "word" || kind === "symbol" ? text.slice(at, end).toUpperCase() : "";
    tokens.push({ kind, start: at, end, upper });
    at = end;
  };
  const comment = (end: number, bodyStart: number, bodyEnd: number) => {
    comments.push({ start: at, end, text: text.slice(bodyStart, bodyEnd).trim() });
    at = end;
  };
  while (at < to) {
    const character = text[at] ?? "";
    const pair = text.slice(at, at + 2);
    const space = match(SPACE);
    if (space > at) at = space;
    else if (isLineComment(text, at, ways)) {
      const end = match(LINE);
      comment(end, at + (character === "#" ? 1 : 2), end);
    } else if (ways.mysqlWords && match(VERSION) > at) at = match(VERSION);
    else if (ways.mysqlWords && pair === "*/") at += 2;
    else if (pair === "/*") {
      const close = text.indexOf("*/", at + 2);
      const end = close === -1 || close + 2 > to ? to : close + 2;
      comment(end, at + 2, close === -1 ? end : end - 2);
    } else if (character === "'") push("string", closing(text, at, to, "'", ways.mysqlWords));
    else if (character === '"' && ways.mysqlWords) push("string", closing(text, at, to, '"', true));
    else if (character === '"' || character === "`") push("quoted", closing(text, at, to, character, false));
    else if (character === "[" && !ways.mysqlWords) push("quoted", closing(text, at, to, "]", false));
    else if (match(NUMBER) > at && !NUMBER_END.test(text[match(NUMBER)] ?? "")) push("number", match(NUMBER));
    else if (isPrefixed(text, at)) push("string", closing(text, at + 1, to, "'", ways.mysqlWords));
    else if (match(WORD) > at) push("word", match(WORD));
    else if (match(PARAMETER) > at) push("parameter", match(PARAMETER));
    else push("symbol", Math.max(at + 1, match(SYMBOL)));
  }
  return { tokens, comments };
}

/** MySQL wants a blank after the two dashes. */
function isLineComment(text: string, at: number, { mysqlWords }: LexerWays): boolean {
  if (mysqlWords && text[at] === "#") return true;
  return text.startsWith("--", at) && (!mysqlWords || /^\s?$/.test(text[at + 2] ?? ""));
}

function isPrefixed(text: string, at: number): boolean {
  return text[at + 1] === "'" && /[xXbBnN]/.test(text[at] ?? "");
}

function closing(text: string, at: number, to: number, quote: string, backslash: boolean): number {
  for (let index = at + 1; index < to; index += 1) {
    const character = text[index];
    if (backslash && character === "\\") index += 1;
    else if (character === quote) {
      if (text[index + 1] !== quote || index + 1 >= to || quote === "]") return index + 1;
      index += 1;
    }
  }
  return to;
}

/** What a quoted name or a string says, without its quotes. */
export function unquoted(text: string, { start, end }: Token, backslash: boolean): string {
  const open = /['"`[]/.exec(text.slice(start, end))?.index ?? 0;
  const quote = text[start + open] === "[" ? "]" : (text[start + open] ?? "");
  const inner = text.slice(start + open + 1, text[end - 1] === quote && end - 1 > start + open ? end - 1 : end);
  const plain = quote === "]" ? inner : inner.replaceAll(quote + quote, quote);
  return backslash && quote !== "`"
    ? plain.replace(/\\(.)/gs, (_, escaped: string) => escapes[escaped] ?? escaped)
    : plain;
}

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "0": "\0", b: "\b", Z: "\u001a" };
