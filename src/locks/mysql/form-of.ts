import type { Product } from "../../model/engine.ts";
import { keyOf } from "../../model/name.ts";
import type { Operation, OperationOf } from "../../model/operation.ts";
import type { Column, Constraint, Schema, Table } from "../../model/schema.ts";
import type { AlterForm } from "./alter-ways.ts";
import { modifiedColumnForm } from "./modified-column-form.ts";

/** Which entry of the data an operation comes to; `undefined` for what changes no existing table, or nothing of it. */
export function formOf(operation: Operation, before: Schema, product: Product): AlterForm | undefined {
  switch (operation.kind) {
    case "add-column":
      return addedColumnForm(operation);
    case "drop-column":
      return "drop column";
    case "rename-column":
      return "rename column";
    case "alter-column-type":
      return modifiedColumnForm(operation, columnOf(operation, before), product);
    case "set-default":
    case "drop-default":
      return "set or drop default";
    case "set-not-null":
      return columnOf(operation, before)?.nullable === false ? undefined : "set not null";
    case "drop-not-null":
      return columnOf(operation, before)?.nullable === true ? undefined : "drop not null";
    case "add-identity":
      return columnOf(operation, before)?.identity === undefined ? "add column, numbered" : undefined;
    case "create-index":
      return indexForms.get(operation.index.method) ?? "add index";
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

const indexForms: ReadonlyMap<string, AlterForm> = new Map([
  ["fulltext", "add fulltext index"],
  ["spatial", "add spatial index"],
]);

function columnOf(
  { table, column }: { readonly table: OperationOf<"drop-column">["table"]; readonly column: string },
  { tables }: Schema,
): Column | undefined {
  return tables.get(keyOf(table))?.columns.find(({ name }) => name === column);
}

function addedColumnForm({ definition }: OperationOf<"add-column">): AlterForm {
  if (definition.generated?.kind === "stored") return "add column, generated and stored";
  if (definition.identity !== undefined || definition.type?.serial === true) return "add column, numbered";
  return "add column";
}

function addedConstraintForm({ kind }: Constraint): AlterForm | undefined {
  if (kind === "primary-key") return "add primary key";
  if (kind === "unique") return "add index";
  if (kind === "foreign-key") return "add foreign key";
  return kind === "check" ? "add check" : undefined;
}

function droppedConstraintForm(
  { constraint, statement }: OperationOf<"drop-constraint">,
  table: Table | undefined,
): AlterForm | undefined {
  // The old key goes and another comes in one statement: that is done in place.
  if (constraint === "primary")
    return /\badd\b[^;]*\bprimary\s+key\b/i.test(statement.text) ? "add primary key" : "drop primary key";
  const kind = table?.constraints.find(({ name }) => name === constraint)?.kind;
  if (kind === "unique") return "drop index";
  return kind === "foreign-key" ? "drop foreign key" : kind === "check" ? "drop check" : undefined;
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
