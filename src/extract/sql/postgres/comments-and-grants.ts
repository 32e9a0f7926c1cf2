import type { AlterDefaultPrivilegesStmt, CommentStmt, GrantRoleStmt, GrantStmt, ObjectType } from "libpg-query";
import type { QualifiedName } from "../../../model/name.ts";
import type { Operation, OperationOf } from "../../../model/operation.ts";
import type { NodeContext } from "./node-context.ts";
import { namedObject, objectKind, partOfTable } from "./object-kinds.ts";
import { frame } from "./operation-frame.ts";
import { roleNames } from "./policies.ts";
import { optionOf } from "./statement-options.ts";
import { itemsOf, stringsOf } from "./syntax-tree.ts";

/** Kinds that are parts of a table or domain, whose name is a list of both. */
const partKinds: ReadonlySet<ObjectType> = new Set([
  "OBJECT_COLUMN",
  "OBJECT_TABCONSTRAINT",
  "OBJECT_DOMCONSTRAINT",
  "OBJECT_TRIGGER",
  "OBJECT_POLICY",
  "OBJECT_RULE",
]);

/** `COMMENT ON`. An empty comment is none, as for the server. */
export function commentOn(
  { objtype: type, object, comment }: CommentStmt,
  context: NodeContext,
): readonly OperationOf<"comment-on">[] {
  const isPart = type !== undefined && partKinds.has(type);
  const { table, part } = partOfTable(object);
  return [
    {
      kind: "comment-on",
      ...frame(context),
      object: type === "OBJECT_DOMCONSTRAINT" ? "constraint" : objectKind(type),
      name: isPart ? table : namedObject(object).name,
      part: isPart ? part : undefined,
      comment: comment === "" ? undefined : comment,
    },
  ];
}

/** `GRANT` and `REVOKE` of privileges on objects. */
export function grantPrivileges(statement: GrantStmt, context: NodeContext): readonly OperationOf<"grant">[] {
  const names = (statement.objects ?? []).map((object) => namedObject(object).name);
  return [grantOf(statement, names, statement.targtype === "ACL_TARGET_ALL_IN_SCHEMA", context)];
}

/** `ALTER DEFAULT PRIVILEGES`: its names are the schemas it speaks of, none for all. */
export function defaultPrivileges(
  { action, options }: AlterDefaultPrivilegesStmt,
  context: NodeContext,
): readonly OperationOf<"grant">[] {
  const schemas = stringsOf(itemsOf(optionOf(options, "schemas")?.arg));
  return [
    grantOf(
      action ?? {},
      schemas.map((name) => ({ schema: undefined, name })),
      true,
      context,
    ),
  ];
}

/** `GRANT role TO role`. */
export function grantRoles(
  { is_grant: isGrant, granted_roles: roles }: GrantRoleStmt,
  context: NodeContext,
): readonly Operation[] {
  const [first] = roles ?? [];
  const role = first !== undefined && "AccessPriv" in first ? first.AccessPriv.priv_name : undefined;
  const name = role === undefined ? undefined : { schema: undefined, name: role };
  return [{ kind: "other-ddl", ...frame(context), command: isGrant === true ? "GRANT ROLE" : "REVOKE ROLE", name }];
}

function grantOf(
  statement: GrantStmt,
  names: readonly QualifiedName[],
  allInSchema: boolean,
  context: NodeContext,
): OperationOf<"grant"> {
  const privileges = (statement.privileges ?? []).flatMap((node) => ("AccessPriv" in node ? [node.AccessPriv] : []));
  return {
    kind: "grant",
    ...frame(context),
    revoke: statement.is_grant !== true,
    privileges: privileges.length === 0 ? ["all"] : privileges.map((privilege) => privilege.priv_name ?? "all"),
    object: objectKind(statement.objtype),
    names,
    allInSchema,
    roles: roleNames(statement.grantees),
    columns: [...new Set(privileges.flatMap(({ cols }) => stringsOf(cols)))],
    grantOption: statement.grant_option === true,
  };
}
