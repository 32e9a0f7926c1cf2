import type { AlterPolicyStmt, CreatePolicyStmt, RoleSpec } from "libpg-query";
import type { OperationOf } from "../../../model/operation.ts";
import type { Policy } from "../../../model/schema.ts";
import { readExpressionNode } from "./expression.ts";
import { qualifiedName } from "./names.ts";
import type { NodeContext } from "./node-context.ts";
import { frame } from "./operation-frame.ts";
import type { Node } from "./syntax-tree.ts";
import { firstParenthesised, textAfter } from "./written-text.ts";

/** `CREATE POLICY`. */
export function createPolicy(
  statement: CreatePolicyStmt,
  context: NodeContext,
): readonly OperationOf<"create-policy">[] {
  return [
    {
      kind: "create-policy",
      ...frame(context),
      table: qualifiedName(statement.table),
      policy: {
        name: statement.policy_name ?? "",
        permissive: statement.permissive === true,
        command: commandOf(statement.cmd_name),
        roles: roleNames(statement.roles),
        using: condition(statement.qual, "using", statement, context),
        check: condition(statement.with_check, "check", statement, context),
      },
    },
  ];
}

/** `ALTER POLICY`: only what it names changes. */
export function alterPolicy(statement: AlterPolicyStmt, context: NodeContext): readonly OperationOf<"alter-policy">[] {
  const using = condition(statement.qual, "using", statement, context);
  const check = condition(statement.with_check, "check", statement, context);
  return [
    {
      kind: "alter-policy",
      ...frame(context),
      table: qualifiedName(statement.table),
      policy: statement.policy_name ?? "",
      set: {
        ...(statement.roles === undefined ? {} : { roles: roleNames(statement.roles) }),
        ...(using === undefined ? {} : { using }),
        ...(check === undefined ? {} : { check }),
      },
    },
  ];
}

/** Names of roles; the grammar's special ones in lower case, `public`, `current_user`. */
export function roleNames(nodes: readonly Node[] | undefined): readonly string[] {
  return (nodes ?? []).flatMap((node) => ("RoleSpec" in node ? [roleName(node.RoleSpec)] : []));
}

/** One role's name. */
export function roleName({ roletype, rolename }: RoleSpec): string {
  return rolename ?? (roletype ?? "").replace("ROLESPEC_", "").toLowerCase();
}

function commandOf(name: string | undefined): Policy["command"] {
  switch (name) {
    case "select":
    case "insert":
    case "update":
    case "delete":
      return name;
    default:
      return "all";
  }
}

function condition(
  node: Node | undefined,
  word: "using" | "check",
  { table }: CreatePolicyStmt | AlterPolicyStmt,
  context: NodeContext,
): Policy["using"] {
  if (node === undefined) return undefined;
  const text = textAfter(context, table?.location ?? 0, [word]);
  return readExpressionNode(node, text === undefined ? undefined : firstParenthesised(text));
}
