import { type Fragment, quotedFragment, within } from "./fragment.ts";
import { quoteName } from "./names.ts";
import { type Token, Tokens } from "./tokens.ts";

/** Texts that variables are known to hold, by name. */
export type Constants = ReadonlyMap<string, Fragment>;

/**
 * The text that an expression of constants gives: strings and variables that hold one, joined by `||`, within `format()`,
 * `quote_ident()`, `quote_literal()`. Places in it are those of the constants that it was made from. `undefined` where it takes the
 * server, or the data, to know.
 */
export function constantText(expression: Fragment, constants: Constants): Fragment | undefined {
  const reader = new ConstantReader(expression, constants);
  const text = reader.sum();
  return reader.atEnd ? text : undefined;
}

/** Characters; a variable that is joined to itself doubles each time. */
const LONGEST = 1_000_000;

class ConstantReader {
  readonly #expression: Fragment;
  readonly #constants: Constants;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(expression: Fragment, constants: Constants) {
    this.#expression = expression;
    this.#constants = constants;
    const tokens: Token[] = [];
    const scan = new Tokens(expression.parsed);
    while (scan.nextSignificant()) tokens.push({ kind: scan.kind, start: scan.start, end: scan.end });
    this.#tokens = tokens;
  }

  get atEnd(): boolean {
    return this.#next === this.#tokens.length;
  }

  sum(): Fragment | undefined {
    const parts: Fragment[] = [];
    do {
      const part = this.#operand();
      if (part === undefined) return undefined;
      parts.push(part);
    } while (this.#accept("|") && this.#accept("|"));
    return joined(parts);
  }

  #operand(): Fragment | undefined {
    const value = this.#bare();
    while (this.#accept(":")) {
      if (!this.#accept(":") || !/^(?:text|varchar|name)$/.test(this.#word())) return undefined;
      this.#next += 1;
    }
    return value;
  }

  #bare(): Fragment | undefined {
    const token = this.#tokens[this.#next];
    if (token === undefined) return undefined;
    if (token.kind === "string" || token.kind === "dollar") {
      this.#next += 1;
      return quotedFragment(this.#expression, token);
    }
    const word = token.kind === "parameter" ? this.#expression.parsed.slice(token.start, token.end) : this.#word();
    this.#next += 1;
    if (this.#accept(".")) {
      const field = this.#word();
      this.#next += 1;
      return this.#constants.get(`${word}.${field}`);
    }
    if (word === "(") return this.#closed(this.sum());
    if (!this.#accept("(")) return this.#constants.get(word);
    if (word === "format") return this.#format();
    if (word !== "quote_ident" && word !== "quote_literal") return undefined;
    const value = this.#closed(this.sum());
    return value === undefined ? undefined : replaced(value, shown(word === "quote_ident" ? "I" : "L", value.parsed));
  }

  #format(): Fragment | undefined {
    const template = this.sum();
    const values: string[] = [];
    while (this.#accept(",")) {
      const value = this.sum();
      if (value === undefined) return undefined;
      values.push(value.parsed);
    }
    return template === undefined ? undefined : this.#closed(filled(template, values));
  }

  #closed(value: Fragment | undefined): Fragment | undefined {
    return this.#accept(")") ? value : undefined;
  }

  #accept(word: string): boolean {
    if (this.#word() !== word) return false;
    this.#next += 1;
    return true;
  }

  #word(): string {
    const token = this.#tokens[this.#next];
    if (token === undefined || (token.kind !== "word" && token.kind !== "symbol")) return "";
    return this.#expression.parsed.slice(token.start, token.end).toLowerCase();
  }
}

/** Puts values into `%I`, `%L` and `%s`. */
function filled(template: Fragment, values: readonly string[]): Fragment | undefined {
  const parts: Fragment[] = [];
  let from = 0;
  let next = 0;
  for (const found of template.parsed.matchAll(/%(?:(\d+)\$)?([A-Za-z%])?/g)) {
    const { 0: mark, 1: position, 2: kind, index } = found;
    const value = kind === "%" ? "%" : values[position === undefined ? next : Number(position) - 1];
    if (kind !== "%") next = position === undefined ? next + 1 : Number(position);
    const text = value === undefined ? undefined : shown(kind, value);
    if (text === undefined) return undefined;
    const here = within(template, index, index + mark.length);
    parts.push(within(template, from, index), replaced(here, text) ?? here);
    from = index + mark.length;
  }
  return joined([...parts, within(template, from, template.parsed.length)]);
}

function shown(kind: string | undefined, value: string): string | undefined {
  if (kind === "I") return quoteName(value);
  if (kind === "L") return `'${value.replaceAll("'", "''")}'`;
  return kind === "s" || kind === "%" ? value : undefined;
}

/** Another text in the same place. */
function replaced(place: Fragment, text: string | undefined): Fragment | undefined {
  return text === undefined ? undefined : { parsed: text, written: text, at: () => place.at(0) };
}

function joined(parts: readonly Fragment[]): Fragment | undefined {
  const [first] = parts;
  if (first === undefined || parts.length === 1) return first;
  const starts: number[] = [];
  let length = 0;
  for (const part of parts) {
    starts.push(length);
    length += part.parsed.length;
  }
  if (length > LONGEST) return undefined;
  return {
    parsed: parts.map(({ parsed }) => parsed).join(""),
    written: parts.map(({ written }) => written).join(""),
    at: (offset) => {
      const found = starts.findLastIndex((start, part) => start <= offset && (parts[part]?.parsed.length ?? 0) > 0);
      const index = Math.max(0, found);
      return (parts[index] ?? first).at(offset - (starts[index] ?? 0));
    },
  };
}
