import type { ModelChange } from "../../model/comparison.ts";
import type { DeclaredColumn, DeclaredEnum, DeclaredTable } from "../../model/declaration.ts";
import type { Location } from "../../model/location.ts";
import type { SqlReader } from "../../model/sql-reader.ts";
import { declaredType, fitsDefault } from "./declared-meaning.ts";
import {
  type Declared,
  type DeclaredModels,
  declaredEnums,
  declaredTables,
  indexesOf,
  startOf,
} from "./declared-models.ts";

/** A change before anybody asked whether the migrations make it, with the table it is about. */
export type DeclaredChange = Omit<ModelChange, "made"> & {
  /** The table as head declares it. */
  readonly head: DeclaredTable | undefined;
};

/** What differs between what the changed models declare at base and at head. A table that moves to another file stays what it is. */
export function diffModels(models: DeclaredModels, sql: SqlReader): readonly DeclaredChange[] {
  const [base, head] = [declaredTables(models.base), declaredTables(models.head)];
  const changes: DeclaredChange[] = [];
  for (const [owner, { value, orm }] of head) {
    const before = base.get(owner)?.value;
    if (before === undefined) changes.push(made("added", "table", { owner, orm, at: value.at, head: value }));
    else changes.push(...diffTable(owner, before, value, orm, sql));
  }
  for (const [owner, gone] of base) {
    if (head.has(owner)) continue;
    const at = startOf(placeOf(gone, models));
    changes.push(made("dropped", "table", { owner, orm: gone.orm, at }));
  }
  return [...changes, ...diffEnums(models)];
}

function placeOf({ path }: Declared<unknown>, { head }: DeclaredModels): string {
  return head.find((file) => file.path === path)?.path ?? path;
}

type Particulars = {
  readonly owner: string;
  readonly orm: string;
  readonly at: Location;
  readonly name?: string | undefined;
  readonly attribute?: ModelChange["attribute"];
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly head?: DeclaredTable | undefined;
};

function made(kind: ModelChange["kind"], object: ModelChange["object"], given: Particulars): DeclaredChange {
  const open = { name: undefined, attribute: undefined, from: undefined, to: undefined };
  return { ...open, head: undefined, ...given, kind, object };
}

function* diffTable(
  owner: string,
  base: DeclaredTable,
  head: DeclaredTable,
  orm: string,
  sql: SqlReader,
): Generator<DeclaredChange> {
  const common = { owner, orm, head };
  const before = new Map(base.columns.map((column) => [column.name, column]));
  for (const column of head.columns) {
    const { name, at } = column;
    const old = before.get(name);
    if (old === undefined) yield made("added", "column", { ...common, name, at, to: column.type?.[sql.dialect] });
    else yield* diffColumn(old, column, { ...common, name, at }, sql);
  }
  const left = new Set(head.columns.map(({ name }) => name));
  for (const { name } of base.columns)
    if (!left.has(name)) yield made("dropped", "column", { ...common, name, at: head.at });
  yield* diffIndexes(base, head, common);
}

function* diffColumn(
  before: DeclaredColumn,
  after: DeclaredColumn,
  common: Particulars,
  sql: SqlReader,
): Generator<DeclaredChange> {
  const [from, to] = [declaredType(before, sql), declaredType(after, sql)];
  if (from !== undefined && to !== undefined && from.meaning !== to.meaning) {
    yield made("changed", "column", { ...common, attribute: "type", from: from.text, to: to.text });
  }
  if (before.nullable !== undefined && after.nullable !== undefined && before.nullable !== after.nullable) {
    const words = { from: nullability(before.nullable), to: nullability(after.nullable) };
    yield made("changed", "column", { ...common, attribute: "nullable", ...words });
  }
  if (before.default !== undefined && after.default !== undefined && before.default !== after.default) {
    const old = before.default === "none" ? undefined : sql.readExpression(before.default);
    if (fitsDefault(after, old, sql)) return;
    yield made("changed", "column", { ...common, attribute: "default", from: before.default, to: after.default });
  }
}

/** As SQL says it. */
export function nullability(nullable: boolean): string {
  return nullable ? "NULL" : "NOT NULL";
}

function* diffIndexes(
  base: DeclaredTable,
  head: DeclaredTable,
  common: Omit<Particulars, "at">,
): Generator<DeclaredChange> {
  const key = ({ columns, unique }: DeclaredTable["indexes"][number]) => `${unique} ${columns.join(", ")}`;
  const [before, after] = [indexesOf(base), indexesOf(head)];
  const [old, now] = [new Set(before.map(key)), new Set(after.map(key))];
  const words = (index: DeclaredTable["indexes"][number]) => ({
    name: index.columns.join(", "),
    to: index.unique ? "unique" : "plain",
  });
  for (const index of after) {
    if (!old.has(key(index))) yield made("added", "index", { ...common, ...words(index), at: index.at });
  }
  for (const index of before) {
    if (!now.has(key(index))) yield made("dropped", "index", { ...common, ...words(index), at: head.at });
  }
}

function* diffEnums(models: DeclaredModels): Generator<DeclaredChange> {
  const [base, head] = [declaredEnums(models.base), declaredEnums(models.head)];
  for (const [owner, { value, orm }] of head) {
    const before = base.get(owner)?.value;
    if (before !== undefined) yield* diffValues(owner, before, value, orm);
  }
}

function* diffValues(owner: string, before: DeclaredEnum, after: DeclaredEnum, orm: string): Generator<DeclaredChange> {
  const common = { owner, orm, at: after.at };
  for (const name of after.values)
    if (!before.values.includes(name)) yield made("added", "enum-value", { ...common, name });
  for (const name of before.values)
    if (!after.values.includes(name)) yield made("dropped", "enum-value", { ...common, name });
}
