import type { DatabaseContract } from "../../model/contract.ts";
import type { QualifiedName } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import type { Dialect } from "../../model/schema.ts";
import { statedAccess } from "./stated-access.ts";

/** Why a grant reaches further than anybody can have meant. */
export type Breadth = "public" | "grant-option" | "all-privileges" | "all-tables";

/** Whether it is about tables and views, which Role-Based Access speaks of. */
export function isOnTables({ object }: OperationOf<"grant">): boolean {
  return object === "table" || object === "view" || object === "materialized view";
}

/** The objects by the names that the contract has for them: MySQL's statements put the database before, which the contract is about as a whole. */
export function contractNames({ names }: OperationOf<"grant">, dialect: Dialect): readonly QualifiedName[] {
  return dialect === "mysql" ? names.map(({ name }) => ({ schema: undefined, name })) : names;
}

/** Privileges as SQL calls them, in capitals; `ALL` for all. */
export function privilegesOf({ privileges }: OperationOf<"grant">): readonly string[] {
  return privileges.map((one) => (/^all\b/i.test(one) ? "ALL" : one.toUpperCase()));
}

/** A role that the statement names, rather than everybody, the present user or a placeholder of the tool. */
export function isWrittenRole({ statement }: OperationOf<"grant">, role: string): boolean {
  if (/^(?:public|current_user|current_role|session_user)$/i.test(role)) return false;
  return statement.text.toLowerCase().includes(role.toLowerCase());
}

/** The reason why a grant is too broad; `undefined` where it is not, or where the contract states the same for each of its roles. */
export function tooBroad(operation: OperationOf<"grant">, contract: DatabaseContract | undefined): Breadth | undefined {
  if (operation.revoke) return undefined;
  if (operation.roles.some((role) => /^public$/i.test(role)) && !isOpenAnyway(operation))
    return isStatedFor("public", operation, contract) ? undefined : "public";
  if (operation.grantOption) return "grant-option";
  const breadth = breadthOf(operation);
  if (breadth === undefined || contract === undefined) return breadth;
  const roles = operation.roles.filter((role) => isWrittenRole(operation, role));
  // Where the contract lists the role, it is measured by what stands there: that is the sharper finding.
  return roles.length > 0 && roles.every((role) => isListed(role, contract)) ? undefined : breadth;
}

function breadthOf(operation: OperationOf<"grant">): Breadth | undefined {
  const isAll = privilegesOf(operation).includes("ALL");
  if (isAll && (isOnTables(operation) || operation.object === "database")) return "all-privileges";
  return operation.allInSchema && isOnTables(operation) ? "all-tables" : undefined;
}

/** PostgreSQL gives these to everybody by itself: functions, types, connecting, and looking into a schema is nothing yet. */
function isOpenAnyway(operation: OperationOf<"grant">): boolean {
  const only = (...names: readonly string[]) => privilegesOf(operation).every((one) => names.includes(one));
  switch (operation.object) {
    case "function":
    case "procedure":
    case "aggregate":
    case "routine":
      return only("EXECUTE", "ALL");
    case "type":
    case "domain":
      return only("USAGE", "ALL");
    case "database":
      return only("CONNECT", "TEMPORARY", "TEMP");
    case "schema":
      return only("USAGE");
    default:
      return false;
  }
}

function isListed(role: string, contract: DatabaseContract): boolean {
  return statedAccess(contract, role, undefined).kind !== "unknown-role";
}

function isStatedFor(role: string, operation: OperationOf<"grant">, contract: DatabaseContract | undefined): boolean {
  if (contract === undefined || !isOnTables(operation)) return false;
  return (operation.allInSchema ? [undefined] : operation.names).every((table) => {
    const stated = statedAccess(contract, role, table);
    if (stated.kind !== "stated") return false;
    return privilegesOf(operation).every((one) => stated.privileges.has("ALL") || stated.privileges.has(one));
  });
}
