import type { SelectStmt } from "libpg-query";
import { common, dataOperations } from "./data-operations.ts";
import { ddlOperations } from "./ddl-operations.ts";
import type { Draft, NodeContext } from "./node-context.ts";
import { sessionOperations } from "./session-operations.ts";
import { kindOf, type Node } from "./syntax-tree.ts";

/** What one statement does. DO blocks are not read here; a statement that nobody knows is DDL that changes nothing a contract states. */
export function statementOperations(node: Node, context: NodeContext): readonly Draft[] {
  const known =
    sessionOperations(node, context) ?? ddlOperations(asDdl(node), context) ?? dataOperations(node, context);
  return known ?? [{ kind: "other-ddl", ...common(context), command: commandOf(node), name: undefined }];
}

/** `SELECT … INTO table` is `CREATE TABLE table AS SELECT …`. */
function asDdl(node: Node): Node {
  if (!("SelectStmt" in node) || node.SelectStmt.intoClause === undefined) return node;
  const { intoClause: into, ...select }: SelectStmt = node.SelectStmt;
  return { CreateTableAsStmt: { query: { SelectStmt: select }, into, objtype: "OBJECT_TABLE", is_select_into: true } };
}

/** `AlterOwnerStmt` → `ALTER OWNER`. */
function commandOf(node: Node): string {
  return (kindOf(node) ?? "")
    .replace(/Stmt$/, "")
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toUpperCase();
}
