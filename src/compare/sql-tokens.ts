import type { Expression } from "../model/expression.ts";
import { quoteName } from "./quote-name.ts";

/** A lexical token of an expression. `value` of a name is folded, of anything else as written. */
export type Token = {
  readonly kind: "name" | "literal" | "symbol";
  readonly quoted: boolean;
  readonly value: string;
  readonly start: number;
  readonly end: number;
};

const TOKEN =
  /\s+|--[^\n]*|\/\*[\s\S]*?\*\/|(?<literal>[eEbBxXnN]?'(?:[^'\\]|''|\\[\s\S])*'|\$(?<tag>\w*)\$[\s\S]*?\$\k<tag>\$|\$\d+|\d[\w.]*)|(?<quoted>"(?:[^"]|"")*")|(?<name>[\p{L}_][\p{L}\p{N}_$]*)|(?<symbol>::|[\s\S])/uy;

/** The tokens of an SQL expression, white space and comments left out. Never fails: what is no token is a symbol. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const start = match.index;
    const end = TOKEN.lastIndex;
    const { literal, quoted, name, symbol } = match.groups ?? {};
    if (quoted !== undefined)
      tokens.push({ kind: "name", quoted: true, value: quoted.slice(1, -1).replaceAll('""', '"'), start, end });
    else if (name !== undefined)
      tokens.push({
        kind: "name",
        quoted: false,
        value: name.replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
        start,
        end,
      });
    else if (literal !== undefined) tokens.push({ kind: "literal", quoted: false, value: literal, start, end });
    else if (symbol !== undefined) tokens.push({ kind: "symbol", quoted: false, value: symbol, start, end });
  }
  return tokens;
}

/** The places in an expression that name this column: neither a function, a type, nor a column of another table. */
function usesOf(tokens: readonly Token[], column: string, table: string): readonly Token[] {
  return tokens.filter((token, at) => {
    if (token.kind !== "name" || token.value !== column) return false;
    const before = tokens[at - 1];
    const after = tokens[at + 1];
    if (!token.quoted && after?.value === "(" && after.kind === "symbol") return false;
    if (before?.kind === "symbol" && before.value === "::") return false;
    if (before?.kind === "symbol" && before.value === ".") return tokens[at - 2]?.value === table;
    return !(after?.kind === "symbol" && after.value === ".");
  });
}

/** Whether an expression on a table reads one of its columns. */
export function mentions(expression: Expression | undefined, column: string, table: string): boolean {
  return expression !== undefined && usesOf(tokensOf(expression.meaning), column, table).length > 0;
}

/** Those of a table's columns that an expression reads, in the order given. */
export function columnsIn(expression: Expression, columns: readonly string[], table: string): readonly string[] {
  const tokens = tokensOf(expression.meaning);
  return columns.filter((column) => usesOf(tokens, column, table).length > 0);
}

/** The expression after a column that it may read was renamed; the same object where it does not read it. */
export function renameColumnIn(expression: Expression, from: string, to: string, table: string): Expression {
  const meaning = renameUses(expression.meaning, from, to, table);
  if (meaning === expression.meaning) return expression;
  return { text: renameUses(expression.text, from, to, table), meaning };
}

function renameUses(text: string, from: string, to: string, table: string): string {
  return replaceTokens(text, usesOf(tokensOf(text), from, table), () => quoteName(to));
}

/** The text with some of its tokens replaced. */
export function replaceTokens(text: string, tokens: readonly Token[], replacement: (token: Token) => string): string {
  let result = "";
  let at = 0;
  for (const token of tokens) {
    result += text.slice(at, token.start) + replacement(token);
    at = token.end;
  }
  return result + text.slice(at);
}

/** The expression with columns of its own table bare, as the server keeps them: `orders.total > 0` is `total > 0`. */
export function withoutQualifier(expression: Expression, table: string): Expression {
  if (!expression.meaning.includes(".")) return expression;
  const tokens = tokensOf(expression.meaning);
  const qualifiers = tokens.filter(
    (token, at) =>
      token.kind === "name" &&
      token.value === table &&
      tokens[at + 1]?.value === "." &&
      tokens[at - 1]?.value !== "." &&
      tokens[at + 2]?.kind === "name" &&
      tokens[at + 3]?.value !== "(",
  );
  if (qualifiers.length === 0) return expression;
  const widened = qualifiers.map((token) => ({ ...token, end: tokens[tokens.indexOf(token) + 1]?.end ?? token.end }));
  return { text: expression.text, meaning: replaceTokens(expression.meaning, widened, () => "") };
}
