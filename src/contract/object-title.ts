import type { QualifiedName } from "../model/name.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { plainText } from "./inline-text.ts";
import { wordsOf } from "./titles.ts";
import { objectPrefixes } from "./vocabulary.ts";

export type ObjectKind = keyof typeof objectPrefixes;

/** What a heading says of the object that its section describes. */
export type ObjectTitle = {
  /** Set where the heading says it: `Table: x`, `View: x`. */
  readonly kind: ObjectKind | undefined;
  /** The spelling of the name, best first; empty where the heading holds none. */
  readonly names: readonly string[];
  /** The name stands in a code span, in quotes or after a prefix, so that it is a name and no English word. */
  readonly certain: boolean;
  /** The heading without anchors, numbers, pictures. */
  readonly text: string;
  readonly struck: boolean;
};

const prefixKinds = new Map<string, ObjectKind>(
  (Object.keys(objectPrefixes) as ObjectKind[]).flatMap((kind) =>
    wordsOf(objectPrefixes[kind]).map((word) => [word, kind] as const),
  ),
);
const identifier = String.raw`(?:"[^"]+"|[\p{L}_][\p{L}\p{N}_$]*)`;
const namePattern = new RegExp(String.raw`^${identifier}(?:\.${identifier}){0,2}$`, "u");
const leadingName = new RegExp(
  String.raw`^(${identifier}(?:\.${identifier}){0,2})(?:\s*\([^)]*\))?\s*(?:[-–—:：|]|$)`,
  "u",
);
const usualTitle = /^Table: `?([a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)?)`?$/;
const remarks =
  /^(deprecated|legacy|new|core|main|base|view|table|read[- ]only|optional|internal|archive[d]?|partitioned|temporary|lookup|join table|junction table|materialized|\d.*)\b/i;

/** Reads a heading; says nothing yet on whether the object is one of the contract's. */
export function readObjectTitle(rawTitle: string): ObjectTitle {
  const usual = usualTitle.exec(rawTitle);
  if (usual?.[1] !== undefined)
    return { kind: "table", names: [usual[1]], certain: true, text: usual[1], struck: false };
  const raw = tidy(rawTitle.slice(0, 500));
  const { kind, rest } = splitPrefix(raw);
  const struck = /~~/.test(raw);
  const text = plainText(rest);
  const spans = [...rest.matchAll(/`+([^`]+)`+/g)].map((match) => (match[1] ?? "").trim()).filter(looksLikeObject);
  if (spans.length > 0) return { kind, names: spans.slice(0, 1), certain: true, text, struck };
  const bare = text.replace(/\s*\{#[^}]*\}\s*$/, "").trim();
  if (kind === "migration") return { kind, names: bare === "" ? [] : [bare], certain: true, text: bare, struck };
  const names = namesIn(bare, kind);
  return { kind, names, certain: names.length > 0 && (kind !== undefined || bare.startsWith('"')), text: bare, struck };
}

function tidy(raw: string): string {
  return raw
    .replaceAll(/\s*\{#[^}]*\}/g, "")
    .replaceAll(/<a\b[^>]*>|<\/a>/gi, "")
    .replaceAll(/\p{Extended_Pictographic}|\u{fe0f}|\u{200d}|\u{20e3}/gu, "")
    .replace(/^\s*(?:\d+(?:\.\d+)*[.)、:]?|[a-z][.)])\s+/i, "")
    .trim();
}

/** `Table: x`, `Table x`, `Table 3: x`, `**Table:** x`, `表：x`; a code span may follow without a colon. */
function splitPrefix(raw: string): { kind: ObjectKind | undefined; rest: string } {
  const match =
    /^\W{0,4}?(?:\*\*|__)?(\p{L}[\p{L} ]{0,30}?)(?:\*\*|__)?\s*(?:\d+\s*)?(?:[:：]\s*(?:\*\*|__)?|\s[-–—]\s|\s+(?=[`"]))\s*(.+)$/su.exec(
      raw,
    );
  const kind = prefixKinds.get((match?.[1] ?? "").toLowerCase().trim());
  return kind === undefined || match?.[2] === undefined ? { kind: undefined, rest: raw } : { kind, rest: match[2] };
}

function namesIn(text: string, kind: ObjectKind | undefined): string[] {
  if (namePattern.test(text)) return [text];
  const names: string[] = [];
  const paren = /^(.*?)\s*[(（]\s*([^()（）]+?)\s*[)）]\s*$/su.exec(text);
  const before = paren?.[1]?.trim() ?? "";
  const inner = paren?.[2]?.trim() ?? "";
  if (namePattern.test(before)) names.push(before);
  const innerIsName = namePattern.test(inner) && !remarks.test(inner) && kind !== "routine";
  if (innerIsName && (inner.includes("_") || !/^[\p{Ll}_][\p{Ll}\p{N}_.]*$/u.test(before))) names.unshift(inner);
  else if (innerIsName && names.length === 0) names.push(inner);
  const lead = leadingName.exec(text)?.[1];
  if (names.length === 0 && lead !== undefined) names.push(lead);
  const worded =
    /^(?:the\s+)?(\S+)\s+(?:table|view|tabelle|tabla|tabela)$/iu.exec(text)?.[1] ??
    /^(?:table|view)\s+(\S+)$/iu.exec(text)?.[1];
  if (names.length === 0 && worded !== undefined && namePattern.test(worded)) names.push(worded);
  return names;
}

function looksLikeObject(span: string): boolean {
  return (
    namePattern.test(span) ||
    /^[\p{L}_"][^\s]*\(.*\)$/su.test(span) ||
    /^\[[^\]]+\]$/.test(span) ||
    /^\w*\[[^\]]+\]/.test(span)
  );
}

/**
 * A name as the reader folds it, except that capitals inside a word (`orderItems`) are kept: nobody writes them in prose for a name
 * that the database has in lower case only, unless the section's own DDL says so.
 */
export function nameOf(
  sql: SqlReader,
  spelling: string,
  known: ReadonlyMap<string, QualifiedName> | undefined,
): QualifiedName | undefined {
  const written = spelling
    .trim()
    .replace(/^\[([^\]]+)\]$/, "$1")
    .replace(/\(.*$/s, "");
  if (/^[a-z_][a-z0-9_]*$/.test(written)) return known?.get(written) ?? { schema: undefined, name: written };
  const folded = sql.readName(written);
  if (folded === undefined) return undefined;
  const stated = known?.get(folded.name.toLowerCase());
  if (stated !== undefined) return stated;
  if (written.includes('"') || !/[a-z0-9][A-Z]/.test(written)) return folded;
  return (
    sql.readName(
      written
        .split(".")
        .map((part) => `"${part}"`)
        .join("."),
    ) ?? folded
  );
}
