import { type QualifiedName, sameName } from "../../../model/name.ts";
import type { ColumnUse, QueryOutput } from "../../../model/schema.ts";

/** One thing that a query selects from, as its columns can be named. */
export type Source = {
  /** The name that qualifies its columns; `undefined` for a subquery without alias. */
  readonly alias: string | undefined;
  /** The table itself, where it is one and not a subquery, a WITH query or a function. */
  readonly table: QualifiedName | undefined;
  /** Columns that are known by name, because the query that makes them is written out. */
  readonly outputs: readonly QueryOutput[];
  /** Tables whose columns all pass through: the table itself, or those behind a `*`. */
  readonly open: readonly QualifiedName[];
};

/** What names can mean at one place of a query: its own sources first, then those of the queries around it. */
export type Scope = {
  readonly sources: readonly Source[];
  readonly ctes: ReadonlyMap<string, readonly QueryOutput[]>;
  readonly outer: Scope | undefined;
};

/** What a column's name turned out to be: a column of some table (`use`), or one that a subquery makes (`output`). */
export type Resolution = { readonly use: ColumnUse | undefined; readonly output: QueryOutput | undefined };

const nothing: Resolution = { use: undefined, output: undefined };

/** A table as a source. */
export function tableSource(table: QualifiedName, alias: string | undefined): Source {
  return { alias: alias ?? table.name, table, outputs: [], open: [table] };
}

/** A query, or a function, as a source; `columnNames` are those of its alias, which rename from the left. */
export function derivedSource(
  alias: string | undefined,
  outputs: readonly QueryOutput[],
  columnNames: readonly string[],
): Source {
  return { alias, table: undefined, outputs: renamed(outputs, columnNames), open: openTables(outputs) };
}

/** Output columns under the names of an alias's column list. */
export function renamed(outputs: readonly QueryOutput[], names: readonly string[]): readonly QueryOutput[] {
  if (names.length === 0) return outputs;
  const firstStar = outputs.findIndex((output) => output.name === "*");
  // Behind a star nobody knows which column the next name renames.
  if (firstStar !== -1 && firstStar < names.length) {
    return [...names.map((name) => ({ name, source: undefined, type: undefined })), ...outputs.slice(firstStar)];
  }
  const count = Math.max(outputs.length, names.length);
  return Array.from({ length: count }, (_, index) => {
    const { name, source, type } = outputs[index] ?? { name: undefined, source: undefined, type: undefined };
    return { name: names[index] ?? name, source, type };
  });
}

/** The WITH query that a bare name means at this place, if it means one. */
export function findCte(scope: Scope | undefined, name: string): readonly QueryOutput[] | undefined {
  for (let here = scope; here !== undefined; here = here.outer) {
    const outputs = here.ctes.get(name);
    if (outputs !== undefined) return outputs;
  }
  return undefined;
}

/** Finds a source by its alias, or by the table's qualified name. */
export function findSource(scope: Scope, qualifier: QualifiedName): Source | undefined {
  for (let here: Scope | undefined = scope; here !== undefined; here = here.outer) {
    const found = here.sources.find((source) =>
      qualifier.schema === undefined
        ? source.alias === qualifier.name
        : source.table !== undefined && sameName(source.table, qualifier),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a bare column name can mean: candidates of the innermost query come first. */
export function resolveBare(scope: Scope, column: string): Resolution {
  const candidates: QualifiedName[] = [];
  for (let here: Scope | undefined = scope; here !== undefined; here = here.outer) {
    for (const source of here.sources) {
      const output = source.outputs.find(({ name }) => name === column);
      if (output === undefined) continue;
      return candidates.length === 0
        ? { use: undefined, output }
        : { use: read(column, candidates), output: undefined };
    }
    for (const source of here.sources) addTables(candidates, source.open);
  }
  return candidates.length === 0 ? nothing : { use: read(column, candidates), output: undefined };
}

/** What `source.column` means. */
export function resolveIn(source: Source, column: string): Resolution {
  const output = source.outputs.find(({ name }) => name === column);
  if (output !== undefined) return { use: undefined, output };
  return source.open.length === 0 ? nothing : { use: read(column, source.open), output: undefined };
}

/** The tables behind the stars of a query's output. */
export function openTables(outputs: readonly QueryOutput[]): readonly QualifiedName[] {
  const tables: QualifiedName[] = [];
  for (const { name, source } of outputs) if (name === "*") addTables(tables, source?.candidates ?? []);
  return tables;
}

function addTables(tables: QualifiedName[], more: readonly QualifiedName[]): void {
  for (const table of more) if (!tables.some((known) => sameName(known, table))) tables.push(table);
}

function read(column: string, candidates: readonly QualifiedName[]): ColumnUse {
  return { column, access: "read", candidates };
}
