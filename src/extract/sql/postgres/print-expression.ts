import { printCall, printValueFunction, printWindow } from "./calls.ts";
import { printCast } from "./casts.ts";
import { constantOf, printConstant } from "./constants.ts";
import { quoteName } from "./names.ts";
import { printBoolean, printBooleanTest, printNullTest, printOperation } from "./operators.ts";
import { atom, enclosed, operator, type Printed, type Printer } from "./printed.ts";
import { printSelect, printSubLink } from "./queries-in-expressions.ts";
import { kindOf, type Node, type NodeKind, type NodeOf, stringsOf } from "./syntax-tree.ts";

type Print<K extends NodeKind> = (fields: NodeOf<K>, isOperand: boolean) => Printed;
type Printers = { readonly [K in NodeKind]?: Print<K> };

const printer: Printer = {
  whole: (node) => print(node, false),
  operand: (node) => print(node, true),
  list: (nodes) => (nodes ?? []).map((node) => print(node, true).sql).join(", "),
  query: (node, targets) =>
    node !== undefined && "SelectStmt" in node ? printSelect(node.SelectStmt, targets, printer) : print(node, true).sql,
};

const printers: Printers = {
  A_Const: (value) => atom(printConstant({ value, types: [], negative: false })),
  TypeCast: (cast, isOperand) => printCast(cast, isOperand, printer),
  A_Expr: (expression) => printOperation(expression, printer),
  BoolExpr: (expression) => printBoolean(expression, printer),
  NullTest: (test) => printNullTest(test, printer),
  BooleanTest: (test) => printBooleanTest(test, printer),
  FuncCall: (call) => printCall(call, printer),
  SQLValueFunction: printValueFunction,
  SubLink: (link) => printSubLink(link, printer),
  SelectStmt: (select) => atom(printSelect(select, true, printer)),
  ColumnRef: printColumn,
  ParamRef: ({ number }) => atom(`$${number ?? 0}`),
  A_ArrayExpr: ({ elements }) => atom((elements?.length ?? 0) === 0 ? "ARRAY[]" : `ARRAY[${printer.list(elements)}]`),
  RowExpr: ({ args }) => atom(`ROW(${printer.list(args)})`),
  CoalesceExpr: ({ args }) => atom(`COALESCE(${printer.list(args)})`),
  MinMaxExpr: ({ op, args }) => atom(`${op === "IS_LEAST" ? "LEAST" : "GREATEST"}(${printer.list(args)})`),
  CaseExpr: printCase,
  CollateClause: ({ arg, collname }) =>
    operator(`${enclosed(printer.operand(arg))} COLLATE ${collationName(collname)}`),
  A_Indirection: printIndirection,
  NamedArgExpr: ({ name, arg }) => atom(`${quoteName(name ?? "")} => ${printer.operand(arg).sql}`),
  ResTarget: ({ val }, isOperand) => print(val, isOperand),
  SortBy: printSort,
  List: ({ items }) => atom(`(${printer.list(items)})`),
  String: ({ sval }) => atom(quoteName(sval ?? "")),
  SetToDefault: () => atom("DEFAULT"),
  WindowDef: (window) => atom(printWindow(window, printer)),
  JsonIsPredicate: ({ expr, item_type: type = "JS_TYPE_ANY", unique_keys: unique }) => {
    const kind = type === "JS_TYPE_ANY" ? "" : ` ${type.replace("JS_TYPE_", "")}`;
    return operator(`${enclosed(printer.operand(expr))} IS JSON${kind}${unique === true ? " WITH UNIQUE KEYS" : ""}`);
  },
};

/** Prints an expression in the one way that all its spellings share. */
export function printExpression(node: Node | undefined): string {
  const content = constantOf(node)?.value.sval?.sval;
  // As a whole default, `'t'` is an older tool's spelling of true; within an expression it may be a letter.
  if (content === "t" || content === "f") return content === "t" ? "true" : "false";
  return print(node, false).sql;
}

/** A collation's name, without the schemas that need not be said. */
export function collationName(parts: readonly Node[] | undefined): string {
  return stringsOf(parts)
    .filter((part, index, all) => index === all.length - 1 || (part !== "pg_catalog" && part !== "public"))
    .map(quoteName)
    .join(".");
}

function print(node: Node | undefined, isOperand: boolean): Printed {
  if (node === undefined) return atom("");
  const kind = kindOf(node);
  if (kind === undefined) return atom("");
  const printKind = printers[kind] as ((fields: unknown, isOperand: boolean) => Printed) | undefined;
  const fields = (node as Readonly<Record<string, unknown>>)[kind];
  return printKind === undefined ? atom(structure(kind, fields)) : printKind(fields, isOperand);
}

/** Kinds of node without a spelling of their own here (XML, JSON constructors) are compared by what they are made of. */
function structure(kind: string, fields: unknown): string {
  if (typeof fields !== "object" || fields === null) return JSON.stringify(fields);
  const parts = Object.entries(fields)
    .filter(([name]) => !/location|list_(?:start|end)$/.test(name))
    .map(([name, value]) => `${name} ${part(value)}`);
  return `${kind}(${parts.join(", ")})`;
}

function part(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(part).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const kind = Object.keys(value)[0];
  return kind !== undefined && /^[A-Z]/.test(kind) ? print(value as Node, true).sql : structure("", value);
}

/** A column without its table, which adds nothing where only one row is in sight; `NEW` and `OLD` are two. */
function printColumn({ fields = [] }: NodeOf<"ColumnRef">): Printed {
  const names = fields.map((field) => ("A_Star" in field ? "*" : (stringsOf([field])[0] ?? "")));
  const [first = ""] = names;
  const isRow = names.length === 2 && (first === "new" || first === "old");
  const kept = isRow || names.at(-1) === "*" ? names : names.slice(-1);
  return atom(kept.map((name) => (name === "*" ? name : quoteName(name))).join("."));
}

function printCase({ arg, args = [], defresult }: NodeOf<"CaseExpr">): Printed {
  const whens = args.flatMap((when) => {
    if (!("CaseWhen" in when)) return [];
    return [`WHEN ${printer.operand(when.CaseWhen.expr).sql} THEN ${printer.operand(when.CaseWhen.result).sql}`];
  });
  const subject = arg === undefined ? [] : [printer.operand(arg).sql];
  const otherwise = defresult === undefined ? "NULL" : printer.operand(defresult).sql;
  const last = otherwise === "NULL" ? [] : [`ELSE ${otherwise}`];
  return atom(["CASE", ...subject, ...whens, ...last, "END"].join(" "));
}

function printIndirection({ arg, indirection = [] }: NodeOf<"A_Indirection">): Printed {
  const steps = indirection.map((step) => {
    if ("A_Indices" in step) return printSubscript(step.A_Indices);
    return "A_Star" in step ? ".*" : `.${printer.operand(step).sql}`;
  });
  const isField = indirection[0] !== undefined && !("A_Indices" in indirection[0]);
  const base = printer.operand(arg);
  return atom(`${isField ? `(${base.sql})` : enclosed(base)}${steps.join("")}`);
}

function printSubscript({ is_slice: isSlice, lidx, uidx }: NodeOf<"A_Indices">): string {
  const upper = uidx === undefined ? "" : printer.operand(uidx).sql;
  return isSlice === true ? `[${lidx === undefined ? "" : printer.operand(lidx).sql}:${upper}]` : `[${upper}]`;
}

function printSort({ node, sortby_dir: direction, sortby_nulls: nulls, useOp }: NodeOf<"SortBy">): Printed {
  const isDescending = direction === "SORTBY_DESC";
  const using = useOp === undefined ? "" : ` USING ${stringsOf(useOp).join(".")}`;
  const isFirst = nulls === "SORTBY_NULLS_FIRST" || (nulls !== "SORTBY_NULLS_LAST" && isDescending);
  const order = isFirst === isDescending ? "" : ` NULLS ${isFirst ? "FIRST" : "LAST"}`;
  return operator(`${printer.operand(node).sql}${isDescending ? " DESC" : ""}${using}${order}`);
}
