import { type Token, tokensOf } from "./sql-tokens.ts";

/** Types whose keyword differs from the name that the server's grammar gives them. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  int: "int4",
  integer: "int4",
  smallint: "int2",
  bigint: "int8",
  real: "float4",
  double: "float8",
  float: "float8",
  decimal: "numeric",
  dec: "numeric",
  boolean: "bool",
  character: "bpchar",
  char: "bpchar",
};

/** What a name is worth: a column or function name is kept through casts, a type's or `case` is only better than none. */
type Figured = { readonly name: string; readonly strong: boolean } | undefined;

/** The name that the server gives an unnamed expression in an index or a select list, where it gives one (`FigureColname`). */
export function expressionName(text: string): string | undefined {
  return figure(tokensOf(text))?.name;
}

function figure(tokens: readonly Token[]): Figured {
  const inner = withoutParentheses(tokens);
  const end = primaryEnd(inner);
  const primary = figurePrimary(inner.slice(0, end));
  return end === inner.length ? primary : figureRest(primary, inner.slice(end));
}

/** What follows a primary expression: a cast, a collation, a time zone, a subscript, or an operator that makes it nameless. */
function figureRest(primary: Figured, rest: readonly Token[]): Figured {
  const [first] = rest;
  if (first?.value === "::") return figureCast(primary, rest);
  if (first?.kind === "name" && first.value === "collate") return primary;
  if (first?.kind === "name" && first.value === "at") return { name: "timezone", strong: true };
  if (first?.value === "[" && matching(rest, 0) === rest.length - 1) return primary;
  return undefined;
}

function figureCast(primary: Figured, rest: readonly Token[]): Figured {
  const isType = rest.every(
    (token) => token.kind !== "symbol" || ["::", "(", ")", "[", "]", ".", ","].includes(token.value),
  );
  if (!isType) return undefined;
  if (primary?.strong === true) return primary;
  const last = rest.findLastIndex((token) => token.value === "::");
  return typeName(rest.slice(last + 1));
}

function typeName(tokens: readonly Token[]): Figured {
  const words = tokens.filter((token) => token.kind === "name");
  const dotted = tokens[1]?.value === "." ? words[1] : words[0];
  if (dotted === undefined) return undefined;
  const varying = words[1]?.value === "varying";
  if (dotted.value === "character" && varying) return { name: "varchar", strong: false };
  const zoned = words[1]?.value === "with" && (dotted.value === "timestamp" || dotted.value === "time");
  const name = zoned ? `${dotted.value}tz` : (TYPE_NAMES[dotted.value] ?? dotted.value);
  return { name, strong: false };
}

function figurePrimary(tokens: readonly Token[]): Figured {
  const [first] = tokens;
  if (first === undefined || first.kind === "literal") return undefined;
  if (first.value === "(") return figure(tokens);
  if (first.kind !== "name") return undefined;
  const call = tokens.findIndex((token) => token.value === "(" && token.kind === "symbol");
  if (!first.quoted && first.value === "not") return undefined;
  if (!first.quoted && first.value === "case") return figureCase(tokens);
  if (!first.quoted && first.value === "array") return { name: "array", strong: true };
  if (!first.quoted && first.value === "cast" && call === 1) return figureCastCall(tokens.slice(2, -1));
  if (!first.quoted && first.value === "trim" && call === 1) return { name: trimName(tokens[2]), strong: true };
  const name = tokens[call === -1 ? tokens.length - 1 : call - 1];
  return name?.kind === "name" ? { name: name.value, strong: true } : undefined;
}

function figureCase(tokens: readonly Token[]): Figured {
  const last = tokens.findLastIndex((token) => token.kind === "name" && token.value === "else");
  const otherwise = last === -1 ? undefined : figure(tokens.slice(last + 1, -1));
  return otherwise?.strong === true ? otherwise : { name: "case", strong: false };
}

function figureCastCall(tokens: readonly Token[]): Figured {
  const as = tokens.findLastIndex((token) => token.kind === "name" && token.value === "as");
  const inner = figure(tokens.slice(0, as));
  return inner?.strong === true ? inner : typeName(tokens.slice(as + 1));
}

function trimName(side: Token | undefined): string {
  if (side?.value === "leading") return "ltrim";
  return side?.value === "trailing" ? "rtrim" : "btrim";
}

/** Where the first primary expression ends: a parenthesis, a literal, a dotted name with its arguments, or `case … end`. */
function primaryEnd(tokens: readonly Token[]): number {
  const [first] = tokens;
  if (first === undefined) return 0;
  if (first.value === "(") return matching(tokens, 0) + 1;
  if (first.kind !== "name") return 1;
  if (!first.quoted && first.value === "case") return caseEnd(tokens);
  let at = 1;
  while (tokens[at]?.value === "." && tokens[at + 1]?.kind === "name") at += 2;
  const opening = tokens[at]?.value;
  const opens = opening === "(" || (opening === "[" && first.value === "array");
  return opens ? matching(tokens, at) + 1 : at;
}

function caseEnd(tokens: readonly Token[]): number {
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== "name" || token.quoted) continue;
    if (token.value === "case") depth++;
    if (token.value === "end" && --depth === 0) return at + 1;
  }
  return tokens.length;
}

function withoutParentheses(tokens: readonly Token[]): readonly Token[] {
  let inner = tokens;
  while (inner[0]?.value === "(" && matching(inner, 0) === inner.length - 1) inner = inner.slice(1, -1);
  return inner;
}

/** The index of the parenthesis or bracket that closes the one at `start`; the last token where none does. */
function matching(tokens: readonly Token[], start: number): number {
  let depth = 0;
  for (let at = start; at < tokens.length; at++) {
    const token = tokens[at];
    if (token?.kind !== "symbol") continue;
    if (token.value === "(" || token.value === "[") depth++;
    if ((token.value === ")" || token.value === "]") && --depth === 0) return at;
  }
  return tokens.length - 1;
}
