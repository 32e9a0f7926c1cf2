import type { Product } from "../../model/engine.ts";
import type { Expression } from "../../model/expression.ts";
import { keyOf } from "../../model/name.ts";
import type { Operation, OperationOf } from "../../model/operation.ts";
import type { Column, Constraint, Index, Schema, Table } from "../../model/schema.ts";
import type { AlterForm } from "./alter-ways.ts";
import { modifiedColumnForm } from "./modified-column-form.ts";

/** Which entry of the data an operation comes to; `undefined` for what changes no existing table, or nothing of it. */
export function formOf(operation: Operation, before: Schema, product: Product): AlterForm | undefined {
  switch (operation.kind) {
    case "add-column":
      return addedColumnForm(operation, before.tables.get(keyOf(operation.table)));
    case "drop-column":
      return droppedColumnForm(operation, before.tables.get(keyOf(operation.table)));
    case "rename-column":
      return "rename column";
    case "alter-column-type":
      return modifiedColumnForm(operation, before.tables.get(keyOf(operation.table)), product);
    case "set-default":
    case "drop-default":
      return "set or drop default";
    case "set-not-null":
      return columnOf(operation, before)?.nullable === false ? undefined : "set not null";
    case "drop-not-null":
      return columnOf(operation, before)?.nullable === true ? undefined : "drop not null";
    case "add-identity":
      return columnOf(operation, before)?.identity === undefined ? "number column" : undefined;
    case "set-expression":
      return computationForm(operation, columnOf(operation, before));
    case "create-index":
      return addedIndexForm(operation.index, before.tables.get(keyOf(operation.table)));
    case "drop-index":
      return "drop index";
    case "rename-index":
      return "rename index";
    case "add-constraint":
      return addedConstraintForm(operation.constraint);
    case "drop-constraint":
      return droppedConstraintForm(operation, before.tables.get(keyOf(operation.table)));
    case "alter-table-storage":
      return storageForm(operation.action);
    default:
      return undefined;
  }
}

function addedIndexForm({ method, elements }: Index, table: Table | undefined): AlterForm {
  if (method === "spatial") return "add spatial index";
  if (method === "fulltext") return hasFullText(table) ? "add another fulltext index" : "add fulltext index";
  return elements.some(({ expression }) => expression !== undefined) ? "add index on an expression" : "add index";
}

/** Whether texts of the table are indexed word by word, which keeps the server from writing its rows anew online. */
export function hasFullText(table: Table | undefined): boolean {
  return table?.indexes.some(({ method }) => method === "fulltext") === true;
}

function columnOf(
  { table, column }: { readonly table: OperationOf<"drop-column">["table"]; readonly column: string },
  { tables }: Schema,
): Column | undefined {
  return tables.get(keyOf(table))?.columns.find(({ name }) => name === column);
}

function addedColumnForm({ definition, constraints }: OperationOf<"add-column">, table: Table | undefined): AlterForm {
  if (constraints.some(({ kind }) => kind === "foreign-key")) return "add foreign key";
  if (definition.generated !== undefined)
    return definition.generated.kind === "stored" ? "add column, generated and stored" : "add column, generated";
  if (definition.identity !== undefined || definition.type?.serial === true) return "add column, numbered";
  if (definition.default?.text.startsWith("(") === true)
    return differsByRow(definition.default, table) ? "add column, default by row" : "add column, computed default";
  if (constraints.some((one) => one.kind === "check" && one.enforced)) return "add column, checked";
  return constraints.some(({ kind }) => kind === "unique") ? "add column, unique" : "add column";
}

/** Computed from other columns, or made anew each time. */
function differsByRow({ meaning }: Expression, table: Table | undefined): boolean {
  if (/\b(?:uuid|uuid_v4|uuid_v7|uuid_short|sys_guid)\(/i.test(meaning)) return true;
  const words = new Set(meaning.toLowerCase().match(/[\w$]+/g));
  return table?.columns.some(({ name }) => words.has(name.toLowerCase())) === true;
}

function droppedColumnForm({ column, statement }: OperationOf<"drop-column">, table: Table | undefined): AlterForm {
  const keys = table?.constraints.filter((one) => "columns" in one && one.columns.includes(column)) ?? [];
  if (keys.some(({ kind }) => kind === "primary-key"))
    return addsPrimaryKey(statement.text) ? "add primary key" : "drop primary key";
  const isIndexed =
    keys.some(({ kind }) => kind === "unique") ||
    table?.indexes.some(({ elements }) => elements.some((element) => element.column === column)) === true;
  return isIndexed ? "drop column, indexed" : "drop column";
}

function computationForm(
  { expression }: OperationOf<"set-expression">,
  column: Column | undefined,
): AlterForm | undefined {
  if (column?.generated === undefined || column.generated.expression.meaning === expression.meaning) return undefined;
  return column.generated.kind === "stored" ? "change computation, stored" : "change computation";
}

function addedConstraintForm(constraint: Constraint): AlterForm | undefined {
  if (constraint.kind === "primary-key") return "add primary key";
  if (constraint.kind === "unique") return "add index";
  if (constraint.kind === "foreign-key") return "add foreign key";
  return constraint.kind === "check" && constraint.enforced ? "add check" : undefined;
}

function droppedConstraintForm(
  { constraint, statement }: OperationOf<"drop-constraint">,
  table: Table | undefined,
): AlterForm | undefined {
  // The old key goes and another comes in one statement: that is done in place.
  if (constraint === "primary") return addsPrimaryKey(statement.text) ? "add primary key" : "drop primary key";
  const kind = table?.constraints.find(({ name }) => name === constraint)?.kind;
  if (kind === "unique") return "drop index";
  return kind === "foreign-key" ? "drop foreign key" : kind === "check" ? "drop check" : undefined;
}

function addsPrimaryKey(statement: string): boolean {
  return /\badd\b[^;]*\bprimary\s+key\b/i.test(statement);
}

/** By the clause as it is written. */
function storageForm(action: string): AlterForm {
  const found = storageForms.find(([pattern]) => pattern.test(action));
  return found?.[1] ?? "table setting";
}

const storageForms: readonly (readonly [RegExp, AlterForm])[] = [
  [/^convert to (?:character set|charset)\b/, "convert character set"],
  [/^(?:default )?(?:character set|charset|collate)\b/, "default character set"],
  [/^(?:engine|type)\b(?!\s*=?\s*innodb\b)/, "change engine"],
  [/^(?:engine\b|force\b|row_format\b|key_block_size\b|encryption\b|page_compressed\b|order by\b)/, "rebuild table"],
  [
    /^(?:partition by|remove partitioning|reorganize partition|coalesce partition|add partition partitions)\b/,
    "partition table",
  ],
];
