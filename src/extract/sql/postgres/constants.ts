import type { A_Const } from "libpg-query";
import type { DataType } from "../../../model/expression.ts";
import { booleanOf } from "../../../text/boolean-words.ts";
import { readTypeName } from "./data-type.ts";
import { canonicalNumber, canonicalString, quoteLiteral } from "./literals.ts";
import { quoteQualified, readName } from "./names.ts";
import { type Node, stringsOf } from "./syntax-tree.ts";

/** A constant with the casts that stand on it, outermost first, and whether a minus sign does. */
type Constant = { readonly value: A_Const; readonly types: readonly DataType[]; readonly negative: boolean };

/** Words whose value is that of the moment they are read: their cast says when that is. */
const momentWords: ReadonlySet<string> = new Set(["now", "today", "tomorrow", "yesterday"]);

/** How PostgreSQL before version 10 printed its functions without parentheses. */
const oldCurrent: ReadonlyMap<string, string> = new Map([
  ["date", "CURRENT_DATE"],
  ["time without time zone", "LOCALTIME"],
  ["time with time zone", "CURRENT_TIME"],
  ["timestamp without time zone", "LOCALTIMESTAMP"],
  ["timestamp with time zone", "CURRENT_TIMESTAMP"],
]);

/** The constant that a node is, under any casts and signs; `undefined` where it is something else. */
export function constantOf(node: Node | undefined): Constant | undefined {
  if (node === undefined) return undefined;
  if ("A_Const" in node) return { value: node.A_Const, types: [], negative: false };
  if ("TypeCast" in node) {
    const inner = constantOf(node.TypeCast.arg);
    if (inner === undefined || node.TypeCast.typeName === undefined) return undefined;
    return { ...inner, types: [readTypeName(node.TypeCast.typeName), ...inner.types] };
  }
  if (!("A_Expr" in node) || node.A_Expr.lexpr !== undefined || stringsOf(node.A_Expr.name).join() !== "-") {
    return undefined;
  }
  const inner = constantOf(node.A_Expr.rexpr);
  if (inner === undefined || (inner.value.ival === undefined && inner.value.fval === undefined)) return undefined;
  return { ...inner, negative: !inner.negative };
}

/** A constant by its value: the casts that only name its type are left out, those that cut or round it stay. */
export function printConstant(constant: Constant): string {
  const { types } = constant;
  const type = types[0];
  const content = contentOf(constant);
  if (content === undefined) return "NULL";
  if (momentWords.has(content.toLowerCase()) && type !== undefined && /^(?:date|time)/.test(type.meaning)) {
    const current = types.at(-1)?.base === "text" ? oldCurrent.get(type.meaning) : undefined;
    return current ?? `${quoteLiteral(content.toLowerCase())}::${type.meaning}`;
  }
  if (type?.meaning === "regclass") return quoteLiteral(canonicalRelation(content));
  const value = printedValue(constant, content, innermostOf(types));
  const lasting = types.filter((candidate) => isLasting(candidate, content)).map(({ meaning }) => `::${meaning}`);
  return `${value}${lasting.reverse().join("")}`;
}

/** A relation's name inside a string, as `regclass` prints it. */
export function canonicalRelation(content: string): string {
  const name = readName(content);
  return name === undefined ? content : quoteQualified(name);
}

/** What a constant reads as text; `undefined` for NULL. */
export function contentOf({ value, negative }: Constant): string | undefined {
  if (value.isnull === true) return undefined;
  if (value.sval !== undefined) return value.sval.sval ?? "";
  if (value.boolval !== undefined) return value.boolval.boolval === true ? "true" : "false";
  if (value.bsval !== undefined) return bitsOf(value.bsval.bsval ?? "");
  const number = canonicalNumber(value.fval === undefined ? String(value.ival?.ival ?? 0) : (value.fval.fval ?? "0"));
  if (!negative) return number;
  return number.startsWith("-") ? number.slice(1) : /^0(?:\.0*)?$/.test(number) ? number : `-${number}`;
}

function printedValue({ value }: Constant, content: string, type: string | undefined): string {
  if (type === "boolean") return booleanOf(content) ?? quoteLiteral(content);
  return value.sval === undefined && value.bsval === undefined ? content : canonicalString(content, type);
}

/** Text is what every constant can be cast from, so the type that gives its content a shape is the first that is not text. */
function innermostOf(types: readonly DataType[]): string | undefined {
  return types.findLast(({ base }) => base !== "text" && base !== "character varying")?.meaning;
}

function isLasting({ base, modifiers, dimensions }: DataType, content: string): boolean {
  if (modifiers.length === 0 || dimensions > 0) return false;
  if (base === "character varying") return [...content].length > Number(modifiers[0]);
  return base === "numeric" || base === "character" || base === "bit" || base === "bit varying";
}

/** `b101` and `xFF`, as the grammar gives bit strings, in ones and zeros. */
function bitsOf(text: string): string {
  const digits = text.slice(1);
  if (!/^x/i.test(text)) return digits;
  return [...digits].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, "0")).join("");
}
