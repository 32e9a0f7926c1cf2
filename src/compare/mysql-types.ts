import type { DataType } from "../model/expression.ts";

/** How MySQL's types contain one another: families of types whose values are told apart by their extent alone. */
type Extent =
  | { readonly family: "integer"; readonly bits: number; readonly unsigned: boolean }
  | { readonly family: "decimal"; readonly whole: number; readonly scale: number }
  | { readonly family: "float"; readonly bits: number }
  | { readonly family: "text" | "binary"; readonly length: number; readonly padded: boolean }
  | { readonly family: "time"; readonly base: string; readonly precision: number }
  | { readonly family: "values"; readonly base: string; readonly values: readonly string[] };

const bits: Readonly<Record<string, number>> = { tinyint: 8, smallint: 16, mediumint: 24, int: 32, bigint: 64 };
const digits: Readonly<Record<number, number>> = { 8: 3, 16: 5, 24: 8, 32: 10, 64: 20 };
const lengths: Readonly<Record<string, number>> = { tiny: 255, "": 65_535, medium: 16_777_215, long: 4_294_967_295 };

/** Whether every value of `narrow` is a value of `wide`, unchanged; `undefined` where one of them is no type of MySQL's own, or they are of two families. */
export function mysqlTakesAll(narrow: DataType, wide: DataType): boolean | undefined {
  const [from, to] = [extentOf(narrow), extentOf(wide)];
  if (from === undefined || to === undefined) return undefined;
  if (from.family === "integer" && to.family === "decimal") return to.whole >= (digits[from.bits] ?? 20);
  if (from.family === "integer" && to.family === "integer")
    return from.unsigned === to.unsigned ? to.bits >= from.bits : from.unsigned && to.bits > from.bits;
  if (from.family === "decimal" && to.family === "decimal") return to.whole >= from.whole && to.scale >= from.scale;
  if (from.family === "float" && to.family === "float") return to.bits >= from.bits;
  if (from.family === "time" && to.family === "time") return from.base === to.base && to.precision >= from.precision;
  if (from.family === "values" && to.family === "values")
    return from.base === to.base && from.values.every((value) => to.values.includes(value));
  if ((from.family === "text" && to.family === "text") || (from.family === "binary" && to.family === "binary"))
    return to.length >= from.length && (!to.padded || from.padded);
  return undefined;
}

/** Whether two types differ only in extent, so that some values of the one may not fit into the other. */
export function isMysqlKin(left: DataType, right: DataType): boolean {
  const [from, to] = [extentOf(left), extentOf(right)];
  if (from === undefined || to === undefined) return false;
  const number = (extent: Extent) => /^(?:integer|decimal|float)$/.test(extent.family);
  if (from.family === "time" || to.family === "time") return left.base === right.base;
  return from.family === to.family || (number(from) && number(to));
}

function extentOf({ base, modifiers, meaning }: DataType): Extent | undefined {
  const first = Number(modifiers[0]);
  const integer = bits[base];
  if (integer !== undefined) return { family: "integer", bits: integer, unsigned: meaning.endsWith(" unsigned") };
  const text = /^(tiny|medium|long|)(text|blob)$/.exec(base);
  if (text !== null)
    return { family: text[2] === "text" ? "text" : "binary", length: lengths[text[1] ?? ""] ?? 0, padded: false };
  switch (base) {
    case "decimal": {
      const scale = Number(modifiers[1] ?? 0);
      return { family: "decimal", whole: (modifiers.length === 0 ? 10 : first) - scale, scale };
    }
    case "float":
    case "double":
      return { family: "float", bits: base === "float" ? 32 : 64 };
    case "char":
    case "varchar":
      return { family: "text", length: modifiers.length === 0 ? 1 : first, padded: base === "char" };
    case "binary":
    case "varbinary":
      return { family: "binary", length: modifiers.length === 0 ? 1 : first, padded: base === "binary" };
    case "datetime":
    case "timestamp":
    case "time":
      return { family: "time", base, precision: modifiers.length === 0 ? 0 : first };
    case "enum":
    case "set":
      return { family: "values", base, values: modifiers };
    default:
      return undefined;
  }
}
