import type { TypeCast } from "libpg-query";
import { constantOf, printConstant } from "./constants.ts";
import { readTypeName } from "./data-type.ts";
import { atom, enclosed, type Printed, type Printer } from "./printed.ts";
import { type Node, stringsOf } from "./syntax-tree.ts";

/** Types to which the server casts columns by itself, so that its catalog shows casts that nobody wrote. */
const implicitTargets: ReadonlySet<string> = new Set([
  "text",
  "text[]",
  "character varying",
  "character varying[]",
  "bpchar",
  "bpchar[]",
  "name",
  "oid",
  "numeric",
  "double precision",
  "timestamp without time zone",
  "timestamp with time zone",
]);

const textTargets: ReadonlySet<string> = new Set(["text", "character varying", "bpchar"]);

const textFunctions: ReadonlySet<string> = new Set(
  "lower upper initcap btrim ltrim rtrim substring substr split_part replace regexp_replace concat concat_ws format left right md5 encode to_char current_setting lpad rpad overlay".split(
    " ",
  ),
);

/** `CAST (x AS type)`. Constants lose casts that only name their type, operands those that the server adds. */
export function printCast(cast: TypeCast, isOperand: boolean, printer: Printer): Printed {
  const { arg, typeName } = cast;
  const constant = constantOf({ TypeCast: cast });
  if (constant !== undefined) return atom(printConstant(constant));
  if (arg === undefined || typeName === undefined) return printer.whole(arg);
  const type = readTypeName(typeName).meaning;
  if ("A_ArrayExpr" in arg) return printArrayCast(arg, type, isOperand, printer);
  if (isOperand && isImplicit(type, arg)) return printer.operand(arg);
  return atom(`${enclosed(printer.whole(arg))}::${type}`);
}

/** Whether the server may have added this cast: nothing casts text to numbers or dates unasked. */
function isImplicit(type: string, arg: Node): boolean {
  if (!implicitTargets.has(type)) return false;
  return textTargets.has(type) || !isText(arg);
}

function isText(node: Node): boolean {
  if ("A_Expr" in node) return ["->>", "#>>", "||"].includes(stringsOf(node.A_Expr.name).at(-1) ?? "");
  return "FuncCall" in node && textFunctions.has(stringsOf(node.FuncCall.funcname).at(-1) ?? "");
}

function printArrayCast(
  array: Extract<Node, { A_ArrayExpr: unknown }>,
  type: string,
  isOperand: boolean,
  printer: Printer,
): Printed {
  const elements = array.A_ArrayExpr.elements ?? [];
  if (elements.length === 0) return atom("'{}'");
  const constants = elements.map(constantOf);
  if (constants.every((constant) => constant !== undefined)) {
    return atom(`ARRAY[${elements.map((element) => printElement(element, type)).join(", ")}]`);
  }
  const printed = printer.operand(array);
  return isOperand && implicitTargets.has(type) ? printed : atom(`${enclosed(printed)}::${type}`);
}

/** An array's type gives its constants their shape, unless they carry one of their own. */
function printElement(element: Node, arrayType: string): string {
  const constant = constantOf(element);
  if (constant === undefined) return "";
  const base = arrayType.replace(/\[\]$/, "");
  const shape = { text: base, meaning: base, base, modifiers: [], dimensions: 0, serial: false };
  return printConstant({ ...constant, types: [...constant.types, shape] });
}
