import type { FuncCall, SQLValueFunction, WindowDef } from "libpg-query";
import { canonicalRelation, constantOf, contentOf } from "./constants.ts";
import { uncallableKeywords } from "./keywords.ts";
import { quoteLiteral } from "./literals.ts";
import { quoteName } from "./names.ts";
import { atom, enclosed, operator, type Printed, type Printer } from "./printed.ts";
import { type Node, stringsOf } from "./syntax-tree.ts";

const ofSequences: ReadonlySet<string> = new Set(["nextval", "currval", "setval"]);

/** A function call; calls with a syntax of their own become plain ones where the two are the same to the server. */
export function printCall(call: FuncCall, printer: Printer): Printed {
  const parts = stringsOf(call.funcname);
  const name = parts.at(-1) ?? "";
  const special = call.funcformat === "COERCE_SQL_SYNTAX" ? printSpecial(name, call.args ?? [], printer) : undefined;
  if (special !== undefined) return special;
  const args = [...printArguments(name, call, printer)].join(", ");
  const order = call.agg_order === undefined ? "" : `ORDER BY ${printer.list(call.agg_order)}`;
  const inside = [call.agg_distinct === true ? "DISTINCT" : "", args, call.agg_within_group === true ? "" : order];
  const suffix = [
    call.agg_within_group === true ? ` WITHIN GROUP (${order})` : "",
    call.agg_filter === undefined ? "" : ` FILTER (WHERE ${printer.operand(call.agg_filter).sql})`,
    call.over === undefined ? "" : ` OVER (${printWindow(call.over, printer)})`,
  ];
  return atom(`${functionName(parts)}(${inside.filter((part) => part !== "").join(" ")})${suffix.join("")}`);
}

/** A function's name; those of the catalog and the default schema stand alone. */
function functionName(parts: readonly string[]): string {
  const name = parts.at(-1) ?? "";
  const schema = parts.at(-2);
  const isBare = schema === undefined || schema === "pg_catalog" || schema === "public";
  if (!isBare) return `${quoteName(schema)}.${quoteName(name)}`;
  return uncallableKeywords.has(name) && !callable.has(name)
    ? `"${name}"`
    : callable.has(name)
      ? name
      : quoteName(name);
}

/** Keywords that are called like any function as well. */
const callable: ReadonlySet<string> = new Set(["substring", "overlay", "left", "right", "normalize"]);

/** `PARTITION BY … ORDER BY …` of a window. */
export function printWindow(window: WindowDef, printer: Printer): string {
  const parts = [
    window.name ?? window.refname ?? "",
    window.partitionClause === undefined ? "" : `PARTITION BY ${printer.list(window.partitionClause)}`,
    window.orderClause === undefined ? "" : `ORDER BY ${printer.list(window.orderClause)}`,
    // 1058 is the frame that every window has unless told otherwise.
    window.frameOptions === undefined || window.frameOptions === 1058 ? "" : `FRAME ${window.frameOptions}`,
    window.startOffset === undefined ? "" : `FROM ${printer.operand(window.startOffset).sql}`,
    window.endOffset === undefined ? "" : `TO ${printer.operand(window.endOffset).sql}`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}

function* printArguments(name: string, call: FuncCall, printer: Printer): Iterable<string> {
  const args = call.args ?? [];
  if (call.agg_star === true) yield "*";
  for (const [index, arg] of args.entries()) {
    const sequence = index === 0 && ofSequences.has(name) ? constantOf(arg) : undefined;
    const content = sequence === undefined ? undefined : contentOf(sequence);
    const printed = content === undefined ? printer.operand(arg).sql : quoteLiteral(canonicalRelation(content));
    yield call.func_variadic === true && index === args.length - 1 ? `VARIADIC ${printed}` : printed;
  }
}

function printSpecial(name: string, args: readonly Node[], printer: Printer): Printed | undefined {
  const [first, second] = args;
  const printed = (node: Node | undefined): string => printer.operand(node).sql;
  const word = (node: Node | undefined): string => {
    const constant = constantOf(node);
    return constant === undefined ? printed(node) : (contentOf(constant) ?? "NULL");
  };
  if (name === "extract") {
    const field = word(first).toLowerCase();
    return atom(`EXTRACT(${/^[a-z_]+$/.test(field) ? field : quoteLiteral(field)} FROM ${printed(second)})`);
  }
  if (name === "position")
    return atom(`POSITION(${enclosed(printer.operand(second))} IN ${enclosed(printer.operand(first))})`);
  if (name === "normalize" && second !== undefined)
    return atom(`normalize(${printed(first)}, ${word(second).toUpperCase()})`);
  if (name === "is_normalized") {
    const form = second === undefined ? "" : `${word(second).toUpperCase()} `;
    return operator(`${enclosed(printer.operand(first))} IS ${form}NORMALIZED`);
  }
  return undefined;
}

/** `CURRENT_TIMESTAMP(3)`, `SESSION_USER`… */
export function printValueFunction({ op, typmod = -1 }: SQLValueFunction): Printed {
  const name = (op ?? "SVFOP_CURRENT_TIMESTAMP").replace(/^SVFOP_/, "").replace(/_N$/, "");
  return atom(op?.endsWith("_N") === true ? `${name}(${typmod})` : name);
}
