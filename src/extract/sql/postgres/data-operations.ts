import type { DeleteStmt, FuncCall, InsertStmt, SelectStmt, UpdateStmt, WithClause } from "libpg-query";
import type { QualifiedName } from "../../../model/name.ts";
import type { Query } from "../../../model/schema.ts";
import { holdsBack } from "./always-true.ts";
import { argumentsOf } from "./bind-arguments.ts";
import { nameOfNodes, qualifiedName } from "./names.ts";
import type { Draft, NodeContext } from "./node-context.ts";
import { addsOnlyWhatIsMissing, isBatched, selfReferencingColumns } from "./rerun-signs.ts";
import { columnsOf, type Node, stringsOf } from "./syntax-tree.ts";

/** What every operation of a statement shares. */
export function common(context: NodeContext): Pick<Draft, "at" | "statement" | "guard"> {
  return { at: context.statement.at, statement: context.statement, guard: context.guard };
}

/** The operations of a statement that reads or changes rows, or calls a routine; `undefined` for any other. */
export function dataOperations(node: Node, context: NodeContext): readonly Draft[] | undefined {
  const own = ownOperations(node, context);
  return own === undefined ? undefined : [...writesInWith(node, context), ...own];
}

function ownOperations(node: Node, context: NodeContext): readonly Draft[] | undefined {
  if ("InsertStmt" in node) return [insert(node.InsertStmt, context.readQueryNode(node), context)];
  if ("UpdateStmt" in node) return [update(node.UpdateStmt, context.readQueryNode(node), context)];
  if ("DeleteStmt" in node) return [remove(node.DeleteStmt, context.readQueryNode(node), context)];
  if ("MergeStmt" in node) {
    const table = qualifiedName(node.MergeStmt.relation);
    return [{ kind: "merge", ...common(context), table, query: context.readQueryNode(node) }];
  }
  if ("TruncateStmt" in node) {
    const { relations, behavior } = node.TruncateStmt;
    return [
      { kind: "truncate", ...common(context), tables: relationsOf(relations), cascade: behavior === "DROP_CASCADE" },
    ];
  }
  if ("CopyStmt" in node) {
    const { relation, attlist, is_from: from, query } = node.CopyStmt;
    if (relation === undefined) return copyOfQuery(query, context);
    const table = qualifiedName(relation);
    return [{ kind: "copy", ...common(context), table, columns: stringsOf(attlist), to: from !== true }];
  }
  if ("CallStmt" in node) {
    const call = node.CallStmt.funccall ?? {};
    return [routineCall(call, context.readQueryNode(node), context)];
  }
  return "SelectStmt" in node ? select(node, context) : undefined;
}

/** The calls that a statement consists of: `CALL p()`, `SELECT f(), g()`. */
export function callsOf(node: Node): readonly FuncCall[] {
  if ("CallStmt" in node) return node.CallStmt.funccall === undefined ? [] : [node.CallStmt.funccall];
  return "SelectStmt" in node && node.SelectStmt.fromClause === undefined ? targetCalls(node.SelectStmt) : [];
}

/** The tables of a list of relations. */
export function relationsOf(nodes: readonly Node[] | undefined): readonly QualifiedName[] {
  return (nodes ?? []).flatMap((node) => ("RangeVar" in node ? [qualifiedName(node.RangeVar)] : []));
}

function insert(statement: InsertStmt, query: Query, context: NodeContext): Draft {
  const action = statement.onConflictClause?.action;
  return {
    kind: "insert",
    ...common(context),
    table: qualifiedName(statement.relation),
    columns: columnsOf(statement.cols),
    onConflict: action === "ONCONFLICT_NOTHING" ? "nothing" : action === "ONCONFLICT_UPDATE" ? "update" : undefined,
    notExists: addsOnlyWhatIsMissing(statement),
    query,
  };
}

function update(statement: UpdateStmt, query: Query, context: NodeContext): Draft {
  return {
    kind: "update",
    ...common(context),
    table: qualifiedName(statement.relation),
    columns: columnsOf(statement.targetList),
    hasWhere: holdsBack(statement.whereClause),
    selfReferencing: selfReferencingColumns(statement),
    batched: isBatched(statement.whereClause),
    query,
  };
}

function remove(statement: DeleteStmt, query: Query, context: NodeContext): Draft {
  return {
    kind: "delete",
    ...common(context),
    table: qualifiedName(statement.relation),
    hasWhere: holdsBack(statement.whereClause),
    batched: isBatched(statement.whereClause),
    query,
  };
}

/** A `SELECT` counts for what it does: the routines that it calls without selecting from anything, or nothing. */
function select(node: Node, context: NodeContext): readonly Draft[] {
  const calls = callsOf(node);
  if (calls.length === 0) return [notSchema("SELECT", node, context)];
  const query = context.readQueryNode(node);
  return calls.map((call) => settingOf(call, context) ?? routineCall(call, query, context));
}

/** `COPY (DELETE … RETURNING …) TO …` deletes all the same. */
function copyOfQuery(query: Node | undefined, context: NodeContext): readonly Draft[] {
  const effects = query === undefined || "SelectStmt" in query ? undefined : dataOperations(query, context);
  return effects ?? [notSchema("COPY", query, context)];
}

/** Operations of the statements in WITH that change rows. */
function writesInWith(node: Node, context: NodeContext): readonly Draft[] {
  return (withClauseOf(node)?.ctes ?? []).flatMap((cte) => {
    const query = "CommonTableExpr" in cte ? cte.CommonTableExpr.ctequery : undefined;
    return query === undefined || "SelectStmt" in query ? [] : (dataOperations(query, context) ?? []);
  });
}

function withClauseOf(node: Node): WithClause | undefined {
  if ("SelectStmt" in node) return node.SelectStmt.withClause;
  if ("InsertStmt" in node) return node.InsertStmt.withClause;
  if ("UpdateStmt" in node) return node.UpdateStmt.withClause;
  if ("DeleteStmt" in node) return node.DeleteStmt.withClause;
  return "MergeStmt" in node ? node.MergeStmt.withClause : undefined;
}

function targetCalls(statement: SelectStmt): readonly FuncCall[] {
  return (statement.targetList ?? []).flatMap((target) => {
    let value = "ResTarget" in target ? target.ResTarget.val : undefined;
    while (value !== undefined && "TypeCast" in value) value = value.TypeCast.arg;
    return value !== undefined && "FuncCall" in value ? [value.FuncCall] : [];
  });
}

function routineCall(call: FuncCall, query: Query, context: NodeContext): Draft {
  const routine = nameOfNodes(call.funcname);
  const given = argumentsOf(call, context.scope);
  return { kind: "call-routine", ...common(context), routine, query, arguments: given, followed: false };
}

/** `set_config('search_path', '', false)` is a SET. */
function settingOf(call: FuncCall, context: NodeContext): Draft | undefined {
  if (nameOfNodes(call.funcname).name !== "set_config") return undefined;
  const [parameter, value, local] = call.args ?? [];
  const name = stringConstant(parameter);
  const text = stringConstant(value);
  if (name === undefined || text === undefined) return undefined;
  const isLocal = local !== undefined && "A_Const" in local && local.A_Const.boolval?.boolval === true;
  return { kind: "set-parameter", ...common(context), parameter: name.toLowerCase(), value: text, local: isLocal };
}

/** What a string constant says; `undefined` for anything else. */
function stringConstant(node: Node | undefined): string | undefined {
  return node !== undefined && "A_Const" in node && node.A_Const.sval !== undefined
    ? (node.A_Const.sval.sval ?? "")
    : undefined;
}

function notSchema(command: string, query: Node | undefined, context: NodeContext): Draft {
  return {
    kind: "not-schema",
    ...common(context),
    command,
    target: undefined,
    full: false,
    query: query === undefined ? undefined : context.readQueryNode(query),
  };
}
