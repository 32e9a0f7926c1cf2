import { keyOf } from "../../model/name.ts";
import type {
  ColumnOperation,
  ConstraintOperation,
  IndexOperation,
  OperationKind,
  TableOperation,
  ViewOperation,
  WrittenConstraint,
} from "../../model/operation.ts";
import { code } from "../../text/markdown.ts";
import { columnsOf, named, orUnnamed, partOf, type WordsFor } from "./words.ts";

type Kinds = (TableOperation | ColumnOperation | ConstraintOperation | IndexOperation | ViewOperation)["kind"];

const cascading = (cascade: boolean) => (cascade ? ", with all that depends on it" : "");

const inTable: WordsFor<(TableOperation | ColumnOperation)["kind"]> = {
  "create-table": ({ table }) => `creates table ${named(table)}`,
  "drop-table": ({ table, cascade }) => `drops table ${named(table)}${cascading(cascade)}`,
  "rename-table": ({ table, to }) => `renames table ${named(table)} to ${code(to)}`,
  "set-persistence": ({ table, persistence }) => `makes table ${named(table)} ${persistence}`,
  "set-inheritance": ({ table, parent, inherit }) =>
    `makes table ${named(table)} ${inherit ? "inherit" : "no longer inherit"} from ${named(parent)}`,
  "attach-partition": ({ table, partition }) => `attaches partition ${named(partition)} to ${named(table)}`,
  "detach-partition": ({ table, partition }) => `detaches partition ${named(partition)} from ${named(table)}`,
  "set-row-security": ({ table, change }) => `${rowSecurity[change]} ${named(table)}`,
  "set-replica-identity": ({ table }) => `sets the replica identity of ${named(table)}`,
  "alter-table-storage": ({ table, action }) => `alters the storage of ${named(table)} (${code(action)})`,
  "add-column": ({ table, column, definition }) =>
    `adds column ${partOf(table, column)} ${code(`${definition.type?.meaning ?? "of unknown type"}${definition.nullable ? "" : " NOT NULL"}`)}`,
  "drop-column": ({ table, column, cascade }) => `drops column ${partOf(table, column)}${cascading(cascade)}`,
  "rename-column": ({ table, column, to }) => `renames column ${partOf(table, column)} to ${code(to)}`,
  "alter-column-type": ({ table, column, type }) =>
    `changes the type of ${partOf(table, column)} to ${code(type.meaning)}`,
  "set-default": ({ table, column, default: value }) =>
    `sets the default of ${partOf(table, column)} to ${code(value.text)}`,
  "drop-default": ({ table, column }) => `drops the default of ${partOf(table, column)}`,
  "set-not-null": ({ table, column }) => `makes ${partOf(table, column)} NOT NULL`,
  "drop-not-null": ({ table, column }) => `makes ${partOf(table, column)} nullable`,
  "add-identity": ({ table, column }) => `makes ${partOf(table, column)} an identity column`,
  "set-identity": ({ table, column }) => `changes the identity of ${partOf(table, column)}`,
  "drop-identity": ({ table, column }) => `drops the identity of ${partOf(table, column)}`,
  "set-expression": ({ table, column }) => `changes the expression that generates ${partOf(table, column)}`,
  "drop-expression": ({ table, column }) => `makes generated column ${partOf(table, column)} an ordinary one`,
  "alter-column-storage": ({ table, column, action }) =>
    `alters the storage of ${partOf(table, column)} (${code(action)})`,
};

const rowSecurity = {
  enable: "enables row security on",
  disable: "disables row security on",
  force: "forces row security on",
  "no force": "no longer forces row security on",
} as const;

const constraintKinds = {
  "primary-key": "primary key",
  unique: "unique constraint",
  "foreign-key": "foreign key",
  check: "check constraint",
  exclude: "exclusion constraint",
  "not-null": "not-null constraint",
} as const;

function addedConstraint(constraint: WrittenConstraint): string {
  const what = orUnnamed(constraintKinds[constraint.kind], constraint.name);
  if (constraint.kind === "foreign-key") {
    return `${what} ${columnsOf(constraint.columns)} to ${named(constraint.references.table)}`;
  }
  return constraint.kind === "primary-key" || constraint.kind === "unique"
    ? `${what} ${columnsOf(constraint.columns)}`
    : what;
}

const aroundTable: WordsFor<(ConstraintOperation | IndexOperation)["kind"]> = {
  "add-constraint": ({ table, constraint }) => `adds ${addedConstraint(constraint)} on ${named(table)}`,
  "drop-constraint": ({ table, constraint, cascade }) =>
    `drops constraint ${partOf(table, constraint)}${cascading(cascade)}`,
  "rename-constraint": ({ table, constraint, to }) => `renames constraint ${partOf(table, constraint)} to ${code(to)}`,
  "validate-constraint": ({ table, constraint }) => `validates constraint ${partOf(table, constraint)}`,
  "alter-constraint": ({ table, constraint }) => `alters constraint ${partOf(table, constraint)}`,
  "create-index": ({ table, index, concurrently }) =>
    `creates ${orUnnamed(index.unique ? "unique index" : "index", index.name)} on ${named(table)}${concurrently ? " concurrently" : ""}`,
  "drop-index": ({ index, cascade, concurrently }) =>
    `drops index ${named(index)}${concurrently ? " concurrently" : ""}${cascading(cascade)}`,
  "rename-index": ({ index, to }) => `renames index ${named(index)} to ${code(to)}`,
  "attach-index": ({ index, child }) => `attaches index ${named(child)} to ${named(index)}`,
  "alter-index-storage": ({ index, action }) => `alters the storage of index ${named(index)} (${code(action)})`,
  reindex: ({ target, scope }) =>
    `rebuilds ${scope === "index" ? "index" : `all indexes of the ${scope}`}${target === undefined ? "" : ` ${named(target)}`}`,
};

const viewKind = (materialized: boolean) => (materialized ? "materialized view" : "view");

const views: WordsFor<ViewOperation["kind"]> = {
  "create-view": ({ view, materialized, replace }) =>
    `${replace ? "creates or replaces" : "creates"} ${viewKind(materialized)} ${named(view)}`,
  "drop-view": ({ view, materialized, cascade }) =>
    `drops ${viewKind(materialized)} ${named(view)}${cascading(cascade)}`,
  "rename-view": ({ view, materialized, to }) => `renames ${viewKind(materialized)} ${named(view)} to ${code(to)}`,
  "rename-view-column": ({ view, column, to }) => `renames column ${code(`${keyOf(view)}.${column}`)} to ${code(to)}`,
  "alter-view": ({ view, action }) => `alters view ${named(view)} (${code(action)})`,
  "refresh-view": ({ view }) => `refreshes materialized view ${named(view)}`,
};

/** Words for tables and what stands in them or on them, and for views. */
export const tableWords: WordsFor<Kinds & OperationKind> = { ...inTable, ...aroundTable, ...views };
