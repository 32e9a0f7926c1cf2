import type { A_Const, A_Expr, SubLink, TypeCast } from "libpg-query";
import type { SqlValue } from "../../../model/catalog.ts";
import { readTypeName } from "./data-type.ts";
import { evaluateCall, keyOfText } from "./evaluate-call.ts";
import { nameOfNodes } from "./names.ts";
import type { Scope } from "./scope.ts";
import { compared, isLike, isList, isObjectId, matches, numberOf, textOf, truthOf } from "./sql-values.ts";
import { itemsOf, type Node, stringsOf } from "./syntax-tree.ts";
import { known, Undecided } from "./undecided.ts";

/** The value of an expression. Throws `Undecided`. */
export function evaluate(node: Node | undefined, scope: Scope): SqlValue {
  if (node === undefined) throw new Undecided();
  const value = (inner: Node | undefined): SqlValue => evaluate(inner, scope);
  if ("A_Const" in node) return constant(node.A_Const);
  if ("ColumnRef" in node) return known(scope.lookUp(wholeName(node.ColumnRef.fields)));
  if ("ParamRef" in node) return known(scope.lookUp([`$${node.ParamRef.number}`]));
  if ("TypeCast" in node) return cast(node.TypeCast, value(node.TypeCast.arg), scope);
  if ("A_Expr" in node) return operation(node.A_Expr, scope);
  if ("BoolExpr" in node) return connected(node.BoolExpr.boolop ?? "", node.BoolExpr.args ?? [], scope);
  if ("NullTest" in node) return (value(node.NullTest.arg) === null) === (node.NullTest.nulltesttype === "IS_NULL");
  if ("BooleanTest" in node)
    return booleanTest(node.BooleanTest.booltesttype ?? "", truthOf(value(node.BooleanTest.arg)));
  if ("CollateClause" in node) return value(node.CollateClause.arg);
  if ("A_ArrayExpr" in node) return (node.A_ArrayExpr.elements ?? []).map(value);
  if ("CoalesceExpr" in node) return firstPresent(node.CoalesceExpr.args ?? [], value);
  if ("SubLink" in node) return subquery(node.SubLink, scope);
  if ("FuncCall" in node) {
    const { funcname, args = [], agg_star: star, over } = node.FuncCall;
    const name = nameOfNodes(funcname);
    const isOwn = name.schema === undefined || name.schema === "pg_catalog";
    if (!isOwn || star === true || over !== undefined) throw new Undecided();
    return lookedUp(name.name, args, scope) ?? evaluateCall(name.name, args.map(value));
  }
  if ("CaseExpr" in node) {
    const { arg, args = [], defresult } = node.CaseExpr;
    const subject = arg === undefined ? undefined : value(arg);
    for (const branch of args) {
      if (!("CaseWhen" in branch)) throw new Undecided();
      const { expr, result } = branch.CaseWhen;
      const holds = subject === undefined ? truthOf(value(expr)) : compared(subject, value(expr)) === 0;
      if (holds === true) return value(result);
    }
    return defresult === undefined ? null : value(defresult);
  }
  if ("A_Indirection" in node)
    return element(node.A_Indirection.indirection ?? [], value(node.A_Indirection.arg), scope);
  if ("SQLValueFunction" in node && node.SQLValueFunction.op === "SVFOP_CURRENT_SCHEMA") return "public";
  throw new Undecided();
}

function wholeName(fields: readonly Node[] | undefined): readonly string[] {
  const parts = stringsOf(fields);
  if (parts.length !== fields?.length) throw new Undecided();
  return parts;
}

function constant({ isnull, ival, fval, sval, boolval }: A_Const): SqlValue {
  if (isnull === true) return null;
  if (ival !== undefined) return ival.ival ?? 0;
  if (boolval !== undefined) return boolval.boolval === true;
  if (fval !== undefined) return Number(fval.fval);
  if (sval === undefined) throw new Undecided();
  return sval.sval ?? "";
}

function cast({ typeName }: TypeCast, value: SqlValue, scope: Scope): SqlValue {
  if (typeName === undefined) throw new Undecided();
  if (value === null) return null;
  const { base, dimensions } = readTypeName(typeName);
  if (dimensions > 0) return typeof value === "string" ? listOf(value) : value;
  const text = /^(?:text|name|character varying|information_schema\..*|character|"char"|regrole)$/.test(base);
  if (text) return textOf(value);
  if (/^(?:integer|bigint|smallint|numeric)$/.test(base)) return numberOf(value);
  if (base === "boolean") return truthOf(value);
  if (base === "oid") return value;
  if (isObjectId(value)) return value;
  if (typeof value !== "string") throw new Undecided();
  if (base === "regclass") return known(objectNamed("pg_class", "relation", value, scope) ?? undefined);
  if (base === "regnamespace") return { of: "namespace", name: value };
  if (base === "regtype") return known(objectNamed("pg_type", "type", value, scope) ?? undefined);
  throw new Undecided();
}

/** `'{a,b}'` as an array. */
function listOf(text: string): SqlValue {
  const inside = /^\{([^{}"\\]*)\}$/.exec(text.trim())?.[1];
  if (inside === undefined) throw new Undecided();
  return inside.trim() === ""
    ? []
    : inside.split(",").map((each) => (/^null$/i.test(each.trim()) ? null : each.trim()));
}

/** The functions that look a name up in the catalog. */
function lookedUp(name: string, args: readonly Node[], scope: Scope): SqlValue | undefined {
  if (name !== "to_regclass" && name !== "to_regtype") return undefined;
  const text = textOf(evaluate(args[0], scope));
  if (text === null) return null;
  const of = name === "to_regclass" ? (["pg_class", "relation"] as const) : (["pg_type", "type"] as const);
  return objectNamed(of[0], of[1], text, scope);
}

/** The number of an object that the catalog has, `null` where it has none of that name. */
function objectNamed(relation: string, of: "relation" | "type", text: string, { catalog }: Scope): SqlValue {
  const key = keyOfText(text);
  const rows = known(catalog?.rows({ schema: "pg_catalog", name: relation }));
  const exists = rows.some(({ oid }) => oid !== undefined && isObjectId(oid) && oid.name === key);
  return exists ? { of, name: key } : null;
}

function operation({ kind, name, lexpr, rexpr }: A_Expr, scope: Scope): SqlValue {
  const operator = stringsOf(name).at(-1) ?? "";
  const left = (): SqlValue => evaluate(lexpr, scope);
  switch (kind) {
    case "AEXPR_IN": {
      const found = among(left(), itemsOf(rexpr), scope);
      return found === null ? null : found === (operator === "=");
    }
    case "AEXPR_OP_ANY":
    case "AEXPR_OP_ALL":
      return quantified(operator, left(), evaluate(rexpr, scope), kind === "AEXPR_OP_ANY");
    case "AEXPR_BETWEEN":
    case "AEXPR_NOT_BETWEEN": {
      const [low, high] = itemsOf(rexpr).map((each) => evaluate(each, scope));
      const inside = both(binary(">=", left(), low ?? null), binary("<=", left(), high ?? null));
      return inside === null ? null : inside === (kind === "AEXPR_BETWEEN");
    }
    case "AEXPR_NULLIF":
      return evaluateCall("nullif", [left(), evaluate(rexpr, scope)]);
    case "AEXPR_DISTINCT":
    case "AEXPR_NOT_DISTINCT": {
      const [one, other] = [left(), evaluate(rexpr, scope)];
      const same = one === null || other === null ? one === other : compared(one, other) === 0;
      return same === (kind === "AEXPR_NOT_DISTINCT");
    }
    case "AEXPR_OP":
    case "AEXPR_LIKE":
    case "AEXPR_ILIKE":
      if (lexpr === undefined) return operator === "-" ? -numberOf(evaluate(rexpr, scope)) : known<SqlValue>(undefined);
      return binary(operator, left(), evaluate(rexpr, scope));
    default:
      throw new Undecided();
  }
}

function binary(operator: string, left: SqlValue, right: SqlValue): SqlValue {
  if (left === null || right === null) return null;
  const order = (): number => compared(left, right) ?? 0;
  const one = (): string => textOf(left) ?? "";
  const other = (): string => textOf(right) ?? "";
  switch (operator) {
    case "=":
      return order() === 0;
    case "<>":
    case "!=":
      return order() !== 0;
    case "<":
      return order() < 0;
    case ">":
      return order() > 0;
    case "<=":
      return order() <= 0;
    case ">=":
      return order() >= 0;
    case "+":
      return numberOf(left) + numberOf(right);
    case "-":
      return numberOf(left) - numberOf(right);
    case "*":
      return numberOf(left) * numberOf(right);
    case "||":
      return isList(left) || isList(right) ? ([left, right].flat() as SqlValue[]) : joined(one(), other());
    case "~~":
    case "~~*":
      return isLike(one(), other(), operator === "~~*");
    case "!~~":
    case "!~~*":
      return !isLike(one(), other(), operator === "!~~*");
    case "~":
    case "~*":
      return matches(one(), other(), operator === "~*");
    case "!~":
    case "!~*":
      return !matches(one(), other(), operator === "!~*");
    default:
      throw new Undecided();
  }
}

function joined(left: string, right: string): string {
  if (left.length + right.length > 1_000_000) throw new Undecided();
  return left + right;
}

/** `NULL` where one is and the other does not settle it alone. */
function both(left: SqlValue, right: SqlValue): boolean | null {
  if (left === false || right === false) return false;
  return left === null || right === null ? null : true;
}

function among(value: SqlValue, items: readonly Node[], scope: Scope): boolean | null {
  let unknown = false;
  for (const item of items) {
    const order = compared(value, evaluate(item, scope));
    if (order === 0) return true;
    unknown ||= order === undefined;
  }
  return unknown ? null : false;
}

function quantified(operator: string, left: SqlValue, right: SqlValue, any: boolean): SqlValue {
  const list = typeof right === "string" ? listOf(right) : right;
  if (!isList(list)) throw new Undecided();
  const each = list.map((item) => truthOf(binary(operator, left, item)));
  if (each.includes(any)) return any;
  return each.includes(null) ? null : !any;
}

/** AND, OR and NOT with three values, where a part that cannot be known does not matter if another settles it. */
function connected(operator: string, args: readonly Node[], scope: Scope): SqlValue {
  if (operator === "NOT_EXPR") {
    const truth = truthOf(evaluate(args[0], scope));
    return truth === null ? null : !truth;
  }
  const settles = operator === "OR_EXPR";
  let unknown: boolean | null | undefined = !settles;
  for (const arg of args) {
    const truth = attempted(arg, scope);
    if (truth === settles) return settles;
    if (truth === undefined || unknown === undefined) unknown = undefined;
    else if (truth === null) unknown = null;
  }
  return known<SqlValue>(unknown);
}

function attempted(node: Node, scope: Scope): boolean | null | undefined {
  try {
    return truthOf(evaluate(node, scope));
  } catch (error) {
    if (error instanceof Undecided) return undefined;
    throw error;
  }
}

function booleanTest(test: string, truth: boolean | null): boolean {
  const [, not, what] = /^IS_(NOT_)?(\w+)$/.exec(test) ?? [];
  const is = what === "UNKNOWN" ? truth === null : truth === (what === "TRUE");
  return is === (not === undefined);
}

function firstPresent(args: readonly Node[], value: (node: Node) => SqlValue): SqlValue {
  for (const arg of args) {
    const found = value(arg);
    if (found !== null) return found;
  }
  return null;
}

function subquery({ subLinkType, testexpr, subselect, operName }: SubLink, scope: Scope): SqlValue {
  if (subselect === undefined || !("SelectStmt" in subselect)) throw new Undecided();
  const rows = scope.select(subselect.SelectStmt, scope);
  const first = (row: (typeof rows)[number]): SqlValue => known(row[0]?.value);
  if (subLinkType === "EXISTS_SUBLINK") return rows.length > 0;
  if (subLinkType === "ARRAY_SUBLINK") return rows.map(first);
  if (subLinkType === "ANY_SUBLINK" || subLinkType === "ALL_SUBLINK") {
    const operator = stringsOf(operName).at(-1) ?? "=";
    return quantified(operator, evaluate(testexpr, scope), rows.map(first), subLinkType === "ANY_SUBLINK");
  }
  if (subLinkType !== "EXPR_SUBLINK" || rows.length > 1) throw new Undecided();
  return rows[0] === undefined ? null : first(rows[0]);
}

function element(indirection: readonly Node[], list: SqlValue, scope: Scope): SqlValue {
  const [only, ...more] = indirection;
  if (only === undefined || more.length > 0 || !("A_Indices" in only) || only.A_Indices.is_slice === true)
    throw new Undecided();
  if (list !== null && !isList(list)) throw new Undecided();
  return list?.[numberOf(evaluate(only.A_Indices.uidx, scope)) - 1] ?? null;
}
