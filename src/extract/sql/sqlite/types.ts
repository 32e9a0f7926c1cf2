import type { DataType } from "../../../model/expression.ts";
import { typeParts } from "../generic/type-parts.ts";

const synonyms: ReadonlyMap<string, string> = new Map(
  Object.entries({ int: "integer", bool: "boolean", "character varying": "varchar", character: "char" }),
);

/** What a type's name must hold so that a text is taken for one: SQLite itself takes any. */
const known =
  /int|char|clob|text|blob|real|floa|doub|num|dec|bool|date|time|json|uuid|guid|any|money|bit|binary|year|serial|string|enum|geometry|point/;

/** A type as people name it in prose; `undefined` for words that are hardly one. */
export function readSqliteType(text: string): DataType | undefined {
  const type = readDeclaredSqliteType(text);
  return type !== undefined && known.test(type.base) && type.base.split(" ").length <= 4 ? type : undefined;
}

/** A type as declared, in lower case: SQLite takes and keeps any words, and goes by what is in them. https://www.sqlite.org/datatype3.html#determination_of_column_affinity */
export function readDeclaredSqliteType(text: string): DataType | undefined {
  const parts = typeParts(text);
  if (parts === undefined) return undefined;
  const { words, modifiers, after } = parts;
  const written = [...words, ...after].join(" ");
  const base = synonyms.get(written) ?? written;
  const meaning = modifiers.length === 0 ? base : `${base}(${modifiers.join(",")})`;
  return { text: text.trim(), meaning, base, modifiers, dimensions: 0, serial: false };
}
