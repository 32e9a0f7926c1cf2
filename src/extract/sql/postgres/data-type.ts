import type { TypeName } from "libpg-query";
import type { DataType } from "../../../model/expression.ts";
import { parse } from "./load-parser.ts";
import { nameOfParts, quoteName, quoteQualified } from "./names.ts";
import type { NodeContext } from "./node-context.ts";
import { type Node, numberText, stringsOf } from "./syntax-tree.ts";
import { typeText } from "./written-text.ts";

/** What `format_type` calls the types that have a name of their own in SQL. */
const sqlNames: ReadonlyMap<string, string> = new Map([
  ["int2", "smallint"],
  ["int4", "integer"],
  ["int8", "bigint"],
  ["float4", "real"],
  ["float8", "double precision"],
  ["bool", "boolean"],
  ["varchar", "character varying"],
  ["varbit", "bit varying"],
  ["timestamp", "timestamp without time zone"],
  ["timestamptz", "timestamp with time zone"],
  ["time", "time without time zone"],
  ["timetz", "time with time zone"],
  ["decimal", "numeric"],
]);

/** Keywords that `format_type` still writes without quotes. */
const unquotedNames: ReadonlySet<string> = new Set(["interval", "numeric", "json"]);

const serialTypes: ReadonlyMap<string, string> = new Map([
  ["serial", "integer"],
  ["serial4", "integer"],
  ["bigserial", "bigint"],
  ["serial8", "bigint"],
  ["smallserial", "smallint"],
  ["serial2", "smallint"],
]);

/** Bits of an interval's fields, as `INTERVAL_MASK` numbers them. */
const intervalFields: ReadonlyMap<number, string> = new Map([
  [4, "year"],
  [2, "month"],
  [8, "day"],
  [1024, "hour"],
  [2048, "minute"],
  [4096, "second"],
  [6, "year to month"],
  [1032, "day to hour"],
  [3080, "day to minute"],
  [7176, "day to second"],
  [3072, "hour to minute"],
  [7168, "hour to second"],
  [6144, "minute to second"],
]);

/** A type from its syntax node, in the spelling of `format_type`. Its text is the written one where a context gives it, else the meaning. */
export function readTypeName(node: TypeName, context?: NodeContext): DataType {
  const parts = stringsOf(node.names);
  const builtIn = parts.length === 1 || parts[0] === "pg_catalog";
  const written = parts.at(-1) ?? "";
  const serial = parts.length === 1 ? serialTypes.get(written) : undefined;
  const base = serial ?? baseName(parts, builtIn, node);
  const modifiers =
    builtIn && written === "interval" ? intervalModifiers(node) : (node.typmods ?? []).map(modifierText);
  const dimensions = node.arrayBounds?.length ?? 0;
  const element = withModifiers(base, normalModifiers(base, modifiers));
  const meaning = `${element}${node.pct_type === true ? "%TYPE" : ""}${dimensions > 0 ? "[]" : ""}`;
  const text = context === undefined ? meaning : typeText(context, node.location ?? 0) || meaning;
  return { text, meaning, base, modifiers, dimensions, serial: serial !== undefined };
}

/** A type of a routine's parameter or result: the server drops its modifiers, and its spelling is then another for two of them. */
export function readRoutineType(node: TypeName, context?: NodeContext): DataType {
  const { typmods: _, ...bare } = node;
  const type = readTypeName(bare, context);
  const base = type.base === "bpchar" ? "character" : type.base === '"bit"' ? "bit" : type.base;
  const meaning = base === type.base ? type.meaning : type.meaning.replace(type.base, base);
  return { ...type, base, meaning, text: context === undefined ? meaning : type.text };
}

/** A type from text alone, `VARCHAR(20)[]`; `undefined` where it is none. */
export function readType(text: string): DataType | undefined {
  const outcome = parse(`SELECT NULL::${text}\n`);
  if (outcome.kind === "failed" || outcome.statements.length !== 1) return undefined;
  const node = outcome.statements[0]?.node;
  if (node === undefined || !("SelectStmt" in node)) return undefined;
  const { targetList, ...rest } = node.SelectStmt;
  const target = targetList?.[0];
  if (targetList?.length !== 1 || target === undefined || !("ResTarget" in target) || isMore(rest)) return undefined;
  const value = target.ResTarget.val;
  if (target.ResTarget.name !== undefined || value === undefined || !("TypeCast" in value)) return undefined;
  const { arg, typeName } = value.TypeCast;
  if (arg === undefined || !("A_Const" in arg) || typeName === undefined || typeName.setof === true) return undefined;
  return { ...readTypeName(typeName), text: text.trim() };
}

/** The clauses of a `SELECT` that the grammar always fills in are no sign that something follows. */
export function isMore(clauses: object): boolean {
  return Object.keys(clauses).some((key) => key !== "limitOption" && key !== "op");
}

function baseName(parts: readonly string[], builtIn: boolean, node: TypeName): string {
  const name = parts.at(-1) ?? "";
  if (!builtIn) return quoteQualified(nameOfParts(parts));
  // Without a length these two are not what SQL calls `character` and `bit`, which have length 1.
  if (name === "bpchar") return (node.typmods?.length ?? 0) > 0 ? "character" : "bpchar";
  if (name === "bit") return (node.typmods?.length ?? 0) > 0 ? "bit" : '"bit"';
  return sqlNames.get(name) ?? (unquotedNames.has(name) ? name : quoteName(name));
}

function intervalModifiers(node: TypeName): readonly string[] {
  const [mask, precision] = (node.typmods ?? []).map(numberText);
  const fields = intervalFields.get(Number(mask));
  if (fields !== undefined) return [precision === undefined ? fields : `${fields}(${precision})`];
  return precision === undefined ? [] : [precision];
}

function modifierText(node: Node): string {
  const number = numberText(node);
  if (number !== undefined) return number;
  if ("A_Const" in node) return node.A_Const.sval?.sval ?? "";
  if ("ColumnRef" in node) return stringsOf(node.ColumnRef.fields).join(".");
  return "";
}

function normalModifiers(base: string, modifiers: readonly string[]): readonly string[] {
  if (base === "numeric" && modifiers.length === 1) return [...modifiers, "0"];
  if (/^(?:.*\.)?geo(?:metry|graphy)$/.test(base)) return geometryModifiers(base, modifiers);
  return modifiers;
}

const geometryNames = [
  "Geometry",
  "Point",
  "LineString",
  "Polygon",
  "MultiPoint",
  "MultiLineString",
  "MultiPolygon",
  "GeometryCollection",
  "CircularString",
  "CompoundCurve",
  "CurvePolygon",
  "MultiCurve",
  "MultiSurface",
  "PolyhedralSurface",
  "Triangle",
  "Tin",
];

/** PostGIS prints its own spelling of the shape; geography without a system of coordinates is WGS 84. */
function geometryModifiers(base: string, modifiers: readonly string[]): readonly string[] {
  const [shape = "", ...rest] = modifiers;
  const found = /^(.*?)(zm|z|m)?$/i.exec(shape);
  const name = geometryNames.find((candidate) => candidate.toLowerCase() === found?.[1]?.toLowerCase());
  if (name === undefined) return modifiers;
  const spelled = `${name}${found?.[2]?.toUpperCase() ?? ""}`;
  return [spelled, ...(rest.length === 0 && base.endsWith("geography") ? ["4326"] : rest)];
}

/** Where the modifiers stand: `timestamp(3) with time zone`, `interval day to second(3)`, `numeric(10,2)`. */
function withModifiers(base: string, modifiers: readonly string[]): string {
  if (modifiers.length === 0) return base;
  const list = `(${modifiers.join(",")})`;
  const timed = /^(timestamp|time)( with(?:out)? time zone)$/.exec(base);
  if (timed !== null) return `${timed[1]}${list}${timed[2]}`;
  if (base === "interval" && !/^\d+$/.test(modifiers[0] ?? "")) return `interval ${modifiers[0]}`;
  return `${base}${list}`;
}
