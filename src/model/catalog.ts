import type { QualifiedName } from "./name.ts";

/** An object's number in the catalog, which only stands for its name: `'orders'::regclass`. */
export type ObjectId = {
  readonly of: "relation" | "namespace" | "type" | "routine" | "constraint" | "trigger";
  /** As `keyOf` spells it. */
  readonly name: string;
};

/** A value of SQL. Numbers and strings compare as SQL compares them, the types of text are not told apart. */
export type SqlValue = string | number | boolean | null | ObjectId | readonly SqlValue[];

/** A row of a catalog's table or view. A column that is missing or `undefined` cannot be known from a schema. */
export type CatalogRow = { readonly [column: string]: SqlValue | undefined };

/** What the server would answer of its own tables, `pg_catalog` and `information_schema`. */
export interface Catalog {
  /** `undefined` for what a schema does not tell, and for everything that is no catalog. */
  rows(relation: QualifiedName): readonly CatalogRow[] | undefined;
}

/** An argument of a call; `value` is `undefined` where it takes the server, or the data, to know. */
export type CallArgument = { readonly name: string | undefined; readonly value: SqlValue | undefined };
