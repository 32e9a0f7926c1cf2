import type { DataType } from "../../model/expression.ts";
import type { Schema } from "../../model/schema.ts";

/**
 * Types whose values another type takes as they are stored (`pg_cast.castmethod = 'b'`), by the source. Where the two compare by operators of their own, the
 * indexes on the column cannot be kept.
 */
const storedAlike: Readonly<Record<string, Readonly<Record<string, "none" | "reindex">>>> = {
  "character varying": { text: "none", citext: "reindex", bpchar: "reindex" },
  text: { "character varying": "none", citext: "reindex", bpchar: "reindex" },
  citext: { text: "reindex", "character varying": "reindex", bpchar: "reindex" },
  character: { bpchar: "none" },
  xml: { text: "none", "character varying": "none", bpchar: "none" },
  cidr: { inet: "none" },
  bit: { "bit varying": "reindex" },
  integer: { oid: "reindex", regclass: "reindex" },
  oid: { integer: "reindex", regclass: "none" },
  regclass: { integer: "reindex", oid: "none" },
};

/**
 * What a change of type does to the table: `rewrite`, or nothing because the values are stored as before; `reindex` where only the indexes on the column are built anew.
 * https://www.postgresql.org/docs/current/sql-altertable.html, under Notes.
 */
export function typeRewrite(from: DataType, to: DataType, schema: Schema): "none" | "reindex" | "rewrite" {
  if (from.meaning === to.meaning) return "none";
  if (isGuardedDomain(to, schema)) return "rewrite";
  const old = storedType(from, schema);
  const next = storedType(to, schema);
  if (old.meaning === next.meaning) return to.modifiers.length > 0 && old !== from ? "rewrite" : "none";
  if (old.dimensions > 0 !== next.dimensions > 0) return "rewrite";
  // The server knows no length of a domain's values, nor can it look into arrays.
  const isLengthUnknown = old !== from || old.dimensions > 0;
  if (old.base === next.base) return isWider(old, next, isLengthUnknown) ? "none" : "rewrite";
  const alike = storedAlike[old.base]?.[next.base];
  return alike === undefined || next.modifiers.length > 0 || old.dimensions > 0 ? "rewrite" : alike;
}

/** A domain whose constraints every value must pass, for which the server computes each row anew. */
export function isGuardedDomain(type: DataType, schema: Schema): boolean {
  const domain = domainOf(type, schema);
  if (domain === undefined) return false;
  return !domain.nullable || domain.checks.length > 0 || isGuardedDomain(domain.type, schema);
}

function storedType(type: DataType, schema: Schema): DataType {
  const domain = domainOf(type, schema);
  return domain === undefined ? type : storedType(domain.type, schema);
}

function domainOf(type: DataType, schema: Schema) {
  const known = type.dimensions === 0 ? schema.types.get(type.base) : undefined;
  return known?.kind === "domain" ? known : undefined;
}

const lengths: ReadonlySet<string> = new Set(["character varying", "bit varying"]);
const precisions: ReadonlySet<string> = new Set([
  "timestamp without time zone",
  "timestamp with time zone",
  "time without time zone",
  "time with time zone",
]);

/** Whether the same type with other modifiers takes every old value without looking at it. */
function isWider(from: DataType, to: DataType, isLengthUnknown: boolean): boolean {
  if (to.modifiers.length === 0) return true;
  if (isLengthUnknown) return false;
  if (lengths.has(from.base)) return numberIn(to, 0) >= numberIn(from, Number.POSITIVE_INFINITY);
  if (precisions.has(from.base)) return numberIn(to, 6) >= numberIn(from, 6);
  if (from.base === "numeric") return isWiderNumeric(from, to);
  return from.base === "interval" && isWiderInterval(from, to);
}

function numberIn({ modifiers: [first] }: DataType, unlimited: number): number {
  const value = first === undefined ? Number.NaN : Number(first);
  return Number.isNaN(value) ? unlimited : value;
}

function isWiderNumeric(from: DataType, to: DataType): boolean {
  if (from.modifiers.length === 0) return false;
  return (from.modifiers[1] ?? "0") === (to.modifiers[1] ?? "0") && numberIn(to, 0) >= numberIn(from, 0);
}

const intervalFields = ["second", "minute", "hour", "day", "month", "year"];

/** An interval is cut below its smallest field, and its seconds to their precision. */
function isWiderInterval(from: DataType, to: DataType): boolean {
  const [oldField, oldPrecision] = smallestField(from);
  const [field, precision] = smallestField(to);
  return field <= oldField && (oldField > 0 || precision >= oldPrecision);
}

function smallestField({ modifiers: [written = ""] }: DataType): readonly [field: number, precision: number] {
  const words = written.match(/[a-z]+/g) ?? ["second"];
  return [intervalFields.indexOf(words.at(-1) ?? "second"), Number(/\d+/.exec(written)?.[0] ?? 6)];
}
