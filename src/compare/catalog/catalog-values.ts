import type { ObjectId } from "../../model/catalog.ts";
import type { DataType } from "../../model/expression.ts";
import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { Constraint, Table } from "../../model/schema.ts";
import { namedType } from "../type-names.ts";

/** The schema's name as the catalog has it. */
export function spaceOf({ schema }: QualifiedName): string {
  return schema ?? "public";
}

export function relationId(name: QualifiedName): ObjectId {
  return { of: "relation", name: keyOf(name) };
}

export function typeId(name: QualifiedName): ObjectId {
  return { of: "type", name: keyOf(name) };
}

export function namespaceId(name: QualifiedName): ObjectId {
  return { of: "namespace", name: spaceOf(name) };
}

/** Objects that belong to a table go by its name and their own. */
export function partId(of: "constraint" | "trigger", table: QualifiedName, part: string): ObjectId {
  return { of, name: `${keyOf(table)} ${part}` };
}

/** The numbers of columns; dropped ones leave no gap here, which only shows where somebody looks at the numbers themselves. */
export function columnNumbers(table: Table, columns: readonly string[]): readonly number[] {
  return columns.map((name) => table.columns.findIndex((column) => column.name === name) + 1);
}

export function columnsOfConstraint(constraint: Constraint): readonly string[] | undefined {
  if (constraint.kind === "check" || constraint.kind === "exclude") return undefined;
  return constraint.kind === "not-null" ? [constraint.column] : constraint.columns;
}

const shortNames: ReadonlyMap<string, string> = new Map([
  ["integer", "int4"],
  ["bigint", "int8"],
  ["smallint", "int2"],
  ["boolean", "bool"],
  ["real", "float4"],
  ["double precision", "float8"],
  ["character varying", "varchar"],
  ["character", "bpchar"],
  ["timestamp with time zone", "timestamptz"],
  ["timestamp without time zone", "timestamp"],
  ["time with time zone", "timetz"],
  ["time without time zone", "time"],
  ["bit varying", "varbit"],
]);

/** A type's own name, `int4`, `_text`, `order_status`. */
export function typeName(type: DataType): string {
  const name = namedType(type)?.name ?? shortNames.get(type.base) ?? type.base;
  return type.dimensions > 0 ? `_${name}` : name;
}

/** A type as the standard's views call it: `character varying`, `ARRAY`, `USER-DEFINED`. A domain's is the type behind it, which takes looking up. */
export function standardTypeName(type: DataType): string {
  if (type.dimensions > 0) return "ARRAY";
  return namedType(type) === undefined ? type.base : "USER-DEFINED";
}
