import { constraintSuffixes } from "../model/constraint-suffixes.ts";
import type {
  ContractColumn,
  ContractRoutine,
  ContractTable,
  ContractView,
  DatabaseContract,
} from "../model/contract.ts";
import { keyOf } from "../model/name.ts";
import type {
  Column,
  Constraint,
  Dialect,
  Index,
  Query,
  Routine,
  Schema,
  Table,
  UserType,
  View,
} from "../model/schema.ts";
import { LazyMap } from "../text/lazy-map.ts";
import { mysqlConstraintName } from "./apply/plain/mysql-names.ts";
import { nextValue } from "./apply/settle-column.ts";
import { applyOperations } from "./apply-operations.ts";
import { type IndexPromise, promiseOf, type TablePromise } from "./contract-promise.ts";
import { emptySchema } from "./empty-schema.ts";
import { sequenceText } from "./rename-references.ts";
import { sameElements } from "./row-elements.ts";
import { sameDemand, sameIndex } from "./same-meaning.ts";
import { chooseName, indexColumnNames, joinColumnNames, makeObjectName } from "./server-names.ts";
import { columnsIn } from "./sql-tokens.ts";

const schemas = new WeakMap<DatabaseContract, Schema>();

/** The schema that a contract promises, section by section as it is asked for. It knows only what the contract says, so it is never complete. */
export function schemaOfContract(contract: DatabaseContract): Schema {
  const { dialect } = contract;
  const known = schemas.get(contract);
  if (known !== undefined) return known;
  const schema: Schema = {
    ...emptySchema(dialect, false),
    tables: new LazyMap(contract.tables, (key) => {
      const section = contract.tables.get(key);
      return section === undefined ? undefined : tableOf(promiseOf(contract, section), dialect);
    }),
    views: new LazyMap(contract.views, (key) => {
      const section = contract.views.get(key);
      return section === undefined ? undefined : viewOf(section, dialect);
    }),
    types: new LazyMap(contract.enums, (key) => typeOf(contract, key)),
    routines: routinesOf(contract),
  };
  schemas.set(contract, schema);
  return schema;
}

/** Routines that a section's DDL block makes; none where it has no readable block. */
export function routinesOfSection(section: ContractRoutine): readonly Routine[] {
  if (section.ddl === undefined) return [];
  return section.ddl.script.operations.flatMap((operation) =>
    operation.kind === "create-routine" ? [operation.routine] : [],
  );
}

function tableOf(promise: TablePromise, dialect: Dialect): Table {
  const { section, ddl } = promise;
  const columns = [...promise.columns.values()].map(({ row, ddl: stated, name }) =>
    stated === undefined
      ? columnOfRow(row, name, section, dialect)
      : { ...stated.column, type: stated.column.type ?? row?.type?.value },
  );
  const constraints = constraintsOf(promise, dialect);
  return {
    name: section.name,
    columns: columns.map((column) => (isKeyColumn(column, constraints) ? { ...column, nullable: false } : column)),
    constraints,
    indexes: indexesOf(promise, constraints),
    triggers: ddl?.table.triggers ?? [],
    policies: ddl?.table.policies ?? [],
    rowSecurity: ddl?.table.rowSecurity ?? "off",
    persistence: ddl?.table.persistence ?? "permanent",
    inherits: ddl?.table.inherits ?? [],
    partitionBy: ddl?.table.partitionBy,
    partitionOf: ddl?.table.partitionOf,
    comment: ddl?.table.comment,
    assumed: ddl === undefined && section.columns === undefined,
  };
}

function columnOfRow(
  row: ContractColumn | undefined,
  name: string,
  { name: table }: ContractTable,
  dialect: Dialect,
): Column {
  const stated = row?.default?.value;
  const serial = row?.type?.value.serial === true;
  const sequence = { schema: table.schema, name: makeObjectName(table.name, name, "seq") };
  return {
    name,
    type: row?.type?.value,
    nullable: row?.nullable?.value ?? !(row?.primaryKey === true || serial),
    default:
      typeof stated === "object"
        ? stated
        : serial && dialect === "postgresql"
          ? nextValue(sequenceText(sequence))
          : undefined,
    generated: undefined,
    identity: stated === "automatic" && !serial ? "by default" : undefined,
    collation: undefined,
    comment: undefined,
  };
}

function isKeyColumn(column: Column, constraints: readonly Constraint[]): boolean {
  return constraints.some(
    ({ kind, ...rest }) => kind === "primary-key" && "columns" in rest && rest.columns.includes(column.name),
  );
}

function constraintsOf(promise: TablePromise, dialect: Dialect): readonly Constraint[] {
  const kept: Constraint[] = [];
  const hasKey = (): boolean => kept.some(({ kind }) => kind === "primary-key");
  for (const { constraint, where } of promise.constraints) {
    if (kept.some((other) => sameDemand(other, constraint))) continue;
    if (constraint.kind === "primary-key" && hasKey()) continue;
    if (where === "Columns" && constraint.kind === "unique" && isUniqueByIndex(promise, constraint.columns)) continue;
    kept.push(
      constraint.name === "" ? { ...constraint, name: constraintName(constraint, promise, kept, dialect) } : constraint,
    );
  }
  return kept;
}

function isUniqueByIndex(promise: TablePromise, columns: readonly string[]): boolean {
  return promise.indexes.some(({ index, row, elements }) => {
    const names = index?.elements.map(({ column }) => column) ?? elements?.map(({ text }) => text) ?? [];
    return (
      (index?.unique ?? row?.unique ?? false) &&
      names.length === columns.length &&
      names.every((name, at) => name === columns[at])
    );
  });
}

function constraintName(
  constraint: Constraint,
  { section, columns: stated }: TablePromise,
  taken: readonly Constraint[],
  dialect: Dialect,
): string {
  const table = section.name.name;
  if (dialect === "mysql")
    return mysqlConstraintName(
      { name: { schema: undefined, name: table }, constraints: taken, indexes: [] },
      constraint,
    );
  const columns =
    "columns" in constraint && constraint.kind !== "primary-key"
      ? joinColumnNames(constraint.columns)
      : constraint.kind === "check"
        ? onlyOne(columnsIn(constraint.expression, [...stated.keys()], table))
        : undefined;
  return chooseName(
    (name) => taken.some((other) => other.name === name),
    table,
    columns,
    constraintSuffixes[constraint.kind],
  );
}

/** The server names a check after the column where it speaks of one alone. */
function onlyOne(columns: readonly string[]): string | undefined {
  return columns.length === 1 ? columns[0] : undefined;
}

function indexesOf(promise: TablePromise, constraints: readonly Constraint[]): readonly Index[] {
  const kept: Index[] = [];
  for (const stated of promise.indexes) {
    const index = stated.index ?? indexOfRow(stated, promise.section, kept);
    if (index === undefined || kept.some((other) => isSame(stated, index, other))) continue;
    if (stated.where === "Indexes" && isBehindConstraint(stated, index, constraints)) continue;
    kept.push(index);
  }
  return kept;
}

function isSame(stated: IndexPromise, index: Index, other: Index): boolean {
  if (stated.name !== undefined) return stated.name === other.name;
  return stated.elements === undefined ? sameIndex(index, other) : sameElements(stated.elements, other.elements);
}

/** Rows often list the index that a primary key or unique constraint brings along. */
function isBehindConstraint(stated: IndexPromise, index: Index, constraints: readonly Constraint[]): boolean {
  return constraints.some((constraint) => {
    if (constraint.kind !== "primary-key" && constraint.kind !== "unique") return false;
    if (constraint.name === stated.name) return true;
    const names = index.elements.map(({ column }) => column);
    const same =
      names.length === constraint.columns.length && names.every((name, at) => name === constraint.columns[at]);
    return same && stated.row?.unique === true;
  });
}

function indexOfRow(stated: IndexPromise, section: ContractTable, taken: readonly Index[]): Index | undefined {
  if (stated.elements === undefined) return undefined;
  const known = new Set(section.columns?.map(({ name }) => name) ?? []);
  const elements: Index["elements"] = stated.elements.map(({ text, order, nulls, operatorClass }) => {
    const [, name = text, length] = /^([\w$]+)\s*\((\d+)\)$/.exec(text) ?? [];
    const plain = known.has(name) || /^[\w$]+$/.test(text);
    return {
      column: plain ? name : undefined,
      expression: plain ? undefined : { text, meaning: text },
      prefix: plain && length !== undefined ? Number(length) : undefined,
      collation: undefined,
      operatorClass,
      order: order ?? "asc",
      nulls: nulls ?? (order === "desc" ? "first" : "last"),
    };
  });
  const index = { elements, include: stated.row?.include ?? [] };
  const isTaken = (name: string): boolean => taken.some((other) => other.name === name);
  return {
    ...index,
    name: stated.name ?? chooseName(isTaken, section.name.name, indexColumnNames(index), "idx"),
    method: stated.row?.method ?? "btree",
    unique: stated.row?.unique ?? false,
    nullsNotDistinct: false,
    where: stated.row?.where,
    options: [],
  };
}

const unknownQuery: Query = {
  operation: "select",
  tables: [],
  columns: [],
  output: [],
  routines: [],
  hasWhere: false,
  hasLimit: false,
  hasOffset: false,
  parameters: 0,
};

function viewOf(section: ContractView, dialect: Dialect): View {
  const operations = section.ddl?.script.operations ?? [];
  const { schema } = applyOperations(emptySchema(dialect, false), operations);
  const view =
    schema.views.get(keyOf(section.name)) ?? (schema.views.size === 1 ? [...schema.views.values()][0] : undefined);
  if (view !== undefined) return view;
  return {
    name: section.name,
    materialized: false,
    columns: [],
    definition: "",
    query: unknownQuery,
    indexes: [],
    triggers: [],
    options: [],
    comment: undefined,
  };
}

function typeOf(contract: DatabaseContract, key: string): UserType | undefined {
  const stated = contract.enums.get(key);
  if (stated === undefined) return undefined;
  return stated.values.length === 0
    ? { kind: "base", name: stated.name }
    : { kind: "enum", name: stated.name, values: stated.values };
}

/** Routines are known by signature, sections by name: all sections of routines are read as soon as one routine is asked for. */
function routinesOf(contract: DatabaseContract): ReadonlyMap<string, Routine> {
  let known: ReadonlyMap<string, Routine> | undefined;
  const all = (): ReadonlyMap<string, Routine> => {
    known ??= new Map(
      [...contract.routines.values()].flatMap(routinesOfSection).map((routine) => [routine.signature, routine]),
    );
    return known;
  };
  return new LazyMap<Routine>(
    {
      has: (key) => all().has(key),
      keys: () => all().keys(),
      get size() {
        return all().size;
      },
    },
    (key) => all().get(key),
  );
}
