import { keyOf } from "../../model/name.ts";
import type { Column, Constraint, ForeignKey, Schema, Table } from "../../model/schema.ts";
import { constraintSql, isNotValid } from "./constraints-sql.ts";
import { dependencyOrder } from "./dependency-order.ts";
import { collationSql, indexSql } from "./indexes-sql.ts";
import { type Quote, sqlName } from "./quoting.ts";
import { hasUsualName, type OwnedSequences, optionsSql } from "./sequences-sql.ts";

/** Tables, the later ones after those that they refer to. Temporary tables end with their session and are no part of a schema. */
export function orderedTables(schema: Schema): readonly Table[] {
  const lasting = new Map([...schema.tables].filter(([, { persistence }]) => persistence !== "temporary"));
  return dependencyOrder(lasting, (table) => [
    ...[...table.inherits, ...(table.partitionOf === undefined ? [] : [table.partitionOf.parent])].map(keyOf),
    ...foreignKeys(table).map(({ references }) => keyOf(references.table)),
  ]);
}

/** The tables in order, then indexes, what had to wait for another table, and partitions put in their places. */
export function tablesSql(schema: Schema, owned: OwnedSequences, quote: Quote): string[] {
  const tables = orderedTables(schema);
  const printed = new Set<string>();
  const statements: string[] = [];
  const waiting: string[] = [];
  for (const table of tables) {
    printed.add(keyOf(table.name));
    const waits = (constraint: Constraint) => isNotValid(constraint) || !canStandInside(constraint, printed, schema);
    statements.push(
      createTable(
        table,
        table.constraints.filter((each) => !waits(each)),
        owned,
        quote,
      ),
    );
    for (const constraint of table.constraints.filter(waits)) {
      waiting.push(`ALTER TABLE ${sqlName(table.name, quote)} ADD ${constraintSql(constraint, quote)};`);
    }
  }
  const indexes = tables.flatMap((table) => table.indexes.map((index) => indexSql(index, table.name, quote)));
  return [...statements, ...indexes, ...waiting, ...tables.flatMap((table) => attachSql(table, quote))];
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

function createTable(table: Table, constraints: readonly Constraint[], owned: OwnedSequences, quote: Quote): string {
  const named = new Map(
    constraints
      .filter((each) => each.kind === "not-null" && each.name !== "")
      .map((each) => [notNullColumn(each), each.name]),
  );
  const lines = [
    ...table.columns.map((column) => columnSql(table, column, named.get(column.name), owned, quote)),
    ...constraints.filter(({ kind }) => kind !== "not-null").map((constraint) => constraintSql(constraint, quote)),
  ];
  const body = lines.length === 0 ? "()" : `(\n${lines.map((line) => `    ${line}`).join(",\n")}\n)`;
  const unlogged = table.persistence === "unlogged" ? "UNLOGGED " : "";
  const note = table.assumed ? "-- Known in part only: this history does not make it.\n" : "";
  return `${note}CREATE ${unlogged}TABLE ${sqlName(table.name, quote)} ${body}${tailOf(table, quote)};`;
}

function notNullColumn(constraint: Constraint): string {
  return constraint.kind === "not-null" ? constraint.column : "";
}

function tailOf({ inherits, partitionBy }: Table, quote: Quote): string {
  const parents =
    inherits.length === 0 ? "" : ` INHERITS (${inherits.map((parent) => sqlName(parent, quote)).join(", ")})`;
  return partitionBy === undefined
    ? parents
    : `${parents} PARTITION BY ${partitionBy.strategy.toUpperCase()} (${partitionBy.keys.join(", ")})`;
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
  else if (identity !== undefined) parts.push(identitySql(identity, table, column, sequence, quote));
  else if (column.default !== undefined) parts.push(`DEFAULT ${column.default.text}`);
  return `${parts.join(" ")}${notNull(nullable, notNullName, quote, identity !== undefined)}`;
}

function notNull(nullable: boolean, name: string | undefined, quote: Quote, implied: boolean): string {
  if (nullable || (implied && name === undefined)) return "";
  return `${name === undefined ? "" : ` CONSTRAINT ${quote(name)}`} NOT NULL`;
}

function identitySql(
  identity: NonNullable<Column["identity"]>,
  table: Table,
  column: Column,
  owned: ReturnType<OwnedSequences>,
  quote: Quote,
): string {
  const sequence = owned.kind === "identity" ? owned.sequence : undefined;
  const options = [
    sequence === undefined || hasUsualName(sequence, table, column)
      ? ""
      : `SEQUENCE NAME ${sqlName(sequence.name, quote)}`,
    sequence === undefined ? "" : optionsSql(sequence),
  ].filter((option) => option !== "");
  const inBrackets = options.length === 0 ? "" : ` (${options.join(" ")})`;
  return `GENERATED ${identity.toUpperCase()} AS IDENTITY${inBrackets}`;
}

function attachSql({ name, partitionOf }: Table, quote: Quote): string[] {
  if (partitionOf === undefined) return [];
  const bound = /^(for values|default)/i.test(partitionOf.bound)
    ? partitionOf.bound
    : `FOR VALUES ${partitionOf.bound}`;
  return [`ALTER TABLE ${sqlName(partitionOf.parent, quote)} ATTACH PARTITION ${sqlName(name, quote)} ${bound};`];
}
