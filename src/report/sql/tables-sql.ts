import { keyOf } from "../../model/name.ts";
import type { Column, Constraint, ForeignKey, Schema, Table } from "../../model/schema.ts";
import { constraintSql, isNotValid } from "./constraints-sql.ts";
import { dependencyOrder } from "./dependency-order.ts";
import { collationSql, indexSql } from "./indexes-sql.ts";
import { type Quote, sqlName } from "./quoting.ts";
import { type OwnedSequences, optionsSql, type Sequences } from "./sequences-sql.ts";

/** Tables, the later ones after those that they refer to. Temporary tables end with their session and are no part of a schema. */
export function orderedTables(schema: Schema): readonly Table[] {
  const lasting = new Map([...schema.tables].filter(([, { persistence }]) => persistence !== "temporary"));
  return dependencyOrder(lasting, (table) => [
    ...[...table.inherits, ...(table.partitionOf === undefined ? [] : [table.partitionOf.parent])].map(keyOf),
    ...table.columns.map(({ type }) => type?.base ?? ""),
    ...foreignKeys(table).map(({ references }) => keyOf(references.table)),
  ]);
}

/** The tables in order, then indexes, what had to wait for another table, and heirs and partitions put in their places. */
export function tablesSql(schema: Schema, { owned, later }: Sequences, quote: Quote): string[] {
  const tables = orderedTables(schema);
  const printed = new Set<string>();
  const statements: string[] = [];
  const waiting: string[] = [];
  for (const table of tables) {
    printed.add(keyOf(table.name));
    const inside = table.constraints.filter(
      (each) => !isNotValid(each) && canStandInside(each, printed, schema) && !repeatsAnother(each, table),
    );
    statements.push(createTable(table, inside, schema, owned, quote));
    for (const constraint of table.constraints.filter((each) => !inside.includes(each))) {
      waiting.push(`ALTER TABLE ${sqlName(table.name, quote)} ADD ${constraintSql(constraint, quote)};`);
    }
  }
  const indexes = tables.flatMap((table) => table.indexes.map((index) => indexSql(index, table.name, quote)));
  const joins = tables.flatMap((table) => [...inheritSql(table, quote), ...attachSql(table, quote)]);
  return [...statements, ...later(quote), ...indexes, ...waiting, ...joins];
}

/** Two keys of the same columns: within one statement the server makes one of them. */
function repeatsAnother(constraint: Constraint, table: Table): boolean {
  if (constraint.kind !== "unique") return false;
  const first = table.constraints.find(
    (each) =>
      (each.kind === "unique" || each.kind === "primary-key") &&
      each.columns.join("\n") === constraint.columns.join("\n"),
  );
  return first !== constraint;
}

function foreignKeys(table: Table): ForeignKey[] {
  return table.constraints.filter((constraint) => constraint.kind === "foreign-key");
}

/** A foreign key needs its table and the key it points at; a unique index is made only after all tables. */
function canStandInside(constraint: Constraint, printed: ReadonlySet<string>, schema: Schema): boolean {
  if (constraint.kind !== "foreign-key") return true;
  const { table, columns } = constraint.references;
  if (!printed.has(keyOf(table))) return false;
  const keys = schema.tables.get(keyOf(table))?.constraints ?? [];
  return keys.some(
    (key) =>
      (key.kind === "primary-key" || key.kind === "unique") &&
      (columns.length === 0 || key.columns.toSorted().join("\n") === columns.toSorted().join("\n")),
  );
}

function createTable(
  table: Table,
  constraints: readonly Constraint[],
  schema: Schema,
  owned: OwnedSequences,
  quote: Quote,
): string {
  const named = new Map(
    constraints
      .filter((each) => each.kind === "not-null" && each.name !== "")
      .map((each) => [notNullColumn(each), each.name]),
  );
  const lines = [
    ...table.columns.map((column) =>
      columnSql(table, standingAlone(column, table, schema), named.get(column.name), owned, quote),
    ),
    ...constraints.filter(({ kind }) => kind !== "not-null").map((constraint) => constraintSql(constraint, quote)),
  ];
  const body = lines.length === 0 ? "()" : `(\n${lines.map((line) => `    ${line}`).join(",\n")}\n)`;
  const unlogged = table.persistence === "unlogged" ? "UNLOGGED " : "";
  const note = table.assumed ? "-- Known in part only: this history does not make it.\n" : "";
  return `${note}CREATE ${unlogged}TABLE ${sqlName(table.name, quote)} ${body}${tailOf(table)};`;
}

function notNullColumn(constraint: Constraint): string {
  return constraint.kind === "not-null" ? constraint.column : "";
}

/** A column before its table joins its parent and before what is not yet validated is added: a partition takes its identity from the parent. */
function standingAlone(column: Column, table: Table, schema: Schema): Column {
  const parent = table.partitionOf === undefined ? undefined : schema.tables.get(keyOf(table.partitionOf.parent));
  const given = parent?.columns.find(({ name }) => name === column.name)?.identity !== undefined;
  const pending = table.constraints.some(
    (each) => each.kind === "not-null" && !each.validated && each.column === column.name,
  );
  return { ...column, identity: given ? undefined : column.identity, nullable: column.nullable || pending };
}

function tailOf({ partitionBy }: Table): string {
  return partitionBy === undefined
    ? ""
    : ` PARTITION BY ${partitionBy.strategy.toUpperCase()} (${partitionBy.keys.join(", ")})`;
}

function columnSql(
  table: Table,
  column: Column,
  notNullName: string | undefined,
  owned: OwnedSequences,
  quote: Quote,
): string {
  const { type, nullable, generated, identity, collation } = column;
  const sequence = owned(table, column);
  if (sequence.kind === "serial")
    return `${quote(column.name)} ${sequence.type}${notNull(nullable, notNullName, quote, true)}`;
  const parts = [quote(column.name), type?.meaning ?? "unknown"];
  if (collation !== undefined) parts.push(`COLLATE ${collationSql(collation, quote)}`);
  if (generated !== undefined)
    parts.push(`GENERATED ALWAYS AS (${generated.expression.text}) ${generated.kind.toUpperCase()}`);
  else if (identity !== undefined) parts.push(identitySql(identity, sequence));
  else if (column.default !== undefined) parts.push(`DEFAULT ${column.default.text}`);
  return `${parts.join(" ")}${notNull(nullable, notNullName, quote, identity !== undefined)}`;
}

function notNull(nullable: boolean, name: string | undefined, quote: Quote, implied: boolean): string {
  if (nullable || (implied && name === undefined)) return "";
  return `${name === undefined ? "" : ` CONSTRAINT ${quote(name)}`} NOT NULL`;
}

function identitySql(identity: NonNullable<Column["identity"]>, owned: ReturnType<OwnedSequences>): string {
  const sequence = owned.kind === "identity" ? owned.sequence : undefined;
  const options = sequence === undefined ? "" : optionsSql(sequence);
  const inBrackets = options === "" ? "" : ` (${options})`;
  return `GENERATED ${identity.toUpperCase()} AS IDENTITY${inBrackets}`;
}

function inheritSql({ name, inherits }: Table, quote: Quote): string[] {
  return inherits.map((parent) => `ALTER TABLE ${sqlName(name, quote)} INHERIT ${sqlName(parent, quote)};`);
}

function attachSql({ name, partitionOf }: Table, quote: Quote): string[] {
  if (partitionOf === undefined) return [];
  const bound = /^(for values|default)/i.test(partitionOf.bound)
    ? partitionOf.bound
    : `FOR VALUES ${partitionOf.bound}`;
  return [`ALTER TABLE ${sqlName(partitionOf.parent, quote)} ATTACH PARTITION ${sqlName(name, quote)} ${bound};`];
}
