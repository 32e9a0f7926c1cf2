import type { SqlValue } from "../../../model/catalog.ts";
import { keyOf } from "../../../model/name.ts";
import { quoteLiteral } from "./literals.ts";
import { quoteName, readName } from "./names.ts";
import { compared, isList, numberOf, textOf } from "./sql-values.ts";
import { Undecided } from "./undecided.ts";

type Text = (text: string, ...rest: readonly SqlValue[]) => SqlValue;

/** Functions of one text and more, NULL for NULL. */
const ofText: ReadonlyMap<string, Text> = new Map<string, Text>([
  ["quote_ident", quoteName],
  ["quote_literal", quoteLiteral],
  ["lower", (text) => text.toLowerCase()],
  ["upper", (text) => text.toUpperCase()],
  ["length", (text) => [...text].length],
  ["char_length", (text) => [...text].length],
  ["trim", (text) => text.replace(/^ +| +$/g, "")],
  ["btrim", (text, characters = " ") => trimmed(text, characters, true, true)],
  ["ltrim", (text, characters = " ") => trimmed(text, characters, true, false)],
  ["rtrim", (text, characters = " ") => trimmed(text, characters, false, true)],
  ["replace", (text, from, to) => text.replaceAll(textNow(from), () => textNow(to))],
  ["left", (text, count) => text.slice(0, numberOf(count ?? null))],
  ["right", (text, count) => text.slice(-numberOf(count ?? null) || text.length)],
  ["starts_with", (text, prefix) => text.startsWith(textNow(prefix))],
  ["strpos", (text, part) => text.indexOf(textNow(part)) + 1],
  ["lpad", (text, length, fill = " ") => text.padStart(numberOf(length ?? null), textNow(fill))],
  ["repeat", (text, times) => repeated(text, numberOf(times ?? null))],
  ["split_part", (text, by, at) => text.split(textNow(by)).at(numberOf(at ?? null) - 1) ?? ""],
  ["string_to_array", (text, by) => text.split(textNow(by))],
  ["to_regnamespace", (text) => ({ of: "namespace", name: text })],
  ["substring", substring],
  ["substr", substring],
]);

/** The value of a function of the server's own, as far as it needs nothing but its arguments. */
export function evaluateCall(name: string, args: readonly SqlValue[]): SqlValue {
  const [first = null, second = null] = args;
  switch (name) {
    case "format":
      return formatted(args);
    case "concat":
      return args.map((each) => textOf(each) ?? "").join("");
    case "concat_ws":
      return args
        .slice(1)
        .flatMap((each) => textOf(each) ?? [])
        .join(textNow(first));
    case "quote_nullable":
      return first === null ? "NULL" : quoteLiteral(textNow(first));
    case "array_length":
    case "cardinality":
      if (first !== null && !isList(first)) throw new Undecided();
      return first === null || (first.length === 0 && name === "array_length") ? null : first.length;
    case "array_to_string":
      if (first !== null && !isList(first)) throw new Undecided();
      return first === null ? null : first.flatMap((each) => textOf(each) ?? []).join(textNow(second));
    case "array_append":
      return [...(isList(first) ? first : []), second];
    case "array_position": {
      const at = isList(first) ? first.findIndex((each) => compared(each, second) === 0) : -1;
      return at === -1 ? null : at + 1;
    }
    case "nullif":
      return compared(first, second) === 0 ? null : first;
    case "current_schema":
      return "public";
    case "now":
    case "clock_timestamp":
    case "random":
      throw new Undecided();
  }
  const byText = ofText.get(name);
  if (byText === undefined) throw new Undecided();
  const text = textOf(first);
  return text === null ? null : byText(text, ...args.slice(1));
}

function formatted([template = null, ...values]: readonly SqlValue[]): SqlValue {
  if (template === null) return null;
  let next = 0;
  return textNow(template).replace(/%(?:(\d+)\$)?(-?\d+)?([A-Za-z%])?/g, (_, position, width, kind) => {
    if (kind === "%") return "%";
    const at = position === undefined ? next : Number(position) - 1;
    next = at + 1;
    if (width !== undefined || at >= values.length) throw new Undecided();
    const text = textOf(values[at] ?? null);
    if (kind === "s") return text ?? "";
    if (kind === "L") return text === null ? "NULL" : quoteLiteral(text);
    if (kind !== "I" || text === null) throw new Undecided();
    return quoteName(text);
  });
}

function textNow(value: SqlValue | undefined): string {
  const text = value === undefined ? null : textOf(value);
  if (text === null) throw new Undecided();
  return text;
}

function trimmed(text: string, characters: SqlValue, front: boolean, back: boolean): string {
  const all = new Set(textNow(characters));
  let start = 0;
  let end = text.length;
  while (front && start < end && all.has(text[start] ?? "")) start += 1;
  while (back && end > start && all.has(text[end - 1] ?? "")) end -= 1;
  return text.slice(start, end);
}

function repeated(text: string, times: number): string {
  if (times * text.length > 100_000) throw new Undecided();
  return text.repeat(Math.max(0, times));
}

function substring(text: string, from?: SqlValue, count?: SqlValue): string {
  const start = numberOf(from ?? null) - 1;
  const end = count === undefined ? text.length : start + numberOf(count);
  return text.slice(Math.max(0, start), Math.max(0, end));
}

/** The name that a string names, as a key. */
export function keyOfText(text: string): string {
  const name = readName(text);
  if (name === undefined) throw new Undecided();
  return keyOf(name);
}
