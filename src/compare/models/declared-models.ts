import type { Declarations, DeclaredColumn, DeclaredEnum, DeclaredTable } from "../../model/declaration.ts";
import type { Location } from "../../model/location.ts";
import { keyOf } from "../../model/name.ts";

/** The model files of both sides that a pull request changes, as far as they declare something. */
export type DeclaredModels = {
  readonly base: readonly DeclaredFile[];
  readonly head: readonly DeclaredFile[];
  /** The pull request has migrations of which nobody could tell here what they do. */
  readonly unreadMigrations: boolean;
  /** The repository has migrations at all: without any, a tool makes the database as a schema in SQL says. */
  readonly keepsMigrations: boolean;
};

export type DeclaredFile = { readonly path: string; readonly declarations: Declarations };

/** A table with what declares it. */
export type Declared<T> = { readonly value: T; readonly orm: string; readonly path: string };

export function declaredTables(files: readonly DeclaredFile[]): ReadonlyMap<string, Declared<DeclaredTable>> {
  return new Map(
    files.flatMap(({ path, declarations: { orm, tables } }) =>
      tables.map((value) => [keyOf(value.name), { value, orm, path }] as const),
    ),
  );
}

export function declaredEnums(files: readonly DeclaredFile[]): ReadonlyMap<string, Declared<DeclaredEnum>> {
  return new Map(
    files.flatMap(({ path, declarations: { orm, enums } }) =>
      enums.map((value) => [keyOf(value.name), { value, orm, path }] as const),
    ),
  );
}

/** The first character of a file, for what has no better place in it. */
export function startOf(path: string): Location {
  const start = { line: 1, column: 1, offset: 0 };
  return { path, start, end: start };
}

/** An object by its name as declared, or as the server folds it where nobody quoted it. */
export function named<V>(objects: ReadonlyMap<string, V>, key: string): V | undefined {
  return objects.get(key) ?? objects.get(key.toLowerCase());
}

/** A column by its name as declared, or in other letters. */
export function columnNamed<C extends { readonly name: string }>(columns: Iterable<C>, name: string): C | undefined {
  const all = [...columns];
  return all.find((each) => each.name === name) ?? all.find((each) => each.name.toLowerCase() === name.toLowerCase());
}

/** All unique constraints and indexes of a table, those written at a column too. */
export function indexesOf({ columns, indexes }: DeclaredTable): DeclaredTable["indexes"] {
  const own = columns.filter(({ unique, primaryKey }) => unique && !primaryKey);
  return [...indexes, ...own.map(({ name, at }: DeclaredColumn) => ({ columns: [name], unique: true, at }))];
}
