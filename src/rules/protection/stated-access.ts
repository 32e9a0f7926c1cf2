import type { DatabaseContract, RoleGrant } from "../../model/contract.ts";
import { type QualifiedName, sameName } from "../../model/name.ts";

/** What the contract's Role-Based Access says of one role and one table. */
export type StatedAccess =
  /** No row names the role. */
  | { readonly kind: "unknown-role" }
  /** A row of the role says something that cannot be read as privileges. */
  | { readonly kind: "unclear" }
  /** Privileges as SQL calls them; `ALL` stands for all. Empty where no row of the role covers the table. */
  | { readonly kind: "stated"; readonly privileges: ReadonlySet<string>; readonly rows: readonly RoleGrant[] };

/** Looks up what a role may do on a table; without a table, on all of them. */
export function statedAccess(
  { roles }: DatabaseContract,
  role: string,
  table: QualifiedName | undefined,
): StatedAccess {
  const own = roles.filter((row) => row.role.toLowerCase() === role.toLowerCase());
  if (own.length === 0) return { kind: "unknown-role" };
  const rows = own.filter((row) => (table === undefined ? row.tables === undefined : covers(row, table)));
  if (rows.some(({ permissions }) => permissions === undefined)) return { kind: "unclear" };
  return { kind: "stated", privileges: new Set(rows.flatMap(({ permissions }) => permissions ?? [])), rows: own };
}

/** Whether a row of the table of roles speaks of a database table. */
export function covers({ tables, except }: RoleGrant, table: QualifiedName): boolean {
  const isIn = (names: readonly QualifiedName[]) =>
    names.some((name) => (name.name === "*" ? name.schema === table.schema : sameName(name, table)));
  return !isIn(except) && (tables === undefined || isIn(tables));
}
