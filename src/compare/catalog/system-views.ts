import type { QualifiedName } from "../../model/name.ts";
import type { Index, Schema } from "../../model/schema.ts";
import type { CatalogRelation } from "./catalog-relation.ts";
import { spaceOf } from "./catalog-values.ts";

/** `pg_tables` and its like. */
export const systemViews = {
  *pg_tables({ tables }) {
    for (const { name, indexes, triggers, rowSecurity } of tables.values()) {
      yield {
        schemaname: spaceOf(name),
        tablename: name.name,
        tablespace: null,
        rowsecurity: rowSecurity !== "off",
        hastriggers: triggers.length > 0 ? true : undefined,
        hasindexes: indexes.length > 0 ? true : undefined,
      };
    }
  },
  *pg_views({ views }) {
    for (const { name, materialized } of views.values())
      if (!materialized) yield { schemaname: spaceOf(name), viewname: name.name };
  },
  *pg_matviews({ views }) {
    for (const { name, materialized, indexes } of views.values()) {
      if (!materialized) continue;
      yield { schemaname: spaceOf(name), matviewname: name.name, hasindexes: indexes.length > 0 };
    }
  },
  *pg_sequences({ sequences }) {
    for (const { name } of sequences.values()) yield { schemaname: spaceOf(name), sequencename: name.name };
  },
  *pg_indexes(schema) {
    for (const { owner, index } of indexesOf(schema))
      yield { schemaname: spaceOf(owner), tablename: owner.name, indexname: index };
  },
  *pg_policies({ tables }) {
    for (const { name, policies } of tables.values()) {
      for (const policy of policies) {
        yield {
          schemaname: spaceOf(name),
          tablename: name.name,
          policyname: policy.name,
          permissive: policy.permissive ? "PERMISSIVE" : "RESTRICTIVE",
          cmd: policy.command.toUpperCase(),
        };
      }
    }
  },
} satisfies Record<string, CatalogRelation>;

/** Every index with the table or view that it is on, those behind constraints included. */
export function* indexesOf({ tables, views }: Schema): Iterable<{
  readonly owner: QualifiedName;
  readonly index: string;
  readonly unique: boolean;
  readonly primary: boolean;
  /** The columns it begins with; `undefined` where one is an expression. */
  readonly columns: readonly string[] | undefined;
}> {
  for (const { name, indexes, constraints } of tables.values()) {
    for (const index of indexes) yield { owner: name, index: index.name, primary: false, ...shapeOf(index) };
    for (const constraint of constraints) {
      if (constraint.kind !== "primary-key" && constraint.kind !== "unique" && constraint.kind !== "exclude") continue;
      const columns = constraint.kind === "exclude" ? undefined : constraint.columns;
      const primary = constraint.kind === "primary-key";
      yield { owner: name, index: constraint.name, unique: constraint.kind !== "exclude", primary, columns };
    }
  }
  for (const { name, indexes } of views.values())
    for (const index of indexes) yield { owner: name, index: index.name, primary: false, ...shapeOf(index) };
}

function shapeOf({ unique, elements }: Index) {
  const columns = elements.flatMap(({ column }) => column ?? []);
  return { unique, columns: columns.length === elements.length ? columns : undefined };
}
