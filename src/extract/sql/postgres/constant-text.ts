import { type Fragment, quotedFragment, within } from "./fragment.ts";
import { quoteName } from "./names.ts";
import { type Token, Tokens } from "./tokens.ts";

/**
 * The SQL text that an expression of constants gives: a string, strings joined by `||`, or `format()` of them. Places in it are those
 * of the constants it was made from. `undefined` where it takes the server, or the data, to know.
 */
export function constantText(expression: Fragment): Fragment | undefined {
  const tokens: Token[] = [];
  const scan = new Tokens(expression.parsed);
  while (scan.nextSignificant()) tokens.push({ kind: scan.kind, start: scan.start, end: scan.end });
  const bare = withoutParentheses(expression, tokens);
  const formatted = formatCall(expression, bare);
  if (formatted !== undefined) return formatted;
  const parts: Fragment[] = [];
  for (const [index, token] of bare.entries()) {
    const place = index % 3;
    if (place === 0) {
      if (!isString(token)) return undefined;
      parts.push(quotedFragment(expression, token));
    } else if (textOf(expression, token) !== "|") return undefined;
  }
  return bare.length % 3 === 1 ? joined(parts) : undefined;
}

function formatCall(expression: Fragment, tokens: readonly Token[]): Fragment | undefined {
  const [name, open, template, ...rest] = tokens;
  if (name === undefined || template === undefined || textOf(expression, name).toLowerCase() !== "format")
    return undefined;
  if (!isString(template) || textOf(expression, open) !== "(" || textOf(expression, rest.at(-1)) !== ")")
    return undefined;
  const values: string[] = [];
  for (const [index, token] of rest.slice(0, -1).entries()) {
    if (index % 2 === 0 ? textOf(expression, token) !== "," : !isString(token)) return undefined;
    if (index % 2 === 1) values.push(quotedFragment(expression, token).parsed);
  }
  return filled(quotedFragment(expression, template), values);
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
    parts.push(within(template, from, index), { parsed: text, written: text, at: () => template.at(index) });
    from = index + mark.length;
  }
  return joined([...parts, within(template, from, template.parsed.length)]);
}

function shown(kind: string | undefined, value: string): string | undefined {
  if (kind === "I") return quoteName(value);
  if (kind === "L") return `'${value.replaceAll("'", "''")}'`;
  return kind === "s" || kind === "%" ? value : undefined;
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
  return {
    parsed: parts.map(({ parsed }) => parsed).join(""),
    written: parts.map(({ written }) => written).join(""),
    at: (offset) => {
      let index = starts.findLastIndex((start, part) => start <= offset && (parts[part]?.parsed.length ?? 0) > 0);
      if (index === -1) index = 0;
      return (parts[index] ?? first).at(offset - (starts[index] ?? 0));
    },
  };
}

function withoutParentheses(expression: Fragment, tokens: readonly Token[]): readonly Token[] {
  const isWrapped = textOf(expression, tokens[0]) === "(" && textOf(expression, tokens.at(-1)) === ")";
  return isWrapped ? tokens.slice(1, -1) : tokens;
}

function isString(token: Token): boolean {
  return token.kind === "string" || token.kind === "dollar";
}

function textOf(expression: Fragment, token: Token | undefined): string {
  return token === undefined ? "" : expression.parsed.slice(token.start, token.end);
}
