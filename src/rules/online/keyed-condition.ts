import type { Table } from "../../model/schema.ts";
import { clauseOf, splitOutside, withoutLiterals } from "./statement-clauses.ts";

const constant = String.raw`(?:[a-z]*\s*''|-?\d+(?:\.\d+)?|\$\d+|:\w+|true|false|\(\s*select\b.*\)|any\s*\(\s*(?:array\s*)?(?:\[[^\]]*\]|'')\s*(?:::[\w [\]]+)?\)|[a-z_]+\([^()]*\))`;
const quote = '["`]?';
const equals = new RegExp(
  String.raw`^(?:${quote}\w+${quote}\.)*${quote}(\w+)${quote}\s*=\s*${constant}(?:::[\w". ()[\]]+)?$`,
  "is",
);
const isIn = /^(?:["`]?\w+["`]?\.)*["`]?(\w+)["`]?\s+in\s*\((?!\s*(?:select|with)\b)[^()]*\)$/is;
/** Within a block of code, what has no column's name may be a variable. */
const variable = /^(?:"?\w+"?\.)*"?(\w+)"?\s*=\s*(?:\w+\.)?\w+$/is;

/** Whether a statement's condition picks single rows of the table by one of its keys, with constants. A table that nobody knows is taken to have the key `id`. */
export function isByKey(statement: string, table: Table | undefined, insideBlock: boolean): boolean {
  const where = clauseOf(withoutLiterals(statement), "where");
  if (where === undefined) return false;
  if (/^\s*current\s+of\b/i.test(where)) return true;
  return isKeyed(where, keysOf(table), insideBlock);
}

/** Each alternative must fix all columns of a key, or have a part that does. */
function isKeyed(condition: string, keys: readonly (readonly string[])[], insideBlock: boolean): boolean {
  return splitOutside(unwrapped(condition), /or/).every((alternative) => {
    const parts = splitOutside(unwrapped(alternative), /and/);
    const fixed = new Set(parts.flatMap((part) => columnOf(part, insideBlock)));
    if (keys.some((key) => key.every((column) => fixed.has(column)))) return true;
    return parts.some((part) => unwrapped(part) !== part.trim() && isKeyed(unwrapped(part), keys, insideBlock));
  });
}

function columnOf(part: string, insideBlock: boolean): readonly string[] {
  const text = unwrapped(part);
  const match = equals.exec(text) ?? isIn.exec(text) ?? (insideBlock ? variable.exec(text) : null);
  return match?.[1] === undefined ? [] : [match[1]];
}

/** Without the brackets around the whole of it. */
function unwrapped(text: string): string {
  const bare = text.trim().replace(/;$/, "").trim();
  return bare.startsWith("(") && closingOf(bare) === bare.length - 1 ? unwrapped(bare.slice(1, -1)) : bare;
}

/** Where the bracket that begins a text is closed. */
function closingOf(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "(") depth += 1;
    else if (text[at] === ")" && --depth === 0) return at;
  }
  return -1;
}

function keysOf(table: Table | undefined): readonly (readonly string[])[] {
  const constraints = (table?.constraints ?? []).flatMap((constraint) =>
    constraint.kind === "primary-key" || constraint.kind === "unique" ? [constraint.columns] : [],
  );
  const indexes = (table?.indexes ?? [])
    .filter(({ unique, where, elements }) => unique && where === undefined && elements.every(({ column }) => column))
    .map(({ elements }) => elements.flatMap(({ column }) => column ?? []));
  const keys = [...constraints, ...indexes].filter((columns) => columns.length > 0);
  return keys.length > 0 || table?.assumed === false ? keys : [["id"]];
}
