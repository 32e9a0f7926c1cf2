import type { SelectStmt } from "libpg-query";
import type { Catalog, SqlValue } from "../../../model/catalog.ts";

/** One column of a row; its value is `undefined` where it cannot be known. */
export type Cell = { readonly name: string; readonly value: SqlValue | undefined };

export type Row = readonly Cell[];

/** What names mean where an expression stands. */
export type Scope = {
  /** A variable, column or parameter by the parts of its name; `undefined` where there is none of it or its value is not known. */
  readonly lookUp: (parts: readonly string[]) => SqlValue | undefined;
  readonly catalog: Catalog | undefined;
  /** The rows of a query within an expression. Throws `Undecided`. */
  readonly select: (select: SelectStmt, scope: Scope) => readonly Row[];
};
