import { common, dataOperations } from "./data-operations.ts";
import { ddlOperations } from "./ddl-operations.ts";
import type { Draft, NodeContext } from "./node-context.ts";
import { sessionOperations } from "./session-operations.ts";
import { kindOf, type Node } from "./syntax-tree.ts";

/** What one statement does; DO blocks are not read here. A statement that nobody knows is DDL that changes nothing a contract states. */
export function statementOperations(node: Node, context: NodeContext): readonly Draft[] {
  const known = sessionOperations(node, context) ?? ddlOperations(node, context) ?? dataOperations(node, context);
  return known ?? [{ kind: "other-ddl", ...common(context), command: commandOf(node), name: undefined }];
}

/** `AlterOwnerStmt` → `ALTER OWNER`. */
function commandOf(node: Node): string {
  return (kindOf(node) ?? "")
    .replace(/Stmt$/, "")
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toUpperCase();
}
