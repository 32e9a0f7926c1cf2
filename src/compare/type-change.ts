import type { TypeChange } from "../model/comparison.ts";
import type { DataType } from "../model/expression.ts";
import type { Schema } from "../model/schema.ts";
import { isMysqlKin, mysqlTakesAll } from "./mysql-types.ts";
import { sameType } from "./same-meaning.ts";
import { sqliteEffect } from "./sqlite-types.ts";

/** What a change of type does to the values of a column of this schema. */
export function typeChange(from: DataType, to: DataType, { dialect, types }: Schema): TypeChange {
  if (dialect === "sqlite") return { from, to, effect: sameType(from, to) ? "same" : sqliteEffect(from, to) };
  const isEnum = types.get(from.base)?.kind === "enum" && from.dimensions === 0;
  return { from, to, effect: isEnum && isText(to) ? "widened" : effectOf(from, to) };
}

/** A text of any length, that an enum's values keep their words in. */
function isText(type: DataType): boolean {
  return type.dimensions === 0 && texts.has(type.base) && lengthOf(type) === Number.POSITIVE_INFINITY;
}

function effectOf(from: DataType, to: DataType): TypeChange["effect"] {
  if (sameType(from, to)) return "same";
  if (from.dimensions > 0 !== to.dimensions > 0) return "changed";
  // PostgreSQL spells what the two have in common in another way, so that a type of MySQL's is known by its name.
  const [widens, narrows] = [mysqlTakesAll(from, to), mysqlTakesAll(to, from)];
  if (widens !== undefined || narrows !== undefined || isMysqlKin(from, to)) return widens ? "widened" : "narrowed";
  if (takesAll(from, to) || (to.base === "double precision" && exactInDouble.has(from.base))) return "widened";
  return takesAll(to, from) || isKin(from, to) ? "narrowed" : "changed";
}

const ranks: readonly (readonly string[])[] = [
  ["smallint", "integer", "bigint", "numeric"],
  ["real", "double precision"],
];

/** Whole numbers that a double holds every one of. */
const exactInDouble: ReadonlySet<string> = new Set(["smallint", "integer"]);

/** Lengths of text types; `character` pads, which the wider ones keep. */
const texts: ReadonlySet<string> = new Set(["character", "character varying", "text"]);
const bits: ReadonlySet<string> = new Set(["bit", "bit varying"]);

/** Whether every value of `narrow` is a value of `wide`, unchanged. */
function takesAll(narrow: DataType, wide: DataType): boolean {
  if (texts.has(narrow.base) && texts.has(wide.base)) {
    return !(narrow.base !== "character" && wide.base === "character") && lengthOf(wide) >= lengthOf(narrow);
  }
  if (bits.has(narrow.base) && bits.has(wide.base)) {
    return wide.base === "bit varying" && lengthOf(wide) >= lengthOf(narrow);
  }
  if (narrow.base === "numeric" && wide.base === "numeric") return digitsFit(narrow, wide);
  if (narrow.base === wide.base && narrow.modifiers.length + wide.modifiers.length > 0) {
    return precisionOf(wide) >= precisionOf(narrow);
  }
  for (const rank of ranks) {
    const from = rank.indexOf(narrow.base);
    const to = rank.indexOf(wide.base);
    if (from === -1 || to === -1 || from >= to) continue;
    return wide.base !== "numeric" || wide.modifiers.length === 0 || wholeDigits(wide) >= (integerDigits[from] ?? 19);
  }
  return false;
}

/** Decimal digits that the largest smallint, integer and bigint need. */
const integerDigits = [5, 10, 19] as const;

/** Two types of one family, neither of which takes all of the other: `numeric(10,2)` and `numeric(8,4)`, `numeric(8,2)` and `bigint`. */
function isKin(from: DataType, to: DataType): boolean {
  if (from.base === to.base) return from.modifiers.length + to.modifiers.length > 0;
  if (texts.has(from.base) && texts.has(to.base)) return true;
  return ranks.some((rank) => rank.includes(from.base) && rank.includes(to.base));
}

function lengthOf(type: DataType): number {
  const [length] = type.modifiers;
  if (length !== undefined) return Number(length);
  return type.base === "character" || type.base === "bit" ? 1 : Number.POSITIVE_INFINITY;
}

function precisionOf(type: DataType): number {
  const [precision] = type.modifiers;
  return precision === undefined || Number.isNaN(Number(precision)) ? 6 : Number(precision);
}

function digitsFit(narrow: DataType, wide: DataType): boolean {
  if (wide.modifiers.length === 0) return true;
  if (narrow.modifiers.length === 0) return false;
  return scaleOf(wide) >= scaleOf(narrow) && wholeDigits(wide) >= wholeDigits(narrow);
}

function scaleOf(type: DataType): number {
  return Number(type.modifiers[1] ?? 0);
}

function wholeDigits(type: DataType): number {
  return Number(type.modifiers[0] ?? 0) - scaleOf(type);
}
