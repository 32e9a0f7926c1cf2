import type { DataType } from "../model/expression.ts";
import type { SqlReader } from "../model/sql-reader.ts";

type TypeReading = {
  readonly type: DataType | undefined;
  /** `String?`: the question mark says that it may be NULL. */
  readonly nullable: boolean | undefined;
  /** Values of an enum that is written out, `enum('a', 'b')`. */
  readonly values: readonly string[] | undefined;
  /** Says something that is no type of the dialect. */
  readonly unread: boolean;
};

/** Words of programming languages and ORMs. They name a family of types, so they promise none in particular. */
const families = new Set([
  "string",
  "str",
  "number",
  "object",
  "array",
  "any",
  "map",
  "list",
  "dict",
  "enum",
  "set",
  "foreign key",
  "relation",
]);
const postgresFamilies = new Set([
  "datetime",
  "long",
  "double",
  "blob",
  "bytes",
  "date time",
  "int64",
  "int32",
  "uint",
  "float64",
]);
const numericModifier = /^(?:\d+|max)$/i;

/** Reads a type from what is left of its cell once constraints were taken out. */
export function readColumnType(sql: SqlReader, written: string): TypeReading {
  const optional = /\?\s*$/.test(written);
  const text = written.replace(/\?\s*$/, "").trim();
  const nullable = optional ? true : undefined;
  if (text === "" || /^[-–—]+$/.test(text)) return { type: undefined, nullable, values: undefined, unread: false };
  const values = enumValues(text);
  if (values !== undefined) return { type: typeOfValues(sql, text), nullable, values, unread: false };
  const named = text.replace(/^enum\s*:?\s+(?=[\p{L}_"])/iu, "").replace(/\s*\(\s*enum\s*\)$/i, "");
  if (isFamily(sql, named)) return { type: undefined, nullable, values: undefined, unread: false };
  const type = firstType(sql, spellings(named));
  return { type, nullable, values: undefined, unread: type === undefined };
}

function isFamily(sql: SqlReader, text: string): boolean {
  const word = text.toLowerCase().replace(/\s*[([<].*$/s, "");
  return families.has(word) || (sql.dialect === "postgresql" && postgresFamilies.has(word));
}

const quotedList = /^(enum|set)\s*\(\s*((?:'(?:[^']|'')*'|"[^"]*")(?:\s*,\s*(?:'(?:[^']|'')*'|"[^"]*"))*)\s*\)/i;

/** In MySQL a list of quoted values is the column's own type; elsewhere it tells what a type of the project's may be. */
function typeOfValues(sql: SqlReader, text: string): DataType | undefined {
  const [, word, list] = quotedList.exec(text) ?? [];
  if (sql.dialect !== "mysql" || word === undefined || list === undefined) return undefined;
  return sql.readType(
    `${word}(${quotedWords(list)
      .map((value) => `'${value.replaceAll("'", "''")}'`)
      .join(", ")})`,
  );
}

function enumValues(text: string): string[] | undefined {
  const inner = quotedList.exec(text)?.[2] ?? /^(?:enum|set)\s*[([{:]\s*(.+?)\s*[)\]}]?$/is.exec(text)?.[1];
  if (inner === undefined) return undefined;
  const quoted = quotedWords(inner);
  if (quoted.length > 0) return quoted;
  const words = inner.split(/\s*[,|/]\s*/).filter((word) => word !== "");
  return words.length > 1 ? words : undefined;
}

function quotedWords(text: string): string[] {
  return [...text.matchAll(/'((?:[^']|'')*)'|"([^"]*)"/g)].map((match) =>
    (match[1] ?? match[2] ?? "").replaceAll("''", "'"),
  );
}

/** The whole text, then ever shorter beginnings of it: a remark may follow a type. */
function spellings(text: string): string[] {
  const cuts = [
    text,
    text.replace(/\s*\(\s*(?![\d\s,]+\)|[A-Z]\w*,\s*\d+\))[^()]*\)\s*$/i, ""),
    ...[/\s+[–—-]+\s+/, /\s*[;,]\s+(?![^(]*\))/, /\s*<br/i].map((cut) => text.split(cut, 1)[0] ?? text),
  ];
  return [...new Set(cuts.map((cut) => cut.trim()).filter((cut) => cut !== ""))];
}

function firstType(sql: SqlReader, texts: readonly string[]): DataType | undefined {
  for (const text of texts) {
    const type = sql.readType(text);
    if (type === undefined) continue;
    const remark =
      type.modifiers.length > 0 &&
      isTimeOrText(type.base) &&
      !type.modifiers.every((modifier) => numericModifier.test(modifier));
    if (!remark) return type;
  }
  return undefined;
}

function isTimeOrText(base: string): boolean {
  return /^(?:timestamp|time|date|text|character|varchar|integer|bigint|smallint|uuid|boolean|json)/.test(base);
}
