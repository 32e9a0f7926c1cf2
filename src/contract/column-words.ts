import type { Expression } from "../model/expression.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { type KnowsTable, readTarget, type Target } from "./references.ts";

/** What the words around a column's type say: `NOT NULL, UNIQUE, FK → users.id`. */
export type ColumnWords = {
  readonly primaryKey: boolean;
  readonly unique: boolean;
  readonly nullable: boolean | undefined;
  readonly references: Target | undefined;
  readonly checks: readonly Expression[];
  readonly default: string | undefined;
  readonly automatic: boolean;
  readonly generated: boolean;
  /** What is left: the type, or prose. */
  readonly rest: string;
};

type Open = { -readonly [K in keyof ColumnWords]: ColumnWords[K] } & { checks: Expression[] };
type Taker = (match: RegExpExecArray, words: Open) => void;

const nextWord = String.raw`(?=\s*(?:,|;|$|\bnot\s+null\b|\bnull\b|\bunique\b|\bprimary\s+key\b|\breferences\b|\bcheck\s*\(|\bconstraint\b|\bgenerated\b))`;
const target = String.raw`((?:"[^"]+"|[\w$]+)(?:\.(?:"[^"]+"|[\w$]+)){0,2}(?:\s*\((?!\s*on\b)[^()]*\))?)`;
const notAlone = String.raw`(?!\s*(?:\(|with\b|per\b|among\b|together\b|when\b|where\b|within\b|across\b|by\b|for\b))`;

const arrow = "(?:→|->|=>|➜|⟶|:)";
const referencePatterns = [
  new RegExp(String.raw`\b(?:foreign\s+key|fk)?\s*(?:\([^()]*\)\s*)?\breferences\s+${target}`, "i"),
  new RegExp(String.raw`\b(?:foreign\s+key|fk)\s*\(?\s*(?:${arrow}|\bto\b)?\s*${target}\)?`, "i"),
  new RegExp(String.raw`(?:→|->|=>|➜|⟶)\s*${target}`, "i"),
];
const defaultPattern = new RegExp(String.raw`\bdefault\b\s*[:=]?\s*('(?:[^']|'')*'(?:::[\w ]+)?|.+?)${nextWord}`, "i");
const uniquePattern = new RegExp(String.raw`\b(?<!composite\s)(?:unique|uniq|uq|uni)\b${notAlone}`, "i");
/** The values that an `ENUM ('not null', 'unique')` lists say nothing of the column. */
const valueList = /(?<=\b(?:enum|set)\s*)\(\s*(?:'(?:[^']|'')*'|"[^"]*")(?:\s*,\s*(?:'(?:[^']|'')*'|"[^"]*"))*\s*\)/i;
const setAside = "\u0000";

/** What stands beside a type and is no part of it: how texts are kept and compared, what an UPDATE writes, a shape's coordinates. */
const besideType =
  /\b(?:character\s+set|charset)\s*=?\s*\w+|\bcollate\s*=?\s*(?:"[^"]*"|'[^']*'|\w[\w-]*)|\bon\s+update\s+(?:current_timestamp|now)\b(?:\s*\(\s*\d*\s*\))?|\bsrid\s+\d+/gi;

const nothing: ColumnWords = {
  primaryKey: false,
  unique: false,
  nullable: undefined,
  references: undefined,
  checks: [],
  default: undefined,
  automatic: false,
  generated: false,
  rest: "",
};

/** Reads and removes the words it knows; never guesses at the rest. */
export function readColumnWords(sql: SqlReader, written: string, knows: KnowsTable): ColumnWords {
  if (written === "") return nothing;
  const given = written.slice(0, 4_000).replaceAll("`", " ");
  const values = valueList.exec(given)?.[0];
  const words: Open = {
    ...nothing,
    checks: [],
    rest: values === undefined ? given : given.replace(values, () => setAside),
  };
  words.rest = words.rest.replaceAll(besideType, " ");
  takeBrackets(words, /\bgenerated\s+always\s+as\s*\(/i, (open) => {
    open.generated = true;
  });
  take(words, /\b(?:stored|virtual)\b/i, () => undefined, words.generated);
  take(words, /\b(?:generated\s+(?:always|by\s+default)\s+as\s+)?identity\b(?:\s*\([^()]*\))?/i, (_, open) => {
    open.automatic = true;
  });
  takeBrackets(words, /\bcheck\s*:?\s*\(/i, (open, inner) => {
    const check = sql.readExpression(inner);
    if (check !== undefined) open.checks.push(check);
  });
  takeReferences(sql, words, knows);
  take(words, defaultPattern, (match, open) => {
    open.default = match[1];
  });
  takeFlags(words);
  words.rest = words.rest
    .replaceAll(/[([]\s*[,;\s]*[)\]]/g, (empty) => (empty === "[]" ? empty : " "))
    .replaceAll(/\s+/g, " ");
  words.rest = words.rest
    .replace(/^[\s,;·|+/–—)-]+|[\s,;·|+/–—(-]+$/g, "")
    .replace(/\(\s*[,;]\s*|\s*[,;]\s*\)/g, (edge) => (edge.includes("(") ? "(" : ")"));
  if (values !== undefined) words.rest = words.rest.replace(setAside, () => values);
  return words;
}

function takeReferences(sql: SqlReader, words: Open, knows: KnowsTable): void {
  for (const pattern of referencePatterns) {
    const match = pattern.exec(words.rest);
    const found =
      match?.[1] === undefined || /^(?:not|null|unique|primary|on|pk)$/i.test(match[1])
        ? undefined
        : readTarget(sql, match[1], knows);
    if (match === null || found === undefined) continue;
    words.references = found;
    words.rest = `${words.rest.slice(0, match.index)} ${words.rest.slice(match.index + match[0].length)}`;
    break;
  }
  words.rest = words.rest.replaceAll(
    /\bon\s+(?:delete|update)\s+(?:cascade|restrict|set\s+null|set\s+default|no\s+action)\b/gi,
    " ",
  );
  words.rest = words.rest.replaceAll(/(?<![\w"])(?:foreign\s+key|fk)(?![\w"])/gi, " ");
}

function takeFlags(words: Open): void {
  take(words, /\b(?:primary\s+key|pk|pri)\b(?:\s*\([^()]*\))?|^\s*primary\s*$/i, (_, open) => {
    open.primaryKey = true;
  });
  take(words, uniquePattern, (_, open) => {
    open.unique = true;
  });
  take(
    words,
    /\bnot[\s_-]+null(?:able)?\b|\bnon-?null(?:able)?\b|\bnn\b|^\s*required\b|[,(]\s*required\b/i,
    (_, open) => {
      open.nullable = false;
    },
  );
  take(words, /\bnullable\b|\bnull\b|^\s*optional\b|[,(]\s*optional\b/i, (_, open) => {
    open.nullable ??= true;
  });
  take(words, /\bauto[\s_-]*increment(?:ed|ing)?\b|\bautoincrement\b|\bauto[\s_-]*generated\b/i, (_, open) => {
    open.automatic = true;
  });
}

function take(words: Open, pattern: RegExp, taker: Taker, when = true): void {
  const match = when ? pattern.exec(words.rest) : null;
  if (match === null) return;
  taker(match, words);
  words.rest = `${words.rest.slice(0, match.index)} ${words.rest.slice(match.index + match[0].length)}`;
}

/** Takes every `WORD ( … )` with its balanced brackets. */
function takeBrackets(words: Open, opening: RegExp, taker: (words: Open, inner: string) => void): void {
  for (let match = opening.exec(words.rest); match !== null; match = opening.exec(words.rest)) {
    const from = match.index + match[0].length;
    const close = closingBracket(words.rest, from);
    if (close === -1) return;
    taker(words, words.rest.slice(from, close));
    words.rest = `${words.rest.slice(0, match.index)} ${words.rest.slice(close + 1)}`;
  }
}

/** Where the bracket that is open at `from` closes, -1 where it does not. */
export function closingBracket(text: string, from: number): number {
  let depth = 1;
  let quoted = false;
  for (let at = from; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === "'") quoted = !quoted;
    else if (quoted) continue;
    else if (char === "(") depth += 1;
    else if (char === ")") depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}
