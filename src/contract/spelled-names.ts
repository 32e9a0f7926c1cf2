import type { SqlReader } from "../model/sql-reader.ts";

/** What stands where no name is meant: strings, comments, bodies in dollar quotes. */
const noNames = /'(?:[^']|'')*'|--[^\n]*|\/\*.*?\*\/|\$(\w*)\$.*?\$\1\$/gs;
const quoted = /"([\p{L}_][\p{L}\p{N}_$]*)"/gu;
const bare = /"[^"]+"|[\p{L}_][\p{L}\p{N}_$]*/gu;
/** Readers that are kept, so that what they read of a contract is. */
const most = 16;

const readers = new WeakMap<SqlReader, Map<string, SqlReader>>();

/**
 * A reader for what is written beside these scripts. A document writes `User_email_key` for what SQL has to write `"User_email_key"`: such a name is kept as it is
 * spelled where a script quotes it so, and folded everywhere else.
 */
export function readerOfSpelledNames(scripts: readonly string[], sql: SqlReader): SqlReader {
  const names = sql.dialect === "postgresql" ? spelledNames(scripts) : new Set<string>();
  return names.size === 0 ? sql : { ...sql, readName: (text) => sql.readName(withQuotes(text, names)) };
}

/** The same reader again for the same names, so that what it has read of a contract is kept. */
export function keptReaderOfSpelledNames(scripts: readonly string[], sql: SqlReader): SqlReader {
  const key = [...spelledNames(scripts)].sort().join(" ");
  if (key === "") return sql;
  const known = readers.get(sql) ?? new Map<string, SqlReader>();
  readers.set(sql, known);
  const reader = known.get(key) ?? readerOfSpelledNames(scripts, sql);
  known.delete(key);
  known.set(key, reader);
  const [oldest] = known.keys();
  if (known.size > most && oldest !== undefined) known.delete(oldest);
  return reader;
}

/** Names with capitals that the scripts put in quotes. */
function spelledNames(scripts: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const text of scripts) {
    if (!text.includes('"')) continue;
    for (const [, name = ""] of text.replace(noNames, " ").matchAll(quoted)) if (/[A-Z]/.test(name)) names.add(name);
  }
  return names;
}

function withQuotes(text: string, names: ReadonlySet<string>): string {
  return text.replace(bare, (name) => (names.has(name) ? `"${name}"` : name));
}
