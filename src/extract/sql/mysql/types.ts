import type { DataType } from "../../../model/expression.ts";
import { typeParts } from "../generic/type-parts.ts";

/** Other spellings of MySQL's types. */
const synonyms: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ integer: "int", int4: "int", int1: "tinyint", int2: "smallint", int3: "mediumint", int8: "bigint" },
    ...{ middleint: "mediumint", dec: "decimal", numeric: "decimal", fixed: "decimal", number: "decimal" },
    ...{ real: "double", float8: "double", float4: "float", "double precision": "double" },
    ...{
      "char varying": "varchar",
      "character varying": "varchar",
      character: "char",
      nchar: "char",
      nvarchar: "varchar",
    },
    ...{
      "national char": "char",
      "national character": "char",
      "national varchar": "varchar",
      varcharacter: "varchar",
    },
    ...{ "national char varying": "varchar", "national character varying": "varchar", "nchar varchar": "varchar" },
    ...{ long: "mediumtext", "long varchar": "mediumtext", "long varbinary": "mediumblob", "char byte": "binary" },
    ...{ geomcollection: "geometrycollection", varchar2: "varchar", raw: "varbinary", clob: "longtext" },
  }),
);

const integers = new Set(["tinyint", "smallint", "mediumint", "int", "bigint"]);

const bases = new Set([
  ...integers,
  ...["decimal", "float", "double", "bit", "date", "datetime", "timestamp", "time", "year", "char", "varchar"],
  ...["binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "tinytext", "text", "mediumtext"],
  ...["longtext", "enum", "set", "json", "geometry", "point", "linestring", "polygon", "multipoint", "multilinestring"],
  ...["multipolygon", "geometrycollection", "uuid", "inet4", "inet6", "vector", "xmltype"],
]);

/** The length that a type has where none is written. */
const lengths: ReadonlyMap<string, string> = new Map([
  ["char", "1"],
  ["binary", "1"],
  ["bit", "1"],
]);

/** A type from its text, `INT(11) UNSIGNED`. Display widths mean nothing, except that `tinyint(1)` is how a boolean is written. */
export function readMysqlType(text: string): DataType | undefined {
  const parts = typeParts(text);
  if (parts === undefined) return undefined;
  const { words, modifiers, after } = parts;
  const attributes = [...words, ...after];
  const isUnsigned = attributes.includes("unsigned") || attributes.includes("zerofill");
  const written = words.filter((word, at) => at === 0 || !typeAttributes.has(word)).join(" ");
  if (after.some((word) => !typeAttributes.has(word) && word !== "varying" && word !== "precision")) return undefined;
  if (written === "bool" || written === "boolean") return type(text, "tinyint", ["1"], "tinyint(1)");
  if (written === "serial") return { ...type(text, "bigint", [], "bigint unsigned"), serial: true };
  const base = synonyms.get(written) ?? written;
  if (!bases.has(base)) return undefined;
  const suffix = isUnsigned ? " unsigned" : "";
  const length = meantModifiers(base, modifiers, isUnsigned);
  return type(text, base, modifiers, `${base}${length.length === 0 ? "" : `(${length.join(",")})`}${suffix}`);
}

const typeAttributes = new Set(["unsigned", "signed", "zerofill", "binary", "ascii", "unicode", "byte"]);

function meantModifiers(base: string, modifiers: readonly string[], isUnsigned: boolean): readonly string[] {
  if (integers.has(base)) return base === "tinyint" && modifiers[0] === "1" && !isUnsigned ? ["1"] : [];
  if (base === "decimal") return [modifiers[0] ?? "10", modifiers[1] ?? "0"];
  if (base === "float" || base === "double") return modifiers.length === 2 ? modifiers : [];
  if (base === "year") return [];
  if (/^(?:datetime|timestamp|time)$/.test(base) && modifiers[0] === "0") return [];
  if (/^(?:tiny|medium|long)?(?:text|blob)$/.test(base) || base === "json") return [];
  const length = lengths.get(base);
  return modifiers.length === 0 && length !== undefined ? [length] : modifiers;
}

function type(text: string, base: string, modifiers: readonly string[], meaning: string): DataType {
  return { text: text.trim(), meaning, base, modifiers, dimensions: 0, serial: false };
}
