import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { Expression } from "../../../model/expression.ts";
import type { QualifiedName } from "../../../model/name.ts";
import type { Query } from "../../../model/schema.ts";
import type { QueryReading, SqlReader, SqlSource } from "../../../model/sql-reader.ts";
import { type LineIndex, lineIndexOf } from "../../../text/line-index.ts";
import { Cursor, NotUnderstood, nameOfParts } from "./cursor.ts";
import { expressionOf } from "./expression.ts";
import type { Grammar } from "./grammar.ts";
import { readQueryText } from "./read-query.ts";
import { readScript } from "./read-script.ts";
import { splitStatements } from "./split-statements.ts";
import { lex, type Token, unquoted } from "./tokens.ts";
import { unreadMessage } from "./unread-message.ts";

/** A reader of the dialect that a grammar describes. */
export function readerOf(grammar: Grammar, quoteName: SqlReader["quoteName"]): SqlReader {
  const linesOf = ({ path, text }: SqlSource) => lineIndexOf(path, text);
  return {
    dialect: grammar.dialect,
    readScript: (source) => readScript(source, linesOf(source), grammar),
    readQuery: (source) => readQueries(source, linesOf(source), grammar),
    readType: (text) => grammar.readType(text),
    readExpression: (text) => readExpression(text, grammar),
    readName: (text) => readName(text, grammar),
    quoteName,
  };
}

function readQueries(source: SqlSource, lines: LineIndex, grammar: Grammar): QueryReading {
  const { text } = source;
  const queries: Query[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { tokens, start, end } of splitStatements(
    text,
    source.range?.start ?? 0,
    source.range?.end ?? text.length,
    grammar,
  ).pieces) {
    const read = tryQuery(text, tokens, grammar);
    if (typeof read !== "string") queries.push(read);
    else {
      const message = unreadMessage(grammar, text.slice(start, end), read);
      diagnostics.push({ kind: "unread-statement", at: lines.location(start, end), message });
    }
  }
  return { queries, diagnostics };
}

/** The query, or why there is none. */
function tryQuery(text: string, tokens: readonly Token[], grammar: Grammar): Query | string {
  try {
    return readQueryText(new Cursor(text, tokens, grammar), tokens);
  } catch (error) {
    if (error instanceof NotUnderstood) return error.message;
    if (error instanceof RangeError) return "it is nested too deeply";
    throw error;
  }
}

function readExpression(text: string, grammar: Grammar): Expression | undefined {
  const { tokens } = lex(text, 0, text.length, grammar);
  const last = tokens.at(-1);
  if (last === undefined || tokens.some(({ upper }) => upper === ";")) return undefined;
  const isOne = tokens.length === 1 && (last.kind === "string" || last.kind === "number");
  const isTime = /^\s*(?:current_timestamp|now|current_date|localtimestamp)\s*(?:\(\d?\))?\s*$/i.test(text);
  if (!isOne && !isTime && grammar.parse(`SELECT ${text.slice(tokens[0]?.start, last.end)}\n`).kind === "failed")
    return undefined;
  const cursor = new Cursor(text, tokens, grammar);
  // `SELECT a b` is an alias and no expression, and `SELECT a, b` two.
  if (!isOne && !isTime && (hasAlias(tokens) || cursor.parts().length > 1)) return undefined;
  return { ...expressionOf(new Cursor(text, tokens, grammar)), text: text.trim() };
}

function hasAlias(tokens: readonly Token[]): boolean {
  if (tokens.some(({ upper }) => upper === "FROM" && !tokens.some((each) => each.upper === "("))) return true;
  const ends = (token: Token | undefined) =>
    token !== undefined && (token.upper === ")" || /^(?:quoted|number)$/.test(token.kind) || isPlainWord(token));
  const [before, last] = [tokens.at(-2), tokens.at(-1)];
  return last !== undefined && tokens.length > 1 && (last.kind === "quoted" || isPlainWord(last)) && ends(before);
}

function isPlainWord({ kind, upper }: Token): boolean {
  const grammarWords =
    /^(?:AND|OR|NOT|IN|IS|NULL|LIKE|BETWEEN|CASE|WHEN|THEN|ELSE|END|DIV|MOD|XOR|REGEXP|RLIKE|COLLATE|INTERVAL|AS|BINARY|TRUE|FALSE|DAY|MONTH|YEAR|HOUR|MINUTE|SECOND|WEEK|GLOB|ESCAPE|UNKNOWN)$/;
  return kind === "word" && !grammarWords.test(upper);
}

function readName(text: string, grammar: Grammar): QualifiedName | undefined {
  const { tokens } = lex(text, 0, text.length, grammar);
  const parts: string[] = [];
  for (const [index, token] of tokens.entries()) {
    if (index % 2 === 1) {
      if (token.upper !== ".") return undefined;
    } else if (token.kind === "word") parts.push(text.slice(token.start, token.end));
    else if (token.kind === "quoted" || text[token.start] === '"') parts.push(unquoted(text, token, false));
    else return undefined;
  }
  if (parts.length === 0 || parts.length > 3 || tokens.length % 2 === 0 || parts.includes("")) return undefined;
  return nameOfParts(parts, grammar);
}
