import type { ResolvedColumn } from "../model/comparison.ts";
import { keyOf } from "../model/name.ts";
import type { ColumnUse, Query, Schema } from "../model/schema.ts";

/** Columns that every table has and no definition lists. */
const systemColumns: ReadonlySet<string> = new Set(["ctid", "xmin", "xmax", "cmin", "cmax", "tableoid", "oid"]);

/** What a name in a query means: a column; `missing` where all that it could belong to is known and has none of that name; `unknown` otherwise. */
export type Resolution = ResolvedColumn | "missing" | "unknown";

/** The columns of a table or view, where all of them are known. */
export function columnsKnown(schema: Schema, key: string): readonly string[] | undefined {
  const table = schema.tables.get(key);
  if (table !== undefined) {
    return table.assumed || table.columns.length === 0 || table.inherits.length > 0
      ? undefined
      : table.columns.map(({ name }) => name);
  }
  const view = schema.views.get(key);
  if (view === undefined || view.columns.length === 0 || view.columns.some(({ name }) => name === "*"))
    return undefined;
  return view.columns.map(({ name }) => name);
}

/** The column that a use means, the innermost candidate first. A `*` is asked for with `starTables`. */
export function resolveUse(use: ColumnUse, schema: Schema): Resolution {
  if (systemColumns.has(use.column)) return "unknown";
  let open: string | undefined;
  for (const candidate of use.candidates) {
    const key = keyOf(candidate);
    const columns = columnsKnown(schema, key);
    if (columns === undefined) open ??= key;
    else if (columns.includes(use.column)) return { table: key, column: use.column };
    // A table's name can stand for its whole row.
    if (candidate.name === use.column) return "unknown";
  }
  if (open !== undefined) return use.candidates.length === 1 ? { table: open, column: use.column } : "unknown";
  return use.candidates.length === 0 ? "unknown" : "missing";
}

/** How a query uses one column of one table or view. */
export type ColumnUsage = {
  readonly reads: boolean;
  readonly writes: boolean;
  /** By `SELECT *`. */
  readonly readsAll: boolean;
  /** By an INSERT without a list of columns. */
  readonly writesAll: boolean;
};

/** How a query uses `table.column`; names that could mean several columns count for the first that exists, and where that cannot be told, for any. */
export function usageOf(query: Query, table: string, column: string, schema: Schema): ColumnUsage {
  let reads = false;
  let writes = false;
  let readsAll = false;
  let writesAll = false;
  for (const use of query.columns) {
    if (use.column !== column && use.column !== "*") continue;
    if (!use.candidates.some((candidate) => keyOf(candidate) === table)) continue;
    if (use.column === "*") {
      if (use.access === "read") readsAll = true;
      else writesAll = true;
      continue;
    }
    const meant = resolveUse(use, schema);
    if (typeof meant === "object" && meant.table !== table) continue;
    if (use.access === "read") reads = true;
    else writes = true;
  }
  return { reads, writes, readsAll, writesAll };
}

/** Whether a query names this table, view or function source. */
export function namesTable(query: Query, key: string): boolean {
  return query.tables.some(({ table }) => keyOf(table) === key);
}

/** The table that an INSERT fills. */
export function insertTarget(query: Query): string | undefined {
  if (query.operation !== "insert") return undefined;
  const target = query.tables.find(({ access }) => access === "write");
  return target === undefined ? undefined : keyOf(target.table);
}

/** Columns that an INSERT into this table lists; `undefined` where it lists none, or is none. */
export function insertedColumns(query: Query, table: string): readonly string[] | undefined {
  if (insertTarget(query) !== table) return undefined;
  const written = query.columns.filter(
    ({ access, candidates }) => access === "write" && candidates.some((candidate) => keyOf(candidate) === table),
  );
  if (written.some(({ column }) => column === "*")) return undefined;
  return written.map(({ column }) => column);
}
