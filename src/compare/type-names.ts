import type { DataType } from "../model/expression.ts";
import { keyOf, type QualifiedName, sameName } from "../model/name.ts";
import { quoteName } from "./quote-name.ts";

const PART = /^(?:"((?:[^"]|"")*)"|([\p{L}_][\p{L}\p{N}_$]*))/u;

/** Types that the server has of its own and spells in one word; user types of these names hide behind them only when qualified. */
const BUILT_IN = new Set(
  `bigint bit boolean box bytea char character cidr circle date daterange datemultirange "char" decimal inet integer int4range
int4multirange int8range int8multirange interval json jsonb jsonpath line lseg macaddr macaddr8 money name numeric numrange
nummultirange oid path pg_lsn point polygon real record regclass regconfig regproc regtype smallint text tid time timestamp
trigger event_trigger tsquery tsrange tsmultirange tstzrange tstzmultirange tsvector txid_snapshot pg_snapshot uuid void xid xid8 xml
anyelement anyarray anynonarray anyenum anyrange anycompatible varchar int int2 int4 int8 float4 float8 bool bpchar timestamptz timetz
varbit serial bigserial smallserial`.split(/\s+/),
);

/** The name of a user's type, `undefined` for the server's own. */
export function namedType(type: DataType): QualifiedName | undefined {
  const { base } = type;
  if (BUILT_IN.has(base) || /^[a-z]+( [a-z]+)+$/.test(base)) return undefined;
  const first = PART.exec(base);
  if (first === null) return undefined;
  const name = partText(first);
  if (base[first[0].length] !== ".") return first[0].length === base.length ? { schema: undefined, name } : undefined;
  const second = PART.exec(base.slice(first[0].length + 1));
  if (second === null || name === "pg_catalog") return undefined;
  return { schema: name === "public" ? undefined : name, name: partText(second) };
}

function partText(match: RegExpExecArray): string {
  return match[2] ?? (match[1] ?? "").replaceAll('""', '"');
}

/** The type after the user's type behind it got another name; the same object where it is another type. */
export function renamedType(type: DataType, from: QualifiedName, to: QualifiedName): DataType {
  const name = namedType(type);
  if (name === undefined || !sameName(name, from)) return type;
  const base = typeText(to);
  const replaced = (text: string) => (text.startsWith(type.base) ? base + text.slice(type.base.length) : text);
  return { ...type, base, meaning: replaced(type.meaning), text: replaced(type.text) };
}

/** Whether a type is this user's type, or an array of it. */
export function isType(type: DataType | undefined, name: QualifiedName): boolean {
  const named = type === undefined ? undefined : namedType(type);
  return named !== undefined && sameName(named, name);
}

/** A type's name as `format_type` spells it. */
export function typeText(name: QualifiedName): string {
  return name.schema === undefined ? quoteName(name.name) : `${quoteName(name.schema)}.${quoteName(name.name)}`;
}

/** The type as a column has it that was not declared `serial` itself. */
export function plainType(type: DataType): DataType {
  return type.serial ? { ...type, text: type.meaning, serial: false } : type;
}

/** A routine's key: its name with the types of its input parameters. */
export function signatureOf(name: QualifiedName, types: readonly string[]): string {
  return `${keyOf(name)}(${types.join(", ")})`;
}
