import { keyOf } from "../../model/name.ts";
import type { Query } from "../../model/schema.ts";
import { sqlKey } from "../same-meaning.ts";

const placeholder =
  /\$\d+|%\(\w+\)s|%s|(?<![:\w]):[A-Za-z_]\w*|(?<![@\w])@[A-Za-z_]\w*|\b(?:sqlc\.)?n?arg\(\s*'?\w+'?\s*\)/g;

/** A query's text with nothing left in it that says nothing: letter case, white space, the spelling of placeholders, needless quotes and casts. */
export function queryKey(text: string): string {
  return sqlKey(text)
    .split(/('(?:[^']|'')*')/)
    .map((part, at) => (at % 2 === 1 ? part : bare(part)))
    .join("");
}

function bare(part: string): string {
  return part
    .replace(placeholder, "?")
    .replace(/::\s*[a-z_][\w ]*(?:\(\d+(?:,\d+)?\))?(?:\[\])?(?=\W|$)/g, "")
    .replace(/["`]([a-z_]\w*)["`]/g, "$1")
    .replaceAll("public.", "");
}

const keywords =
  /^(?:select|distinct|insert|update|delete|and|or|not|in|like|ilike|between|is|null|true|false|left|right|full|cross|group|order|by|having|union|intersect|except|all|any|exists|limit|offset|fetch|asc|desc|case|when|then|else|on|conflict|do|nothing|returning|for|lateral|recursive|over|partition|interval)$/;

/** What a query means, whatever its names for things are: what it does to which columns of which tables, under which conditions. */
export function queryMeaning(query: Query, key: string): string {
  const tables = new Set(query.tables.map(({ table, access }) => `${access} ${keyOf(table)}`.toLowerCase()));
  const columns = new Set(query.columns.map(({ column, access }) => `${access} ${column}`.toLowerCase()));
  const words = key.match(/'(?:[^']|'')*'|\?|\d+(?:\.\d+)?|[a-z_]\w*|[<>=!|&~#@+*/%^-]+/g) ?? [];
  const said = words.filter((word) => !/^[a-z_]/.test(word) || keywords.test(word));
  return JSON.stringify([query.operation, [...tables].sort(), [...columns].sort(), said.sort()]);
}
