import type { Column, Constraint, Index, IndexElement, Routine, Schema, Table } from "../../model/schema.ts";
import { constraintSql } from "./constraints-sql.ts";
import { type Quote, sqlLiteral, sqlName } from "./quoting.ts";
import { orderedTables } from "./tables-sql.ts";
import { viewsSql } from "./views-sql.ts";

/** A schema as DDL of MySQL's or SQLite's, in groups: what stands in no schema of theirs, as sequences, they do not have. */
export function plainSchemaGroups(schema: Schema, quote: Quote): readonly (readonly string[])[] {
  const tables = orderedTables(schema);
  const printed = new Set<Table>();
  const later: string[] = [];
  const statements = tables.map((table) => {
    printed.add(table);
    const known = new Set([...printed].map(({ name }) => name.name));
    const waits = (each: Constraint) => each.kind === "foreign-key" && !known.has(each.references.table.name);
    // SQLite cannot add a foreign key later, and asks for its target only when rows come.
    const isLate = (each: Constraint) => schema.dialect === "mysql" && waits(each);
    for (const constraint of table.constraints.filter(isLate))
      later.push(`ALTER TABLE ${sqlName(table.name, quote)} ADD ${constraintSql(constraint, quote)};`);
    const inside = table.constraints.filter((each) => !isLate(each));
    return tableSql(table, inside, schema, quote);
  });
  const indexes = tables.flatMap((table) => table.indexes.map((index) => indexSql(index, table, quote)));
  const triggers = tables.flatMap((table) =>
    table.triggers.map(
      ({ name }) => `-- The trigger ${quote(name)} on ${sqlName(table.name, quote)} is not written out.`,
    ),
  );
  const routines = [...schema.routines.values()].map((routine) => routineSql(routine, quote));
  return [statements, indexes, later, viewsSql(schema, quote), routines, triggers];
}

function tableSql(table: Table, constraints: readonly Constraint[], schema: Schema, quote: Quote): string {
  const key = constraints.find(({ kind }) => kind === "primary-key");
  const rowId =
    schema.dialect === "sqlite" && key?.kind === "primary-key" && key.columns.length === 1 ? key.columns[0] : undefined;
  const isRowId = (column: Column) => column.name === rowId && column.identity !== undefined;
  const lines = [
    ...table.columns.map((column) => columnSql(column, isRowId(column), schema, quote)),
    ...constraints
      .filter((each) => !(each === key && table.columns.some(isRowId)))
      .map((each) => constraintSql({ ...each, name: writtenName(each, schema) }, quote)),
  ];
  const comment =
    table.comment === undefined || schema.dialect === "sqlite" ? "" : ` COMMENT=${sqlLiteral(table.comment)}`;
  const note = table.assumed ? "-- Known in part only: this history does not make it.\n" : "";
  return `${note}CREATE TABLE ${sqlName(table.name, quote)} (\n${lines.map((line) => `    ${line}`).join(",\n")}\n)${comment};`;
}

/** Names that the server chose: MySQL's primary key has always the same, SQLite's constraints have none. */
function writtenName(constraint: Constraint, { dialect }: Schema): string {
  if (constraint.kind === "primary-key") return "";
  return dialect === "sqlite" && /_(?:key|fkey|check)\d*$/.test(constraint.name) ? "" : constraint.name;
}

function columnSql(column: Column, isRowId: boolean, { dialect }: Schema, quote: Quote): string {
  const { type, nullable, generated, identity, collation, characterSet, comment } = column;
  if (isRowId) return `${quote(column.name)} INTEGER PRIMARY KEY`;
  const isMysql = dialect === "mysql";
  return [
    quote(column.name),
    type?.meaning ?? "",
    characterSet === undefined ? "" : `CHARACTER SET ${characterSet}`,
    collation === undefined ? "" : `COLLATE ${collation}`,
    generated === undefined ? "" : `GENERATED ALWAYS AS (${generated.expression.text}) ${generated.kind.toUpperCase()}`,
    nullable ? "" : "NOT NULL",
    column.default === undefined || generated !== undefined ? "" : `DEFAULT ${column.default.text}`,
    identity !== undefined && isMysql ? "AUTO_INCREMENT" : "",
    comment === undefined || !isMysql ? "" : `COMMENT ${sqlLiteral(comment)}`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

function indexSql(index: Index, { name }: Table, quote: Quote): string {
  const special = /^(?:fulltext|spatial)$/.test(index.method) ? `${index.method.toUpperCase()} ` : "";
  const using = special !== "" || index.method === "btree" ? "" : ` USING ${index.method.toUpperCase()}`;
  const elements = index.elements.map((element) => elementSql(element, quote)).join(", ");
  const where = index.where === undefined ? "" : ` WHERE ${index.where.text}`;
  return `CREATE ${index.unique ? "UNIQUE " : ""}${special}INDEX ${quote(index.name)} ON ${sqlName(name, quote)} (${elements})${using}${where};`;
}

function elementSql({ column, expression, prefix, collation, order }: IndexElement, quote: Quote): string {
  return [
    column === undefined ? bracketed(expression?.text ?? "") : quote(column),
    prefix === undefined ? "" : `(${prefix})`,
    collation === undefined ? "" : ` COLLATE ${collation}`,
    order === "desc" ? " DESC" : "",
  ].join("");
}

function bracketed(text: string): string {
  return text.startsWith("(") ? text : `(${text})`;
}

function routineSql({ kind, name, parameters, returns, volatility, security, body }: Routine, quote: Quote): string {
  const list = parameters.map((parameter) => {
    const mode = kind === "procedure" ? `${parameter.mode.toUpperCase()} ` : "";
    return `${mode}${quote(parameter.name ?? "")} ${parameter.type.meaning}`;
  });
  const traits = [
    returns === undefined ? "" : ` RETURNS ${returns}`,
    volatility === "immutable" ? " DETERMINISTIC" : "",
    security === "invoker" ? " SQL SECURITY INVOKER" : "",
  ].join("");
  return `CREATE ${kind.toUpperCase()} ${sqlName(name, quote)}(${list.join(", ")})${traits}\n${body};`;
}
