import type { RangeVar } from "libpg-query";
import type { QualifiedName } from "../../../model/name.ts";
import { quotedKeywords } from "./keywords.ts";
import { type Node, stringsOf } from "./syntax-tree.ts";

const defaultSchema = "public";
const longestIdentifier = 63;

/** A relation's name; the default schema is left out, a database's name is dropped. */
export function qualifiedName(relation: RangeVar | undefined): QualifiedName {
  return nameOf(relation?.schemaname, relation?.relname ?? "");
}

/** A name from a list of its parts, `[schema, name]` or `[name]`; of longer ones the last two count. */
export function nameOfParts(parts: readonly string[]): QualifiedName {
  return nameOf(parts.at(-2), parts.at(-1) ?? "");
}

/** The name of an object that the grammar gives as a list of strings. */
export function nameOfNodes(nodes: readonly Node[] | undefined): QualifiedName {
  return nameOfParts(stringsOf(nodes));
}

/** A name as people write it, `orders`, `"Orders"`, `billing.orders`: folded when bare, kept when quoted. `undefined` where it is no name. */
export function readName(text: string): QualifiedName | undefined {
  const parts: string[] = [];
  const part = /\s*(?:"((?:[^"]|"")+)"|([\p{L}_][\p{L}\p{N}_$]*))\s*(\.|$)/uy;
  let separator = ".";
  while (separator === ".") {
    const match = part.exec(text);
    if (match === null) return undefined;
    parts.push(cut(match[1] === undefined ? fold(match[2] ?? "") : match[1].replaceAll('""', '"')));
    separator = match[3] ?? "";
  }
  return parts.length > 3 ? undefined : nameOfParts(parts);
}

/** An identifier as SQL text: quoted where PostgreSQL's `quote_identifier` would. */
export function quoteName(name: string): string {
  if (/^[a-z_][a-z0-9_]*$/.test(name) && !quotedKeywords.has(name)) return name;
  return `"${name.replaceAll('"', '""')}"`;
}

/** A qualified name as SQL text. */
export function quoteQualified(name: QualifiedName): string {
  return name.schema === undefined ? quoteName(name.name) : `${quoteName(name.schema)}.${quoteName(name.name)}`;
}

function nameOf(schema: string | undefined, name: string): QualifiedName {
  return { schema: schema === defaultSchema || schema === "" ? undefined : schema, name };
}

/** Only ASCII letters fold, as in a UTF-8 database. */
function fold(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function cut(name: string): string {
  if (Buffer.byteLength(name) <= longestIdentifier) return name;
  let kept = "";
  let bytes = 0;
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > longestIdentifier) break;
    kept += character;
  }
  return kept;
}
