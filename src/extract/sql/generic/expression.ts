import type { Expression } from "../../../model/expression.ts";
import type { Cursor } from "./cursor.ts";
import { type Token, unquoted } from "./tokens.ts";

/**
 * An expression from its tokens. Its meaning has names folded and unquoted where they may be, function names and keywords in lower case, even
 * spacing, and no brackets around the whole or around a single value.
 */
export function expressionOf(part: Cursor): Expression {
  const words = withoutBrackets(spell(part));
  return { text: part.written, meaning: synonyms.get(words.join(" ")) ?? joined(words) };
}

const synonyms: ReadonlyMap<string, string> = new Map([
  ["current_timestamp ( )", "current_timestamp"],
  ["now ( )", "current_timestamp"],
  ["localtime", "current_timestamp"],
  ["localtime ( )", "current_timestamp"],
  ["localtimestamp", "current_timestamp"],
  ["localtimestamp ( )", "current_timestamp"],
  ["curdate ( )", "current_date"],
  ["current_date ( )", "current_date"],
  ["curtime ( )", "current_time"],
]);

/** Each token in its one spelling. */
function spell(part: Cursor): readonly string[] {
  const { text, grammar, tokens } = part;
  return tokens.flatMap((token, index): readonly string[] => {
    // `_utf8mb4'x'` says only how the text of the file is encoded.
    if (isIntroducer(token, tokens[index + 1])) return [];
    return [spelling(text, token, grammar.mysqlWords)];
  });
}

function isIntroducer(token: Token, next: Token | undefined): boolean {
  return token.kind === "word" && token.upper.startsWith("_") && next?.kind === "string";
}

function spelling(text: string, token: Token, mysql: boolean): string {
  const written = text.slice(token.start, token.end);
  if (token.kind === "quoted") {
    const name = unquoted(text, token, false).toLowerCase();
    return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `\`${name}\``;
  }
  if (token.kind === "string") {
    if (/^[xb]/i.test(written)) return written.toLowerCase();
    return `'${unquoted(text, token, mysql).replaceAll("'", "''")}'`;
  }
  if (token.kind !== "word") return token.upper === "<>" ? "!=" : token.upper === "==" ? "=" : written.toLowerCase();
  if (mysql && token.upper === "TRUE") return "1";
  if (mysql && token.upper === "FALSE") return "0";
  return written.toLowerCase();
}

function withoutBrackets(words: readonly string[]): readonly string[] {
  let all = words;
  while (all[0] === "(" && closes(all, 0) === all.length - 1) all = all.slice(1, -1);
  return all.flatMap((word, index) => {
    const isOne = (at: number) => all[at] === "(" && all[at + 2] === ")" && all[at + 1] !== ")" && !isCall(all, at);
    return isOne(index) || (word === ")" && isOne(index - 2)) ? [] : [word];
  });
}

/** A bracket behind a name may be a call's. */
function isCall(words: readonly string[], at: number): boolean {
  return (
    at > 0 && /[\w`]$/.test(words[at - 1] ?? "") && !/^(?:and|or|not|in|then|else|when)$/.test(words[at - 1] ?? "")
  );
}

function closes(words: readonly string[], from: number): number {
  let depth = 0;
  for (let at = from; at < words.length; at += 1) {
    if (words[at] === "(") depth += 1;
    if (words[at] === ")") depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

function joined(words: readonly string[]): string {
  return words.reduce((text, word) => {
    const tight = text === "" || /[(.]$/.test(text) || /^[),.]$/.test(word) || (word === "(" && /[\w`]$/.test(text));
    return tight ? text + word : `${text} ${word}`;
  }, "");
}
