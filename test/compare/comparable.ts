import {
  constraintDefinition,
  indexDefinition,
  policyDefinition,
  routineDefinition,
  sequenceDefinition,
  triggerDefinition,
  typeDefinition,
} from "../../src/compare/definitions.ts";
import { keyOf } from "../../src/model/name.ts";
import type { Constraint, Routine, Schema, Table, View } from "../../src/model/schema.ts";

/** A schema as flat text, one line per fact, so that two of them can be compared and their difference read. */
export function comparable(schema: Schema): ReadonlySet<string> {
  const lines = new Set<string>();
  for (const name of schema.namespaces.keys()) lines.add(`schema ${name}`);
  for (const { name, schema: home } of schema.extensions.values())
    lines.add(`extension ${name} in ${home ?? "public"}`);
  for (const table of schema.tables.values()) for (const line of tableLines(table)) lines.add(line);
  for (const view of schema.views.values()) for (const line of viewLines(view)) lines.add(line);
  for (const sequence of schema.sequences.values()) lines.add(sequenceDefinition(sequence));
  for (const type of schema.types.values()) {
    lines.add(type.kind === "domain" ? typeDefinition({ ...type, checks: sorted(type.checks) }) : typeDefinition(type));
  }
  for (const routine of schema.routines.values()) lines.add(routineLine(routine));
  return lines;
}

function sorted<P extends { readonly name: string }>(parts: readonly P[]): readonly P[] {
  return parts.toSorted((left, right) => (left.name < right.name ? -1 : 1));
}

function tableLines(table: Table): readonly string[] {
  const key = keyOf(table.name);
  const { partitionBy, partitionOf } = table;
  const inherits = table.inherits.map(keyOf).join(", ");
  return [
    `table ${key}: ${table.persistence}, row security ${table.rowSecurity}, comment ${table.comment}`,
    `table ${key} partitioned by ${partitionBy && `${partitionBy.strategy.toLowerCase()} (${partitionBy.keys.join(", ")})`}`,
    `table ${key} partition of ${partitionOf && `${keyOf(partitionOf.parent)} ${partitionOf.bound}`}; inherits ${inherits}`,
    ...table.columns.map(
      (column, at) =>
        `column ${key}.${at + 1} ${column.name} ${column.type?.meaning} ${column.nullable ? "null" : "not null"} default ${column.default?.meaning} generated ${column.generated && `${column.generated.kind} ${column.generated.expression.meaning}`} identity ${column.identity} collate ${column.collation} comment ${column.comment}`,
    ),
    ...table.constraints.map((each) => `constraint ${key}.${each.name} ${constraintDefinition(each)}`),
    ...table.indexes.map((each) => `index ${key}: ${indexDefinition(each, table)}`),
    ...table.triggers.map((each) => `trigger ${key}: ${triggerDefinition(each, table)}`),
    ...table.policies.map(
      (each) => `policy ${key}: ${policyDefinition({ ...each, roles: each.roles.toSorted() }, table)}`,
    ),
  ];
}

function viewLines(view: View): readonly string[] {
  const key = keyOf(view.name);
  return [
    `${view.materialized ? "materialized " : ""}view ${key} comment ${view.comment}`,
    ...view.columns.map((column, at) => `column ${key}.${at + 1} ${column.name} ${column.type?.meaning}`),
    ...view.indexes.map((each) => `index ${key}: ${indexDefinition(each, view)}`),
    ...view.triggers.map((each) => `trigger ${key}: ${triggerDefinition(each, view)}`),
  ];
}

function routineLine(routine: Routine): string {
  if (routine.kind === "aggregate") return `aggregate ${routine.signature}`;
  return `${routine.signature}: ${routineDefinition(routine)}`;
}

/**
 * The server's schema as far as ours makes a claim: types of query outputs that only the server knows, bodies that it reprints and
 * not-null constraints under names of its own choosing are left out.
 */
export function asFarAsClaimed(server: Schema, ours: Schema): Schema {
  const tables = new Map(
    [...server.tables].map(([key, table]) => {
      const own = ours.tables.get(key);
      const claimed = (each: Constraint) =>
        each.kind !== "not-null" ||
        own?.constraints.some(({ name }) => name === each.name) ||
        !/_not_null\d*$/.test(each.name);
      const columns = claimedTypes(table.columns, own?.columns);
      return [key, { ...table, columns, constraints: table.constraints.filter(claimed) }];
    }),
  );
  const views = new Map(
    [...server.views].map(([key, view]) => [
      key,
      { ...view, columns: claimedTypes(view.columns, ours.views.get(key)?.columns) },
    ]),
  );
  return { ...server, tables, views };
}

function claimedTypes<C extends { readonly type: unknown }>(
  columns: readonly C[],
  ours: readonly { readonly type: unknown }[] | undefined,
): readonly C[] {
  return columns.map((column, at) =>
    ours?.[at] !== undefined && ours[at].type === undefined ? { ...column, type: undefined } : column,
  );
}

/** Our schema without what the server's catalog has no text for: bodies of routines that it keeps parsed, and what an aggregate is made of. */
export function asFarAsKept(ours: Schema, server: Schema): Schema {
  const routines = new Map(
    [...ours.routines].map(([key, routine]) => {
      const theirs = server.routines.get(key);
      if (routine.kind === "aggregate" && theirs?.kind === "aggregate") return [key, theirs];
      return [key, theirs !== undefined && theirs.body === "" ? { ...routine, body: "" } : routine];
    }),
  );
  return { ...ours, routines };
}
