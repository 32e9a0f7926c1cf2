import type { SelectStmt } from "libpg-query";
import type { Query } from "../../../model/schema.ts";
import type { Scope } from "../generic/query-scope.ts";
import { QueryReader } from "./query-reader.ts";
import type { Node } from "./syntax-tree.ts";

const noScope: Scope = { sources: [], ctes: new Map(), outer: undefined };
const noVariables: ReadonlySet<string> = new Set();

/**
 * Reads a statement as the tables and columns that it reads and writes. `variables` are names that mean no column where nothing
 * qualifies them: a routine's parameters and variables. What is no query becomes one of operation `other`.
 */
export function readQueryNode(node: Node, variables: ReadonlySet<string> = noVariables): Query {
  const reader = new QueryReader(variables);
  const output = reader.statement(node, noScope);
  return {
    operation: operationOf(node),
    tables: reader.uses.tables,
    columns: reader.uses.columns,
    output,
    routines: reader.uses.routines,
    ...boundsOf(node),
    parameters: reader.uses.parameters,
  };
}

function operationOf(node: Node): Query["operation"] {
  if ("SelectStmt" in node) return "select";
  if ("InsertStmt" in node) return "insert";
  if ("UpdateStmt" in node) return "update";
  if ("DeleteStmt" in node) return "delete";
  if ("MergeStmt" in node) return "merge";
  return "CallStmt" in node ? "call" : "other";
}

function boundsOf(node: Node): Pick<Query, "hasWhere" | "hasLimit" | "hasOffset"> {
  if ("SelectStmt" in node) {
    const { limitCount, limitOffset } = node.SelectStmt;
    return {
      hasWhere: hasWhere(node.SelectStmt),
      hasLimit: limitCount !== undefined,
      hasOffset: limitOffset !== undefined,
    };
  }
  const changes = "UpdateStmt" in node ? node.UpdateStmt : "DeleteStmt" in node ? node.DeleteStmt : undefined;
  return { hasWhere: changes?.whereClause !== undefined, hasLimit: false, hasOffset: false };
}

function hasWhere(select: SelectStmt): boolean {
  let arm: SelectStmt | undefined = select;
  for (; arm?.larg !== undefined; arm = arm.larg) if (arm.rarg?.whereClause !== undefined) return true;
  return arm?.whereClause !== undefined;
}
