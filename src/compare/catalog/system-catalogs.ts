import type { CatalogRow } from "../../model/catalog.ts";
import type { QualifiedName } from "../../model/name.ts";
import type { Constraint, ReferentialAction, Table } from "../../model/schema.ts";
import type { CatalogRelation } from "./catalog-relation.ts";
import { columnNumbers, columnsOfConstraint, namespaceId, partId, relationId, typeId } from "./catalog-values.ts";
import { indexesOf } from "./system-views.ts";

const constraintLetters = {
  "primary-key": "p",
  unique: "u",
  "foreign-key": "f",
  check: "c",
  exclude: "x",
  "not-null": "n",
} satisfies Record<Constraint["kind"], string>;

const actionLetters = {
  "no action": "a",
  restrict: "r",
  cascade: "c",
  "set null": "n",
  "set default": "d",
} satisfies Record<ReferentialAction, string>;

/** The tables of `pg_catalog`, as far as a schema knows their columns. Its own objects are no part of them. */
export const systemCatalogs = {
  *pg_namespace({ namespaces }) {
    for (const nspname of ["public", "pg_catalog", "information_schema", ...namespaces.keys()])
      yield { oid: { of: "namespace", name: nspname }, nspname };
  },
  *pg_class(schema) {
    const row = (name: QualifiedName, relkind: string): CatalogRow => ({
      oid: relationId(name),
      relname: name.name,
      relnamespace: namespaceId(name),
      relkind,
    });
    for (const table of schema.tables.values()) {
      yield {
        ...row(table.name, table.partitionBy === undefined ? "r" : "p"),
        relrowsecurity: table.rowSecurity !== "off",
        relforcerowsecurity: table.rowSecurity === "forced",
        relpersistence: { permanent: "p", unlogged: "u", temporary: "t" }[table.persistence],
        relispartition: table.partitionOf !== undefined,
        relnatts: table.columns.length,
      };
    }
    for (const view of schema.views.values()) yield row(view.name, view.materialized ? "m" : "v");
    for (const sequence of schema.sequences.values()) yield row(sequence.name, "S");
    for (const { owner, index } of indexesOf(schema)) yield row({ schema: owner.schema, name: index }, "i");
  },
  *pg_attribute({ tables, views }) {
    for (const { name, columns } of tables.values()) {
      for (const [at, column] of columns.entries()) {
        yield {
          attrelid: relationId(name),
          attname: column.name,
          attnum: at + 1,
          attnotnull: !column.nullable,
          atthasdef: column.default !== undefined || column.generated !== undefined,
          attisdropped: false,
          attidentity: column.identity === undefined ? "" : column.identity === "always" ? "a" : "d",
          attgenerated: column.generated === undefined ? "" : column.generated.kind === "stored" ? "s" : "v",
        };
      }
    }
    for (const { name, columns } of views.values()) {
      for (const [at, column] of columns.entries())
        yield { attrelid: relationId(name), attname: column.name, attnum: at + 1, attisdropped: false };
    }
  },
  *pg_constraint({ tables, types }) {
    for (const table of tables.values())
      for (const constraint of table.constraints) yield constraintRow(table, constraint);
    for (const type of types.values()) {
      for (const { name } of type.kind === "domain" ? type.checks : [])
        yield {
          conname: name,
          connamespace: namespaceId(type.name),
          contype: "c",
          conrelid: 0,
          contypid: typeId(type.name),
        };
    }
  },
  *pg_index(schema) {
    for (const { owner, index, unique, primary, columns } of indexesOf(schema)) {
      const table = schema.tables.get(relationId(owner).name);
      yield {
        indexrelid: relationId({ schema: owner.schema, name: index }),
        indrelid: relationId(owner),
        indisunique: unique,
        indisprimary: primary,
        indkey: table === undefined || columns === undefined ? undefined : columnNumbers(table, columns),
      };
    }
  },
  *pg_trigger({ tables }) {
    for (const { name, triggers, constraints } of tables.values()) {
      for (const trigger of triggers) {
        yield {
          oid: partId("trigger", name, trigger.name),
          tgname: trigger.name,
          tgrelid: relationId(name),
          tgisinternal: false,
          tgenabled: { origin: "O", disabled: "D", replica: "R", always: "A" }[trigger.enabled],
        };
      }
      // A foreign key has triggers of the server's own, here and at its target, under names that only the server knows.
      if (constraints.some(({ kind }) => kind === "foreign-key"))
        yield { tgname: partId("trigger", name, "internal"), tgrelid: relationId(name), tgisinternal: true };
    }
  },
  *pg_type({ types, tables, views }) {
    const letters = { enum: "e", domain: "d", composite: "c", range: "r", base: "b" };
    const row = (name: QualifiedName, typtype: string, relation?: QualifiedName): CatalogRow => ({
      oid: typeId(name),
      typname: name.name,
      typnamespace: namespaceId(name),
      typtype,
      typrelid: relation === undefined ? 0 : relationId(relation),
    });
    for (const type of types.values()) yield row(type.name, letters[type.kind]);
    for (const { name } of [...tables.values(), ...views.values()]) yield row(name, "c", name);
  },
  *pg_enum({ types }) {
    for (const type of types.values()) {
      if (type.kind !== "enum") continue;
      for (const [at, enumlabel] of type.values.entries())
        yield { enumtypid: typeId(type.name), enumlabel, enumsortorder: at + 1 };
    }
  },
  *pg_proc({ routines }) {
    for (const { name, kind, signature, parameters } of routines.values()) {
      yield {
        oid: { of: "routine", name: signature },
        proname: name.name,
        pronamespace: namespaceId(name),
        prokind: { function: "f", procedure: "p", aggregate: "a" }[kind],
        pronargs: parameters.filter(({ mode }) => mode !== "out" && mode !== "table").length,
      };
    }
  },
  *pg_policy({ tables }) {
    for (const { name, policies } of tables.values())
      for (const policy of policies) yield { polname: policy.name, polrelid: relationId(name) };
  },
  *pg_inherits({ tables }) {
    for (const { name, inherits, partitionOf } of tables.values()) {
      const parents = partitionOf === undefined ? inherits : [partitionOf.parent];
      for (const [at, parent] of parents.entries())
        yield { inhrelid: relationId(name), inhparent: relationId(parent), inhseqno: at + 1 };
    }
  },
  *pg_extension({ extensions }) {
    yield { extname: "plpgsql" };
    for (const extname of extensions.keys()) yield { extname };
  },
} satisfies Record<string, CatalogRelation>;

function constraintRow(table: Table, constraint: Constraint): CatalogRow {
  const columns = columnsOfConstraint(constraint);
  const row = {
    oid: partId("constraint", table.name, constraint.name),
    conname: constraint.name,
    connamespace: namespaceId(table.name),
    contype: constraintLetters[constraint.kind],
    conrelid: relationId(table.name),
    contypid: 0,
    conkey: columns === undefined ? undefined : columnNumbers(table, columns),
    convalidated: "validated" in constraint ? constraint.validated : true,
    condeferrable: "deferral" in constraint && constraint.deferral !== "not deferrable",
  };
  if (constraint.kind !== "foreign-key") return { ...row, confrelid: 0 };
  return {
    ...row,
    confrelid: relationId(constraint.references.table),
    confdeltype: actionLetters[constraint.onDelete],
    confupdtype: actionLetters[constraint.onUpdate],
  };
}
