/** A token by its outer form; what is inside of quotes and comments is not looked at. */
export type TokenKind =
  | "word"
  | "quoted"
  | "string"
  | "dollar"
  | "number"
  | "parameter"
  | "symbol"
  | "comment"
  | "space";

export type Token = { readonly kind: TokenKind; readonly start: number; readonly end: number };

/** Scans that ran to the end of the text in vain; beyond this many the opening is taken for a plain character, which bounds the work. */
const VAIN_SCANS = 8;
const SPACE = /[ \t\n\r\f\v]+/y;
const WORD = /[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*/y;
const NUMBER = /[0-9](?:[0-9A-Za-z_]|\.(?!\.)|(?<=[eE])[+-])*/y;
const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y;
const PARAMETER = /\$[0-9]+/y;
const LINE_COMMENT = /--[^\n\r]*/y;

/**
 * Walks over SQL text token by token, as PostgreSQL's lexer delimits them. What is opened and never closed (a quote, a comment) is
 * given as a symbol of its own, so that the rest of the text stays readable.
 */
export class Tokens {
  readonly text: string;
  kind: TokenKind = "space";
  start: number;
  end: number;
  readonly #limit: number;
  #vain = 0;

  constructor(text: string, start = 0, limit = text.length) {
    this.text = text;
    this.start = start;
    this.end = start;
    this.#limit = limit;
  }

  /** Moves to the next token, comments and white space included; `false` at the end. */
  next(): boolean {
    const { text } = this;
    const at = this.end;
    if (at >= this.#limit) return false;
    this.start = at;
    const code = text.charCodeAt(at);
    if (code === 32 || (code >= 9 && code <= 13)) return this.#take("space", this.#match(SPACE, at));
    if (isWordStart(code)) return this.#word(at, code);
    if (code >= 48 && code <= 57) return this.#take("number", this.#match(NUMBER, at));
    if (code === 39) return this.#take("string", this.#closing("'", at));
    if (code === 34) return this.#take("quoted", this.#closing('"', at));
    if (code === 36) return this.#dollar(at);
    if (code === 45 && text.charCodeAt(at + 1) === 45) return this.#take("comment", this.#match(LINE_COMMENT, at));
    if (code === 47 && text.charCodeAt(at + 1) === 42) return this.#take("comment", this.#blockComment(at));
    return this.#take("symbol", at + 1);
  }

  /** Moves to the next token that is neither comment nor white space. */
  nextSignificant(): boolean {
    while (this.next()) if (this.kind !== "space" && this.kind !== "comment") return true;
    return false;
  }

  /** The token's text in lower case when it is a word or symbol, otherwise empty: enough to tell keywords. */
  get keyword(): string {
    if (this.kind === "word") return this.text.slice(this.start, this.end).toLowerCase();
    return this.kind === "symbol" ? (this.text[this.start] ?? "") : "";
  }

  #take(kind: TokenKind, end: number | undefined): true {
    this.kind = end === undefined ? "symbol" : kind;
    this.end = Math.min(end ?? this.start + 1, this.#limit);
    return true;
  }

  #match(pattern: RegExp, at: number): number {
    pattern.lastIndex = at;
    return pattern.test(this.text) ? pattern.lastIndex : at + 1;
  }

  #word(at: number, code: number): true {
    const quote = this.text.charCodeAt(at + 1);
    // E'…' has backslash escapes; B'…', X'…' and N'…' are strings as well.
    if (quote === 39 && (code === 69 || code === 101)) return this.#take("string", this.#escaped(at + 1));
    if (quote === 39 && /[bBxXnN]/.test(this.text[at] ?? "")) return this.#take("string", this.#closing("'", at + 1));
    if ((code === 85 || code === 117) && quote === 38) {
      const opened = this.text[at + 2];
      if (opened === "'") return this.#take("string", this.#closing("'", at + 2));
      if (opened === '"') return this.#take("quoted", this.#closing('"', at + 2));
    }
    return this.#take("word", this.#match(WORD, at));
  }

  /** The end of a quoted stretch whose quote is doubled inside; `undefined` where it is never closed. */
  #closing(quote: string, at: number): number | undefined {
    let from = at + 1;
    for (;;) {
      const close = this.text.indexOf(quote, from);
      if (close === -1 || close >= this.#limit) return undefined;
      if (this.text[close + 1] !== quote || close + 1 >= this.#limit) return close + 1;
      from = close + 2;
    }
  }

  #escaped(at: number): number | undefined {
    if (this.#vain > VAIN_SCANS) return undefined;
    for (let index = at + 1; index < this.#limit; index += 1) {
      const code = this.text.charCodeAt(index);
      if (code === 92) index += 1;
      else if (code === 39) {
        if (this.text.charCodeAt(index + 1) !== 39) return index + 1;
        index += 1;
      }
    }
    this.#vain += 1;
    return undefined;
  }

  #dollar(at: number): true {
    const tagEnd = this.#match(DOLLAR_TAG, at);
    if (tagEnd === at + 1) {
      const end = this.#match(PARAMETER, at);
      return this.#take(end > at + 1 ? "parameter" : "symbol", end);
    }
    if (this.#vain > VAIN_SCANS) return this.#take("symbol", at + 1);
    const close = this.text.indexOf(this.text.slice(at, tagEnd), tagEnd);
    const end = close + tagEnd - at;
    if (close !== -1 && end <= this.#limit) return this.#take("dollar", end);
    this.#vain += 1;
    return this.#take("symbol", at + 1);
  }

  #blockComment(at: number): number | undefined {
    if (this.#vain > VAIN_SCANS) return undefined;
    const edge = /\/\*|\*\//g;
    edge.lastIndex = at + 2;
    for (let depth = 1; ; ) {
      const found = edge.exec(this.text);
      if (found === null || edge.lastIndex > this.#limit) break;
      depth += found[0] === "/*" ? 1 : -1;
      if (depth === 0) return edge.lastIndex;
    }
    this.#vain += 1;
    return undefined;
  }
}

/** The text inside a string or dollar-quoted token, and where each of its characters stands in the surrounding text. */
export type Unquoted = { readonly text: string; readonly at: (offset: number) => number };

/** Takes the quotes off. Of the escapes of `E'…'`, line breaks and tabs become white space of the same length and the others stay as they are. */
export function unquote(text: string, token: Token): Unquoted {
  if (token.kind === "dollar") {
    const tag = text.indexOf("$", token.start + 1) + 1 - token.start;
    const start = token.start + tag;
    return { text: text.slice(start, token.end - tag), at: (offset) => start + offset };
  }
  const open = text.indexOf("'", token.start) + 1;
  const quoted = text.slice(open, token.end - 1);
  const raw = /^e/i.test(text[token.start] ?? "") ? quoted.replace(/\\[nrt]/g, "  ") : quoted;
  if (!raw.includes("''")) return { text: raw, at: (offset) => open + offset };
  const doubled: number[] = [];
  for (let from = raw.indexOf("''"); from !== -1; from = raw.indexOf("''", from + 2))
    doubled.push(from - doubled.length);
  return { text: raw.replaceAll("''", "'"), at: (offset) => open + offset + countBelow(doubled, offset) };
}

function countBelow(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isWordStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code >= 128;
}
