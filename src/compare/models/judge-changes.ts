import type { ModelChange } from "../../model/comparison.ts";
import type { ContractColumn, DatabaseContract } from "../../model/contract.ts";
import type { DeclaredColumn } from "../../model/declaration.ts";
import type { Column, Schema, Table } from "../../model/schema.ts";
import type { SqlReader } from "../../model/sql-reader.ts";
import { sameMembers } from "../same-meaning.ts";
import { declaredType, fitsDefault, fitsType } from "./declared-meaning.ts";
import { columnNamed, named } from "./declared-models.ts";
import { type DeclaredChange, nullability } from "./diff-models.ts";

/** What tells whether a change of a model is made. */
export type Ground = {
  /** The schema after the pull request's migrations. */
  readonly final: Schema;
  readonly base: DatabaseContract | undefined;
  readonly head: DatabaseContract | undefined;
  readonly unreadMigrations: boolean;
  readonly keepsMigrations: boolean;
  readonly sql: SqlReader;
};

/** Whether the schema that the migrations leave has what the models newly say. What the contract deprecates may leave the code before it leaves the schema. */
export function judgeChanges(changes: readonly DeclaredChange[], ground: Ground): readonly ModelChange[] {
  return changes.flatMap((change) => {
    const { head, ...told } = change;
    const declared = head?.columns.find(({ name }) => name === change.name);
    const isItself = change.orm === "sql" && !ground.keepsMigrations;
    const made = ground.unreadMigrations || isItself ? undefined : isMade(change, declared, ground);
    const more = made === true && change.kind === "added" ? [...unmadeParts(change, ground)] : [];
    return [{ ...told, made }, ...more];
  });
}

function isMade(change: DeclaredChange, declared: DeclaredColumn | undefined, ground: Ground): boolean | undefined {
  const table = named(ground.final.tables, change.owner);
  switch (change.object) {
    case "table":
      return isTableMade(change, table, ground);
    case "column":
      return isColumnMade(change, declared, table, ground);
    case "index":
      return isIndexMade(change, table, ground);
    case "enum-value":
      return isValueMade(change, ground);
    default:
      return change.object satisfies never;
  }
}

function isTableMade({ kind, owner }: DeclaredChange, table: Table | undefined, ground: Ground): boolean | undefined {
  const isThere = table !== undefined || named(ground.final.views, owner) !== undefined;
  if (kind === "added") return isThere ? true : isLawful(ground) ? false : undefined;
  return !isThere ? true : isDeprecated(owner, undefined, ground) ? undefined : false;
}

/** Whether a table that is not known is not there: the whole history was read, or a contract lists all. */
function isLawful({ final, base }: Ground): boolean {
  return final.complete || (base !== undefined && (base.tables.size > 0 || base.parts.tables !== undefined));
}

function isColumnMade(
  { kind, owner, name = "", attribute }: DeclaredChange,
  declared: DeclaredColumn | undefined,
  table: Table | undefined,
  ground: Ground,
): boolean | undefined {
  const column = table && columnNamed(table.columns, name);
  if (kind === "dropped") return column === undefined ? true : isDeprecated(owner, name, ground) ? undefined : false;
  if (table === undefined) return undefined;
  if (kind === "added") return column !== undefined ? true : table.assumed ? undefined : false;
  if (column === undefined || declared === undefined || attribute === undefined) return undefined;
  if (fits(declared, column, attribute, ground)) return true;
  return isStated(owner, name, attribute, ground) ? false : undefined;
}

function fits(
  declared: DeclaredColumn,
  column: Column,
  attribute: NonNullable<ModelChange["attribute"]>,
  { sql }: Ground,
): boolean {
  if (attribute === "nullable") return declared.nullable === undefined || declared.nullable === column.nullable;
  if (attribute === "default") return fitsDefault(declared, column.default, sql);
  const type = declaredType(declared, sql);
  return type === undefined || column.type === undefined || fitsType(type, column.type);
}

/** What a contract's row leaves out is not known of the schema that was read from it. */
function isStated(owner: string, name: string, attribute: string, { final, base }: Ground): boolean {
  const section = base === undefined ? undefined : named(base.tables, owner);
  if (final.complete || section === undefined || section.ddl !== undefined) return true;
  const row = columnNamed(section.columns ?? [], name);
  return row === undefined || row[attribute as "type" | "nullable" | "default"] !== undefined;
}

function isIndexMade(
  { kind, name = "", to, owner }: DeclaredChange,
  table: Table | undefined,
  { base, final }: Ground,
): boolean | undefined {
  if (table === undefined || table.assumed) return undefined;
  const columns = name.split(", ");
  const isThere =
    table.constraints.some((it) => (it.kind === "unique" || it.kind === "primary-key") && same(it.columns, columns)) ||
    table.indexes.some(
      (it) =>
        (it.unique || to === "plain") &&
        same(
          it.elements.map(({ column }) => column ?? ""),
          columns,
        ),
    );
  if (kind === "dropped") return !isThere;
  const section = base === undefined ? undefined : named(base.tables, owner);
  const listsAll =
    final.complete || section === undefined || section.ddl !== undefined || section.indexes !== undefined;
  return isThere ? true : listsAll ? false : undefined;
}

function same(left: readonly string[], right: readonly string[]): boolean {
  const [one, other] = [left, right].map((names) => names.map((name) => name.toLowerCase()));
  return sameMembers(one ?? [], other ?? []);
}

function isValueMade({ kind, owner, name = "" }: DeclaredChange, { final }: Ground): boolean | undefined {
  const type = named(final.types, owner);
  if (type?.kind !== "enum") return undefined;
  return type.values.includes(name) === (kind === "added");
}

function isDeprecated(owner: string, name: string | undefined, { base, head }: Ground): boolean {
  return [base, head].some((contract) => {
    const section = contract === undefined ? undefined : named(contract.tables, owner);
    const row: ContractColumn | undefined = name === undefined ? undefined : columnNamed(section?.columns ?? [], name);
    return section?.deprecated !== undefined || row?.deprecated !== undefined;
  });
}

/** Of a table or column that a migration makes: what it makes another way than the model says. */
function* unmadeParts({ owner, orm, head, name, object }: DeclaredChange, ground: Ground): Generator<ModelChange> {
  const table = named(ground.final.tables, owner);
  if (table === undefined || table.assumed || head === undefined || object === "index" || object === "enum-value")
    return;
  const wanted = name === undefined ? head.columns : head.columns.filter((column) => column.name === name);
  for (const declared of wanted) {
    const column = columnNamed(table.columns, declared.name);
    const common = { object: "column", owner, name: declared.name, at: declared.at, orm, made: false } as const;
    const type = declared.type?.[ground.sql.dialect];
    if (column === undefined) {
      yield { ...common, kind: "added", attribute: undefined, from: undefined, to: type };
    } else if (!fits(declared, column, "type", ground)) {
      yield { ...common, kind: "differs", attribute: "type", from: column.type?.text, to: type };
    } else if (!fits(declared, column, "nullable", ground) && isStated(owner, declared.name, "nullable", ground)) {
      const [from, to] = [nullability(column.nullable), nullability(declared.nullable === true)];
      yield { ...common, kind: "differs", attribute: "nullable", from, to };
    }
  }
}
