import type { Cursor } from "../generic/cursor.ts";
import { type Token, unquoted } from "../generic/tokens.ts";
import { type Asked, asked, more } from "./asked.ts";

/** A text that an expression may yield, and where it is written. */
export type KnownText = {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Each place of the text is a place of the file. */
  readonly verbatim: boolean;
};

/** What an expression yields: one of some texts, `undefined` where that is not known, and what was asked to choose it. */
export type Value = {
  readonly texts: readonly KnownText[] | undefined;
  readonly asks: Asked;
  /** It may be NULL instead: a question that no row answers. */
  readonly nullable: boolean;
};

export type Variables = ReadonlyMap<string, Value>;

const MOST_TEXTS = 8;
const LONGEST_TEXT = 20_000;
const DEEPEST = 40;

/** What a whole expression of MySQL's yields. */
export function evaluate(part: Cursor, variables: Variables, around: Asked = "nothing", depth = 0): Value {
  const unknown: Value = { texts: undefined, asks: asked(part, variables), nullable: false };
  if (depth > DEEPEST || part.done) return unknown;
  const value = primary(part, variables, around, depth + 1);
  return value === undefined || !part.done || tooMuch(value) ? unknown : value;
}

function primary(part: Cursor, variables: Variables, around: Asked, depth: number): Value | undefined {
  const token = part.peek();
  if (isLiteral(part)) return literals(part);
  if (token.kind === "number") return constant([{ ...placeOf(part.take(), part.text), verbatim: true }]);
  if (token.kind === "parameter") return variables.get(nameOfVariable(part.text, part.take()));
  if (token.upper === "(") {
    const inner = part.bracketed();
    return inner.takes("SELECT") ? selected(inner, variables, depth) : evaluate(inner, variables, around, depth);
  }
  if (part.takes("CASE")) return choiceOfCase(part, variables, around, depth);
  if (part.peek(1).upper !== "(")
    return token.kind === "word" ? variables.get(nameOfLocal(part.text, part.take())) : undefined;
  const word = part.take();
  const call = part.bracketed();
  const values = () => call.parts().map((each) => evaluate(each, variables, around, depth));
  if (word.upper === "CONCAT") return concatenated(values(), { start: word.start, end: part.endOffset });
  if (word.upper === "IFNULL" || word.upper === "COALESCE") return firstPresent(values());
  if (word.upper !== "IF") return undefined;
  const [condition, ...branches] = call.parts();
  if (condition === undefined || branches.length !== 2) return undefined;
  return choice(
    branches.map((each) => evaluate(each, variables, around, depth)),
    more(asked(condition, variables), around),
  );
}

/** A name as variables are kept under: without `@`, without case. */
export function nameOfVariable(text: string, { start, end }: Token): string {
  return text.slice(start + 1, end).toLowerCase();
}

/** A parameter or declared variable of a procedure, as it is kept under: apart from the session's variables. */
export function nameOfLocal(text: string, { start, end }: Token): string {
  return ` ${text.slice(start, end).toLowerCase()}`;
}

/** What variables hold after one of several ways was gone, by a condition that asks this. */
export function eitherOf(ways: readonly Variables[], condition: Asked): Variables {
  const names = new Set(ways.flatMap((each) => [...each.keys()]));
  return new Map(
    [...names].map((name) => {
      const values = ways.map((each) => each.get(name) ?? nobodyKnows);
      const [first = nobodyKnows] = values;
      return [name, values.every((value) => value === first) ? first : choice(values, condition)];
    }),
  );
}

/** Nobody knows what it is. */
export const nobodyKnows: Value = { texts: undefined, asks: "something", nullable: true };

/** `SELECT expression [FROM …]` behind its first word. */
export function selected(inner: Cursor, variables: Variables, depth = 0): Value | undefined {
  const item = inner.until((it) => it.sees("FROM") || it.sees("UNION") || it.sees("LIMIT"));
  if (inner.sees("UNION") || item.parts().length > 1) return undefined;
  const from = inner.until(() => false);
  item.back(0);
  const named = item.tokens.at(-2)?.upper === "AS" ? item.tokens.at(-2)?.start : undefined;
  const expression = named === undefined ? item : item.until((it) => it.offset === named);
  expression.back(0);
  const counts = inner.tokens.some(({ upper }) => /^(?:COUNT|MAX|MIN|SUM|GROUP_CONCAT)$/.test(upper));
  const value = evaluate(expression, variables, asked(from, variables), depth);
  return {
    texts: value.texts,
    asks: more(value.asks, asked(from, variables)),
    nullable: value.nullable || (from.tokens.length > 0 && !counts),
  };
}

function choiceOfCase(part: Cursor, variables: Variables, around: Asked, depth: number): Value | undefined {
  const body = part.until((it) => it.sees("END"));
  part.takes("END");
  const isNext = (it: Cursor) => it.sees("WHEN") || it.sees("ELSE") || it.sees("THEN");
  let asks = more(asked(body.until(isNext), variables), around);
  const branches: Value[] = [];
  while (body.takes("WHEN")) {
    asks = more(asks, asked(body.until(isNext), variables));
    if (!body.takes("THEN")) return undefined;
    branches.push(evaluate(body.until(isNext), variables, around, depth));
  }
  // Without ELSE it is NULL, which the server does not run.
  if (!body.takes("ELSE") || branches.length === 0) return undefined;
  branches.push(evaluate(body.until(isNext), variables, around, depth));
  return body.done ? choice(branches, asks) : undefined;
}

/** One of several, by a condition. What is neither constant nor in the catalog may be anything. */
function choice(branches: readonly Value[], condition: Asked): Value {
  const asks = branches.reduce<Asked>(
    (all, each) => more(all, each.asks),
    condition === "nothing" ? "something" : condition,
  );
  const nullable = branches.some((each) => each.nullable);
  return { texts: allOf(branches), asks, nullable };
}

function firstPresent(values: readonly Value[]): Value {
  const asks = values.reduce<Asked>((all, each) => more(all, each.asks), "nothing");
  return { texts: allOf(values), asks, nullable: values.every(({ nullable }) => nullable) };
}

function allOf(values: readonly Value[]): readonly KnownText[] | undefined {
  const texts: KnownText[] = [];
  for (const value of values) {
    if (value.texts === undefined) return undefined;
    for (const each of value.texts) if (!texts.some(({ text }) => text === each.text)) texts.push(each);
  }
  return texts;
}

function concatenated(values: readonly Value[], at: { readonly start: number; readonly end: number }): Value {
  const asks = values.reduce<Asked>((all, each) => more(all, each.asks), "nothing");
  let whole: readonly string[] | undefined = [""];
  for (const { texts } of values) {
    const before: readonly string[] = whole;
    whole = texts && before.flatMap((head) => texts.map(({ text }) => head + text));
    if (whole === undefined || whole.length > MOST_TEXTS || whole.some(({ length }) => length > LONGEST_TEXT))
      return { texts: undefined, asks, nullable: false };
  }
  const texts = whole.map((text) => ({ text, ...at, verbatim: false }));
  return { texts, asks, nullable: values.some(({ nullable }) => nullable) };
}

/** A string, `_utf8mb4` before it or not. */
function isLiteral(part: Cursor): boolean {
  return part.peek().kind === "string" || (part.peek().upper.startsWith("_") && part.peek(1).kind === "string");
}

/** `'a' 'b'` is one text. */
function literals(part: Cursor): Value {
  const found: KnownText[] = [];
  while (isLiteral(part)) {
    if (part.peek().kind !== "string") part.take();
    found.push(literal(part.take(), part));
  }
  const [first] = found;
  const last = found.at(-1);
  if (first === undefined || last === undefined || found.length === 1) return constant(found);
  const text = found.map((each) => each.text).join("");
  return constant([{ text, start: first.start, end: last.end, verbatim: false }]);
}

function literal(token: Token, { text, grammar }: Cursor): KnownText {
  const says = unquoted(text, token, grammar.mysqlWords);
  const inner = { start: token.start + 1, end: token.end - 1 };
  const verbatim = text.slice(inner.start, inner.end) === says;
  return verbatim ? { text: says, ...inner, verbatim } : { text: says, start: token.start, end: token.end, verbatim };
}

function placeOf({ start, end }: Token, text: string): { text: string; start: number; end: number } {
  return { text: text.slice(start, end), start, end };
}

function constant(texts: readonly KnownText[]): Value {
  return { texts, asks: "nothing", nullable: false };
}

function tooMuch({ texts }: Value): boolean {
  return texts !== undefined && (texts.length > MOST_TEXTS || texts.some(({ text }) => text.length > LONGEST_TEXT));
}
