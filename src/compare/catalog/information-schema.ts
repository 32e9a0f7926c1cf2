import type { CatalogRow, ObjectId } from "../../model/catalog.ts";
import { keyOf } from "../../model/name.ts";
import type { Column, Constraint, Schema, Table } from "../../model/schema.ts";
import { namedType } from "../type-names.ts";
import type { CatalogRelation } from "./catalog-relation.ts";
import { columnsOfConstraint, partId, spaceOf, standardTypeName, typeName } from "./catalog-values.ts";

const constraintTypes = {
  "primary-key": "PRIMARY KEY",
  unique: "UNIQUE",
  "foreign-key": "FOREIGN KEY",
  check: "CHECK",
  "not-null": "CHECK",
  exclude: undefined,
} satisfies Record<Constraint["kind"], string | undefined>;

/** The views of the standard, as far as a schema knows their columns. */
export const informationSchema = {
  *schemata({ namespaces }) {
    for (const schema_name of ["public", "pg_catalog", "information_schema", ...namespaces.keys()])
      yield { schema_name };
  },
  *tables({ tables, views }) {
    for (const { name, persistence } of tables.values()) {
      const table_type = persistence === "temporary" ? "LOCAL TEMPORARY" : "BASE TABLE";
      yield { table_schema: spaceOf(name), table_name: name.name, table_type };
    }
    for (const { name, materialized } of views.values())
      if (!materialized) yield { table_schema: spaceOf(name), table_name: name.name, table_type: "VIEW" };
  },
  *columns(schema) {
    for (const { name, columns } of schema.tables.values()) {
      for (const [at, column] of columns.entries())
        yield {
          table_schema: spaceOf(name),
          table_name: name.name,
          column_name: column.name,
          ordinal_position: at + 1,
          ...columnFacts(column, schema),
        };
    }
    for (const { name, materialized, columns } of schema.views.values()) {
      if (materialized) continue;
      for (const [at, column] of columns.entries())
        yield {
          table_schema: spaceOf(name),
          table_name: name.name,
          column_name: column.name,
          ordinal_position: at + 1,
          is_nullable: "YES",
          data_type: column.type === undefined ? undefined : standardTypeName(column.type),
        };
    }
  },
  *views({ views }) {
    for (const { name, materialized } of views.values())
      if (!materialized) yield { table_schema: spaceOf(name), table_name: name.name };
  },
  *sequences({ sequences }) {
    for (const { name } of sequences.values()) yield { sequence_schema: spaceOf(name), sequence_name: name.name };
  },
  *routines({ routines }) {
    for (const { name, kind } of routines.values()) {
      if (kind === "aggregate") continue;
      yield { routine_schema: spaceOf(name), routine_name: name.name, routine_type: kind.toUpperCase() };
    }
  },
  *triggers({ tables }) {
    for (const { name, triggers } of tables.values()) {
      for (const trigger of triggers) {
        for (const event of trigger.events) {
          yield {
            trigger_schema: spaceOf(name),
            trigger_name: trigger.name,
            event_object_schema: spaceOf(name),
            event_object_table: name.name,
            event_manipulation: (event.split(" ")[0] ?? "").toUpperCase(),
            action_timing: trigger.timing.toUpperCase(),
          };
        }
      }
    }
  },
  *table_constraints({ tables }) {
    for (const table of tables.values()) {
      for (const constraint of table.constraints) {
        const constraint_type = constraintTypes[constraint.kind];
        if (constraint_type !== undefined && constraint.kind !== "not-null")
          yield { ...constraintNames(table, constraint.name), constraint_type };
      }
      // A NOT NULL counts as a CHECK here, under a name that only the server knows.
      for (const { name, nullable } of table.columns) {
        const unnamed = partId("constraint", table.name, `${name} not null`);
        if (!nullable) yield { ...constraintNames(table, unnamed), constraint_type: "CHECK" };
      }
    }
  },
  *key_column_usage({ tables }) {
    for (const table of tables.values()) {
      for (const constraint of table.constraints) {
        if (constraint.kind === "not-null") continue;
        for (const [at, column_name] of (columnsOfConstraint(constraint) ?? []).entries())
          yield { ...constraintNames(table, constraint.name), column_name, ordinal_position: at + 1 };
      }
    }
  },
  *constraint_column_usage({ tables }) {
    for (const table of tables.values()) {
      for (const constraint of table.constraints) {
        const target = constraint.kind === "foreign-key" ? constraint.references.table : table.name;
        const columns =
          constraint.kind === "foreign-key" ? constraint.references.columns : columnsOfConstraint(constraint);
        const names = { table_schema: spaceOf(target), table_name: target.name };
        const own = { constraint_schema: spaceOf(table.name), constraint_name: constraint.name };
        if (constraint.kind === "not-null" || constraint.kind === "exclude") continue;
        for (const column_name of columns ?? [undefined]) yield { ...names, ...own, column_name };
      }
    }
  },
  *referential_constraints({ tables }) {
    for (const table of tables.values()) {
      for (const constraint of table.constraints) {
        if (constraint.kind !== "foreign-key") continue;
        const target = tables.get(keyOf(constraint.references.table));
        yield {
          constraint_schema: spaceOf(table.name),
          constraint_name: constraint.name,
          unique_constraint_schema: spaceOf(constraint.references.table),
          unique_constraint_name: target === undefined ? undefined : keyBehind(target, constraint.references.columns),
          delete_rule: constraint.onDelete.toUpperCase(),
          update_rule: constraint.onUpdate.toUpperCase(),
        };
      }
    }
  },
} satisfies Record<string, CatalogRelation>;

function constraintNames(table: Table, name: string | ObjectId): CatalogRow {
  const space = spaceOf(table.name);
  return { constraint_schema: space, constraint_name: name, table_schema: space, table_name: table.name.name };
}

function keyBehind(target: Table, columns: readonly string[]): string | undefined {
  const wanted = columns.join();
  return target.constraints.find(
    (each) => (each.kind === "primary-key" || each.kind === "unique") && each.columns.join() === wanted,
  )?.name;
}

function columnFacts({ type, nullable, identity, generated, default: value }: Column, schema: Schema): CatalogRow {
  const named = type === undefined ? undefined : namedType(type);
  const domain = named === undefined ? undefined : schema.types.get(keyOf(named));
  const actual = domain?.kind === "domain" && type?.dimensions === 0 ? domain.type : type;
  return {
    is_nullable: nullable ? "YES" : "NO",
    column_default: value === undefined && generated === undefined ? null : undefined,
    data_type: actual === undefined ? undefined : standardTypeName(actual),
    udt_name: actual === undefined ? undefined : typeName(actual),
    character_maximum_length: actual === undefined ? undefined : lengthOf(actual.base, actual.modifiers),
    is_identity: identity === undefined ? "NO" : "YES",
    identity_generation: identity === undefined ? null : identity.toUpperCase(),
    is_generated: generated === undefined ? "NEVER" : "ALWAYS",
  };
}

function lengthOf(base: string, [length]: readonly string[]): number | null {
  if (!/^(?:character varying|character|bit|bit varying)$/.test(base)) return null;
  return length === undefined ? null : Number(length);
}
