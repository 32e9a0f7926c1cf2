import type { TypeName } from "libpg-query";
import type { DataType } from "../../../model/expression.ts";
import { readTypeName } from "./data-type.ts";
import { type Node, stringsOf } from "./syntax-tree.ts";

type Named = { readonly name: string; readonly strong: boolean };

/** The name that PostgreSQL gives an output column without `AS` (its `FigureColname`). */
export function outputName(node: Node | undefined): string {
  return nameOfExpression(node)?.name ?? "?column?";
}

const namedAfterThemselves: ReadonlyMap<string, string> = new Map([
  ["A_ArrayExpr", "array"],
  ["RowExpr", "row"],
  ["CoalesceExpr", "coalesce"],
  ["GroupingFunc", "grouping"],
  ["MergeSupportFunc", "merge_action"],
  ["XmlSerialize", "xmlserialize"],
  ["JsonParseExpr", "json"],
  ["JsonScalarExpr", "json_scalar"],
  ["JsonSerializeExpr", "json_serialize"],
  ["JsonObjectConstructor", "json_object"],
  ["JsonArrayConstructor", "json_array"],
  ["JsonArrayQueryConstructor", "json_array"],
  ["JsonObjectAgg", "json_objectagg"],
  ["JsonArrayAgg", "json_arrayagg"],
]);

const sqlValues: ReadonlyMap<string, { readonly name: string; readonly type: string }> = new Map([
  ["SVFOP_CURRENT_DATE", { name: "current_date", type: "date" }],
  ["SVFOP_CURRENT_TIME", { name: "current_time", type: "timetz" }],
  ["SVFOP_CURRENT_TIME_N", { name: "current_time", type: "timetz" }],
  ["SVFOP_CURRENT_TIMESTAMP", { name: "current_timestamp", type: "timestamptz" }],
  ["SVFOP_CURRENT_TIMESTAMP_N", { name: "current_timestamp", type: "timestamptz" }],
  ["SVFOP_LOCALTIME", { name: "localtime", type: "time" }],
  ["SVFOP_LOCALTIME_N", { name: "localtime", type: "time" }],
  ["SVFOP_LOCALTIMESTAMP", { name: "localtimestamp", type: "timestamp" }],
  ["SVFOP_LOCALTIMESTAMP_N", { name: "localtimestamp", type: "timestamp" }],
  ["SVFOP_CURRENT_ROLE", { name: "current_role", type: "name" }],
  ["SVFOP_CURRENT_USER", { name: "current_user", type: "name" }],
  ["SVFOP_USER", { name: "user", type: "name" }],
  ["SVFOP_SESSION_USER", { name: "session_user", type: "name" }],
  ["SVFOP_CURRENT_CATALOG", { name: "current_catalog", type: "name" }],
  ["SVFOP_CURRENT_SCHEMA", { name: "current_schema", type: "name" }],
]);

function nameOfExpression(node: Node | undefined): Named | undefined {
  if (node === undefined) return undefined;
  if ("ColumnRef" in node) return lastOf(node.ColumnRef.fields);
  if ("A_Indirection" in node)
    return lastOf(node.A_Indirection.indirection) ?? nameOfExpression(node.A_Indirection.arg);
  if ("FuncCall" in node) return lastOf(node.FuncCall.funcname);
  if ("CollateClause" in node) return nameOfExpression(node.CollateClause.arg);
  if ("TypeCast" in node) return nameOfCast(nameOfExpression(node.TypeCast.arg), node.TypeCast.typeName);
  if ("CaseExpr" in node) {
    const fallback = nameOfExpression(node.CaseExpr.defresult);
    return fallback?.strong === true ? fallback : { name: "case", strong: false };
  }
  if ("SubLink" in node) return nameOfSublink(node);
  if ("A_Expr" in node) return node.A_Expr.kind === "AEXPR_NULLIF" ? strong("nullif") : undefined;
  if ("MinMaxExpr" in node) return strong(node.MinMaxExpr.op === "IS_LEAST" ? "least" : "greatest");
  if ("SQLValueFunction" in node) return strong(sqlValues.get(node.SQLValueFunction.op ?? "")?.name ?? "?column?");
  if ("XmlExpr" in node) return strong((node.XmlExpr.op ?? "").replace("IS_", "").toLowerCase());
  if ("JsonFuncExpr" in node) return strong((node.JsonFuncExpr.op ?? "").replace("_OP", "").toLowerCase());
  for (const kind in node) {
    const name = namedAfterThemselves.get(kind);
    if (name !== undefined) return strong(name);
  }
  return undefined;
}

function nameOfCast(inner: Named | undefined, type: TypeName | undefined): Named | undefined {
  if (inner?.strong === true) return inner;
  const name = stringsOf(type?.names).at(-1);
  return name === undefined ? inner : { name, strong: false };
}

function nameOfSublink(node: Extract<Node, { SubLink: unknown }>): Named | undefined {
  const { subLinkType, subselect } = node.SubLink;
  if (subLinkType === "EXISTS_SUBLINK") return strong("exists");
  if (subLinkType === "ARRAY_SUBLINK") return strong("array");
  if (subLinkType !== "EXPR_SUBLINK" || subselect === undefined || !("SelectStmt" in subselect)) return undefined;
  const target = subselect.SelectStmt.targetList?.[0];
  if (target === undefined || !("ResTarget" in target)) return undefined;
  return target.ResTarget.name === undefined ? nameOfExpression(target.ResTarget.val) : strong(target.ResTarget.name);
}

function lastOf(nodes: readonly Node[] | undefined): Named | undefined {
  const name = stringsOf(nodes).at(-1);
  return name === undefined ? undefined : strong(name);
}

function strong(name: string): Named {
  return { name, strong: true };
}

const comparisons: ReadonlySet<string> = new Set(["=", "<>", "!=", "<", ">", "<=", ">=", "~", "~*", "!~", "!~*"]);
const kindsOfTruth: ReadonlySet<string> = new Set([
  "AEXPR_DISTINCT",
  "AEXPR_NOT_DISTINCT",
  "AEXPR_IN",
  "AEXPR_LIKE",
  "AEXPR_ILIKE",
  "AEXPR_SIMILAR",
  "AEXPR_BETWEEN",
  "AEXPR_NOT_BETWEEN",
  "AEXPR_BETWEEN_SYM",
  "AEXPR_NOT_BETWEEN_SYM",
  "AEXPR_OP_ANY",
  "AEXPR_OP_ALL",
]);
const functionTypes: ReadonlyMap<string, string> = new Map([
  ["count", "int8"],
  ["row_number", "int8"],
  ["rank", "int8"],
  ["dense_rank", "int8"],
  ["now", "timestamptz"],
  ["gen_random_uuid", "uuid"],
]);

/** The type of an expression where its text alone tells: a cast, a literal, a condition. */
export function outputType(node: Node | undefined): DataType | undefined {
  if (node === undefined) return undefined;
  if ("TypeCast" in node)
    return node.TypeCast.typeName === undefined ? undefined : readTypeName(node.TypeCast.typeName);
  const name = builtInTypeOf(node);
  return name === undefined
    ? undefined
    : readTypeName({ names: [{ String: { sval: "pg_catalog" } }, { String: { sval: name } }] });
}

function builtInTypeOf(node: Node): string | undefined {
  if ("BoolExpr" in node || "NullTest" in node || "BooleanTest" in node) return "bool";
  if ("SubLink" in node) return node.SubLink.subLinkType === "EXISTS_SUBLINK" ? "bool" : undefined;
  if ("SQLValueFunction" in node) return sqlValues.get(node.SQLValueFunction.op ?? "")?.type;
  if ("FuncCall" in node) return functionTypes.get(stringsOf(node.FuncCall.funcname).join("."));
  if ("A_Expr" in node) {
    const { kind = "", name } = node.A_Expr;
    if (kindsOfTruth.has(kind)) return "bool";
    return kind === "AEXPR_OP" && comparisons.has(stringsOf(name).join(".")) ? "bool" : undefined;
  }
  if (!("A_Const" in node)) return undefined;
  const { ival, fval, boolval, sval } = node.A_Const;
  if (ival !== undefined) return "int4";
  if (boolval !== undefined) return "bool";
  if (sval !== undefined) return "text";
  return fval === undefined ? undefined : typeOfNumber(fval.fval ?? "");
}

function typeOfNumber(digits: string): string {
  return /^\d{1,19}$/.test(digits) && BigInt(digits) <= 9_223_372_036_854_775_807n ? "int8" : "numeric";
}
