import type { ObjectId, SqlValue } from "../../../model/catalog.ts";
import { keyOf } from "../../../model/name.ts";
import { quoteQualified, readName } from "./names.ts";
import { known, Undecided } from "./undecided.ts";

export function isObjectId(value: SqlValue): value is ObjectId {
  return typeof value === "object" && value !== null && "of" in value;
}

export function isList(value: SqlValue): value is readonly SqlValue[] {
  return Array.isArray(value);
}

/** A value as text; an object's number as its name, as a cast to `regclass` prints it. `null` for NULL. */
export function textOf(value: SqlValue): string | null {
  if (value === null) return null;
  if (isObjectId(value)) {
    if (value.of === "constraint" || value.of === "trigger") throw new Undecided();
    return shownName(value.name);
  }
  if (isList(value)) return `{${value.map((each) => textOf(each) ?? "NULL").join(",")}}`;
  return typeof value === "boolean" ? (value ? "t" : "f") : String(value);
}

function shownName(key: string): string {
  const name = readName(key.replace(/\(.*$/s, ""));
  return name === undefined ? key : quoteQualified(name);
}

/** What a condition comes to; NULL is neither. */
export function truthOf(value: SqlValue): boolean | null {
  if (value === null || typeof value === "boolean") return value;
  if (value === "t" || value === "true") return true;
  if (value === "f" || value === "false") return false;
  throw new Undecided();
}

export function numberOf(value: SqlValue): number {
  const number = typeof value === "number" ? value : typeof value === "string" ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(number)) throw new Undecided();
  return number;
}

/** -1, 0 or 1; `undefined` where one of the two is NULL. */
export function compared(left: SqlValue, right: SqlValue): number | undefined {
  if (left === null || right === null) return undefined;
  if (isObjectId(left) || isObjectId(right)) return sameObject(left, right) ? 0 : 1;
  if (isList(left) && isList(right)) {
    const same = left.length === right.length && left.every((each, at) => compared(each, right[at] ?? null) === 0);
    return same ? 0 : 1;
  }
  if (isList(left) || isList(right)) throw new Undecided();
  if (typeof left === "boolean" || typeof right === "boolean") return Number(truthOf(left)) - Number(truthOf(right));
  const [one, other] =
    typeof left === "number" || typeof right === "number"
      ? [numberOf(left), numberOf(right)]
      : [left as string, right as string];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** An object's number against another, or against a name that the server would look up. */
function sameObject(left: SqlValue, right: SqlValue): boolean {
  const id = isObjectId(left) ? left : isObjectId(right) ? right : undefined;
  const other = id === left ? right : left;
  if (id === undefined) return false;
  if (isObjectId(other)) return other.of === id.of && other.name === id.name;
  if (typeof other === "number") {
    if (other === 0) return false;
    throw new Undecided();
  }
  // What has no name of its own is none that anybody spells out.
  if (id.of === "constraint" || id.of === "trigger") return false;
  return typeof other === "string" && keyOf(known(readName(other))) === id.name;
}

/** Matches LIKE's `%` and `_`. */
export function isLike(text: string, pattern: string, ignoreCase: boolean): boolean {
  let source = "";
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at] ?? "";
    if (character === "%") source += "[\\s\\S]*";
    else if (character === "_") source += "[\\s\\S]";
    else {
      if (character === "\\") at += 1;
      source += literal(pattern[at] ?? "\\");
    }
  }
  return new RegExp(`^${source}$`, ignoreCase ? "iu" : "u").test(text);
}

/** Matches a regular expression of those that both PostgreSQL and we read alike. */
export function matches(text: string, pattern: string, ignoreCase: boolean): boolean {
  if (pattern.length > 200 || !/^[\w\s^$.|()*+?[\]\-\\/"':,]*$/.test(pattern)) throw new Undecided();
  if (/\\[^.dws\\/()[\]$^*+?|-]|\(\?|\)[*+?]/.test(pattern)) throw new Undecided();
  try {
    return new RegExp(pattern, ignoreCase ? "i" : "").test(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Undecided();
    throw error;
  }
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
