import type { A_Expr, BoolExpr } from "libpg-query";
import { constantOf, contentOf } from "./constants.ts";
import { quoteName } from "./names.ts";
import { atom, enclosed, joined, operator, type Printed, type Printer } from "./printed.ts";
import { itemsOf, kindOf, type Node, type NodeOf, stringsOf } from "./syntax-tree.ts";

type ExpressionKind = Exclude<A_Expr["kind"], undefined>;
type Parts = { readonly name: string; readonly left: Node | undefined; readonly right: Node | undefined };

/** How each kind of operator expression is printed: what is only another spelling becomes what the server makes of it. */
const printers: Readonly<Record<ExpressionKind, (parts: Parts, printer: Printer) => Printed>> = {
  AEXPR_OP: printOperator,
  AEXPR_OP_ANY: ({ name, left, right }, printer) => quantified(name, "ANY", left, right, printer),
  AEXPR_OP_ALL: ({ name, left, right }, printer) => quantified(name, "ALL", left, right, printer),
  AEXPR_DISTINCT: (parts, printer) => binary("IS DISTINCT FROM", parts, printer),
  AEXPR_NOT_DISTINCT: (parts, printer) => binary("IS NOT DISTINCT FROM", parts, printer),
  AEXPR_NULLIF: ({ left, right }, printer) =>
    atom(`NULLIF(${printer.operand(left).sql}, ${printer.operand(right).sql})`),
  AEXPR_IN: printIn,
  AEXPR_LIKE: printOperator,
  AEXPR_ILIKE: printOperator,
  AEXPR_SIMILAR: printOperator,
  AEXPR_BETWEEN: (parts, printer) => between(parts, false, false, printer),
  AEXPR_NOT_BETWEEN: (parts, printer) => between(parts, true, false, printer),
  AEXPR_BETWEEN_SYM: (parts, printer) => between(parts, false, true, printer),
  AEXPR_NOT_BETWEEN_SYM: (parts, printer) => between(parts, true, true, printer),
};

/** An operator with its operands, `BETWEEN`, `IN`, `LIKE`, `NULLIF` included. */
export function printOperation(expression: A_Expr, printer: Printer): Printed {
  const { kind = "AEXPR_OP", lexpr: left, rexpr: right } = expression;
  return printers[kind]({ name: operatorName(expression.name), left, right }, printer);
}

/** `AND`, `OR` flattened; `NOT`. */
export function printBoolean({ boolop, args = [] }: BoolExpr, printer: Printer): Printed {
  if (boolop !== "NOT_EXPR") {
    return joined(
      boolop === "OR_EXPR" ? "or" : "and",
      args.map((arg) => printer.operand(arg)),
    );
  }
  const [arg] = args;
  if (arg !== undefined && "A_Expr" in arg && arg.A_Expr.kind === "AEXPR_DISTINCT") {
    return printOperation({ ...arg.A_Expr, kind: "AEXPR_NOT_DISTINCT" }, printer);
  }
  return { sql: `NOT ${enclosed(printer.operand(arg))}`, level: "not", terms: [] };
}

/** An operator's symbol; one outside of the default schemas keeps its own. */
export function operatorName(name: readonly Node[] | undefined): string {
  const parts = stringsOf(name);
  const schema = parts.at(-2);
  const symbol = parts.at(-1) ?? "";
  if (schema === undefined || schema === "pg_catalog" || schema === "public") return symbol;
  return `OPERATOR(${quoteName(schema)}.${symbol})`;
}

function printOperator({ name, left, right }: Parts, printer: Printer): Printed {
  if (left === undefined) return operator(`${name} ${enclosed(printer.operand(right))}`);
  const rows = rowComparison(name, left, right, printer);
  if (rows !== undefined) return rows;
  if (name === "/" && "TypeCast" in left && !isFractional(right)) {
    // Dividing whole numbers cuts off: a cast on the dividend is what keeps the fraction.
    return operator(`${enclosed(printer.whole(left))} / ${enclosed(printer.operand(right))}`);
  }
  return binary(name, { name, left, right }, printer);
}

function binary(name: string, { left, right }: Parts, printer: Printer): Printed {
  return operator(`${enclosed(printer.operand(left))} ${name} ${enclosed(printer.operand(right))}`);
}

function isFractional(node: Node | undefined): boolean {
  const constant = constantOf(node);
  return constant !== undefined && (contentOf(constant)?.includes(".") === true || constant.types.length > 0);
}

function quantified(
  name: string,
  quantifier: string,
  left: Node | undefined,
  right: Node | undefined,
  printer: Printer,
): Printed {
  return operator(`${enclosed(printer.operand(left))} ${name} ${quantifier} (${printer.operand(right).sql})`);
}

/** Rows are equal when all of their fields are, and differ when one does; other comparisons of rows stay as they are. */
function rowComparison(name: string, left: Node, right: Node | undefined, printer: Printer): Printed | undefined {
  if (name !== "=" && name !== "<>") return undefined;
  if (right === undefined || !("RowExpr" in left) || !("RowExpr" in right)) return undefined;
  const { args: lefts = [] } = left.RowExpr;
  const { args: rights = [] } = right.RowExpr;
  if (lefts.length !== rights.length || lefts.length === 0) return undefined;
  const fields = lefts.map((field, index) => printOperator({ name, left: field, right: rights[index] }, printer));
  return joined(name === "=" ? "and" : "or", fields);
}

function between({ left, right }: Parts, negated: boolean, symmetric: boolean, printer: Printer): Printed {
  const [low, high] = itemsOf(right);
  const range = (from: Node | undefined, to: Node | undefined): Printed =>
    negated
      ? joined("or", [
          binary("<", { name: "<", left, right: from }, printer),
          binary(">", { name: ">", left, right: to }, printer),
        ])
      : joined("and", [
          binary(">=", { name: ">=", left, right: from }, printer),
          binary("<=", { name: "<=", left, right: to }, printer),
        ]);
  if (!symmetric) return range(low, high);
  return joined(negated ? "and" : "or", [range(low, high), range(high, low)]);
}

/** `x IN (…)` as the server rewrites it: an array of what holds no column, and a comparison for each of the rest. */
function printIn({ name, left, right }: Parts, printer: Printer): Printed {
  const items = itemsOf(right);
  const isIn = name !== "<>";
  const isRow = [left, ...items].some((node) => node !== undefined && "RowExpr" in node);
  const plain = items.filter((item) => !hasColumn(item));
  const asArray = plain.length > 1 && !isRow;
  const rest = asArray ? items.filter(hasColumn) : items;
  const comparisons = rest.map((item) => printOperator({ name: isIn ? "=" : "<>", left, right: item }, printer));
  if (!asArray) return joined(isIn ? "or" : "and", comparisons);
  const array = quantified(
    isIn ? "=" : "<>",
    isIn ? "ANY" : "ALL",
    left,
    { A_ArrayExpr: { elements: plain } },
    printer,
  );
  return joined(isIn ? "or" : "and", [array, ...comparisons]);
}

/** Whether an expression names a column of the query it stands in. */
function hasColumn(node: Node): boolean {
  const kind = kindOf(node);
  if (kind === "ColumnRef") return true;
  if (kind === "SubLink" || kind === "A_Const") return false;
  return kind !== undefined && holdsColumn((node as Readonly<Record<string, unknown>>)[kind]);
}

function holdsColumn(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsColumn);
  if (typeof value !== "object" || value === null) return false;
  if ("ColumnRef" in value) return true;
  return !("SubLink" in value) && Object.values(value).some(holdsColumn);
}

/** `IS NULL`, `IS NOT NULL`. */
export function printNullTest({ arg, nulltesttype }: NodeOf<"NullTest">, printer: Printer): Printed {
  return operator(`${enclosed(printer.operand(arg))} ${nulltesttype === "IS_NULL" ? "IS NULL" : "IS NOT NULL"}`);
}

/** `IS TRUE`, `IS NOT UNKNOWN`… */
export function printBooleanTest({ arg, booltesttype }: NodeOf<"BooleanTest">, printer: Printer): Printed {
  return operator(`${enclosed(printer.operand(arg))} ${(booltesttype ?? "IS_TRUE").replaceAll("_", " ")}`);
}
