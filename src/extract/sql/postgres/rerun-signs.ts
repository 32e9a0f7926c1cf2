import type { A_Expr, InsertStmt, SelectStmt, UpdateStmt } from "libpg-query";
import { sameName } from "../../../model/name.ts";
import { qualifiedName } from "./names.ts";
import { type Node, stringsOf } from "./syntax-tree.ts";

/** Operators whose outcome moves on with each run. */
const moving: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%", "^", "||", "<<", ">>", "#"]);
const movingFunctions: ReadonlySet<string> = new Set([
  "array_append",
  "array_prepend",
  "array_cat",
  "concat",
  "concat_ws",
  "jsonb_insert",
  "power",
  "reverse",
]);

/** Columns that an UPDATE computes from their own old value in a way that a second run would repeat: `x = x + 1`, not `x = lower(x)`. */
export function selfReferencingColumns(statement: UpdateStmt): readonly string[] {
  const own = new Set([statement.relation?.relname, statement.relation?.alias?.aliasname]);
  return (statement.targetList ?? []).flatMap((target) => {
    if (!("ResTarget" in target) || target.ResTarget.name === undefined) return [];
    const { name, val } = target.ResTarget;
    return anyNode(val, (node) => isMoving(node) && anyNode(node, (part) => isColumn(part, name, own))) ? [name] : [];
  });
}

/** Whether a condition bounds a change to a part of the rows: a LIMIT inside of it, `ctid`, a range on one column from both sides. */
export function isBatched(condition: Node | undefined): boolean {
  if (condition === undefined) return false;
  const lower = new Set<string>();
  const upper = new Set<string>();
  for (const part of conjuncts(condition)) {
    if (anyNode(part, isLimited) || anyNode(part, (node) => columnName(node) === "ctid")) return true;
    if (!("A_Expr" in part)) continue;
    const { kind, lexpr, rexpr, name } = part.A_Expr;
    const column = columnName(lexpr);
    if (kind === "AEXPR_BETWEEN" && column !== undefined && isKey(column)) return true;
    const operator = kind === "AEXPR_OP" ? stringsOf(name)[0] : undefined;
    if (column !== undefined && isKey(column)) sideOf(operator, lower, upper)?.add(column);
    const mirrored = columnName(rexpr);
    if (mirrored !== undefined && isKey(mirrored)) sideOf(operator, upper, lower)?.add(mirrored);
  }
  return [...lower].some((column) => upper.has(column));
}

/** `INSERT … SELECT` that leaves out what is there already: NOT EXISTS, NOT IN, EXCEPT, or an outer join to its own table whose side must be NULL. */
export function addsOnlyWhatIsMissing(statement: InsertStmt): boolean {
  const query = statement.selectStmt;
  if (query === undefined || !("SelectStmt" in query)) return false;
  const select = query.SelectStmt;
  if (select.op === "SETOP_EXCEPT") return true;
  return conjuncts(select.whereClause).some(isNegatedSubquery) || isAntiJoin(select, statement);
}

function isNegatedSubquery(node: Node): boolean {
  if (!("BoolExpr" in node) || node.BoolExpr.boolop !== "NOT_EXPR") return false;
  const [negated] = node.BoolExpr.args ?? [];
  if (negated === undefined || !("SubLink" in negated)) return false;
  return negated.SubLink.subLinkType === "EXISTS_SUBLINK" || negated.SubLink.subLinkType === "ANY_SUBLINK";
}

function isAntiJoin(select: SelectStmt, statement: InsertStmt): boolean {
  const table = qualifiedName(statement.relation);
  const outer = (select.fromClause ?? []).some(
    (item) =>
      "JoinExpr" in item &&
      item.JoinExpr.jointype === "JOIN_LEFT" &&
      item.JoinExpr.rarg !== undefined &&
      "RangeVar" in item.JoinExpr.rarg &&
      sameName(qualifiedName(item.JoinExpr.rarg.RangeVar), table),
  );
  return (
    outer &&
    conjuncts(select.whereClause).some((part) => "NullTest" in part && part.NullTest.nulltesttype === "IS_NULL")
  );
}

function isMoving(node: Node): boolean {
  if ("A_Expr" in node) return node.A_Expr.kind === "AEXPR_OP" && moving.has(operatorOf(node.A_Expr));
  return "FuncCall" in node && movingFunctions.has(stringsOf(node.FuncCall.funcname).at(-1) ?? "");
}

function operatorOf(expression: A_Expr): string {
  return stringsOf(expression.name).at(-1) ?? "";
}

function isColumn(node: Node, column: string, own: ReadonlySet<string | undefined>): boolean {
  if (!("ColumnRef" in node)) return false;
  const names = stringsOf(node.ColumnRef.fields);
  return names.at(-1) === column && (names.length === 1 || own.has(names.at(-2)));
}

function isLimited(node: Node): boolean {
  return "SelectStmt" in node && node.SelectStmt.limitCount !== undefined;
}

function isKey(column: string): boolean {
  return /(?:^|_)(?:id|key|uuid)$/i.test(column);
}

function sideOf(operator: string | undefined, lower: Set<string>, upper: Set<string>): Set<string> | undefined {
  if (operator === ">" || operator === ">=") return lower;
  return operator === "<" || operator === "<=" ? upper : undefined;
}

function columnName(node: Node | undefined): string | undefined {
  return node !== undefined && "ColumnRef" in node ? stringsOf(node.ColumnRef.fields).at(-1) : undefined;
}

function conjuncts(condition: Node | undefined): readonly Node[] {
  if (condition === undefined) return [];
  if ("BoolExpr" in condition && condition.BoolExpr.boolop === "AND_EXPR") {
    return (condition.BoolExpr.args ?? []).flatMap(conjuncts);
  }
  return [condition];
}

/** Whether any node of a tree fits, the root included. */
function anyNode(root: unknown, fits: (node: Node) => boolean): boolean {
  const stack: unknown[] = [root];
  while (stack.length > 0) {
    const value = stack.pop();
    if (typeof value !== "object" || value === null) continue;
    if (!Array.isArray(value) && fits(value as Node)) return true;
    for (const part of Object.values(value)) stack.push(part);
  }
  return false;
}
