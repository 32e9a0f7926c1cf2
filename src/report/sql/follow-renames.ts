import { keyOf } from "../../model/name.ts";
import type { Query } from "../../model/schema.ts";
import { type Quote, sqlName } from "./quoting.ts";

/**
 * A query's text with the names that its meaning has today. `written` is what the text says, `meant` the same query after renames:
 * the two list the same uses in the same order. `undefined` where nothing differs, or where one name would have to become two.
 */
export function followRenames(text: string, written: Query, meant: Query, quote: Quote): string | undefined {
  const tables = pairs(
    written.tables.map(({ table }) => keyOf(table)),
    meant.tables.map(({ table }) => sqlName(table, quote)),
    meant.tables.map(({ table }) => keyOf(table)),
  );
  const columnNames = meant.columns.map(({ column }) => column);
  const columns = pairs(
    written.columns.map(({ column }) => column),
    columnNames.map((column) => (column === "*" ? column : quote(column))),
    columnNames,
  );
  if (tables === undefined || columns === undefined || tables.size + columns.size === 0) return undefined;
  return rewrite(text, tables, columns, new Set(written.columns.map(({ column }) => column)));
}

/** Old name → what to write instead, for those that differ. */
function pairs(
  from: readonly string[],
  to: readonly string[],
  toKeys: readonly string[],
): ReadonlyMap<string, string> | undefined {
  if (from.length !== to.length) return undefined;
  const written = new Map<string, string>();
  const targets = new Map<string, string>();
  for (const [at, name] of from.entries()) {
    const target = toKeys[at] ?? name;
    if ((targets.get(name) ?? target) !== target) return undefined;
    targets.set(name, target);
    if (target !== name) written.set(name, to[at] ?? name);
  }
  return written;
}

/** Strings and comments as they are; names perhaps qualified, each part perhaps quoted. */
const piece =
  /'(?:[^']|'')*'|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\/|(?:"(?:[^"]|"")+"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)(?:\s*\.\s*(?:"(?:[^"]|"")+"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*))*/g;

function rewrite(
  text: string,
  tables: ReadonlyMap<string, string>,
  columns: ReadonlyMap<string, string>,
  columnNames: ReadonlySet<string>,
): string {
  let inFrom = false;
  return text.replace(piece, (all) => {
    if (/^['$]|^--|^\/\*/.test(all)) return all;
    const parts = (all.match(/"(?:[^"]|"")+"|[^\s."]+/g) ?? []).map(fold);
    const whole = parts.join(".").replace(/^public\./, "");
    const bare = parts.length === 1 ? (parts[0] ?? "") : "";
    if (/^(from|join|using)$/.test(bare)) inFrom = true;
    const table = tables.get(whole);
    if (table !== undefined && (inFrom || !columnNames.has(bare))) {
      inFrom = false;
      return table;
    }
    if (parts.length === 1) return columns.get(bare) ?? all;
    const owner = parts.slice(0, -1).join(".");
    const column = columns.get(parts.at(-1) ?? "");
    const home = tables.get(owner.replace(/^public\./, ""));
    if (column === undefined && home === undefined) return all;
    return `${home ?? all.slice(0, all.lastIndexOf("."))}.${column ?? all.slice(all.lastIndexOf(".") + 1)}`;
  });
}

function fold(part: string): string {
  return part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part.toLowerCase();
}
