import type { ResolvedColumn, ResolvedQuery, Step } from "../model/comparison.ts";
import type { ContractQuery, Contracts } from "../model/contract.ts";
import { keyOf } from "../model/name.ts";
import type { Operation } from "../model/operation.ts";
import type { ColumnUse, Query, QueryOutput, Schema } from "../model/schema.ts";
import { lastWord, maySpeakOf } from "../text/word-search.ts";
import { isRequired } from "./hazards.ts";
import { entryState } from "./readers.ts";
import { columnsKnown, insertedColumns, insertTarget, type Resolution, resolveUse } from "./resolve-columns.ts";
import type { Touches } from "./touches.ts";

/** What head's queries are resolved against, and what may have broken them. */
export type ResolutionInput = {
  readonly base: Contracts;
  readonly head: Contracts;
  readonly final: Schema;
  readonly steps: readonly Step[];
  readonly touches: Touches;
};

/** The queries of the head SQL contract that the pull request changes, or whose tables and views its migrations touch, resolved against the head schema. */
export function resolveQueries(input: ResolutionInput): readonly ResolvedQuery[] {
  const { base, head, touches } = input;
  if (head.sql === undefined) return [];
  const names = new Set([...touches.tables.keys(), ...touches.goneTables.keys(), ...touches.views.keys()]);
  const words = [...names].map(lastWord);
  const isSame = base.sql?.text === head.sql.text;
  const found: ResolvedQuery[] = [];
  for (const [key, text] of head.sql.entryTexts) {
    const entry = isSame ? "unchanged" : entryState(base.sql?.entryTexts.get(key), text);
    if (entry === undefined || entry === "removed") continue;
    const lowered = text.toLowerCase();
    if (entry === "unchanged" && !words.some((word) => maySpeakOf(lowered, word))) continue;
    const query = head.sql.queries.get(key);
    if (query === undefined) continue;
    const isTouched = query.reading.some(({ tables }) => tables.some(({ table }) => names.has(keyOf(table))));
    if (entry !== "unchanged" || isTouched) found.push(resolve(query, entry, input));
  }
  return found;
}

function resolve(query: ContractQuery, entry: ResolvedQuery["entry"], input: ResolutionInput): ResolvedQuery {
  const reads = new Set<string>();
  const writes = new Set<string>();
  for (const { tables } of query.reading) {
    for (const { table, access } of tables) (access === "read" ? reads : writes).add(keyOf(table));
  }
  const columns = query.reading.flatMap((reading) =>
    reading.columns.map((use) => ({ use, meant: meaningOf(use, entry, input) })),
  );
  const resolved = (access: "read" | "write"): readonly ResolvedColumn[] =>
    columns.flatMap(({ use, meant }) =>
      use.access === access && use.column !== "*" && typeof meant === "object" ? [meant] : [],
    );
  const output = once(() => {
    const [reading, ...more] = query.reading;
    return reading === undefined || more.length > 0 ? undefined : outputOf(reading, input.final);
  });
  return {
    query,
    entry,
    reads: [...reads],
    writes: [...writes],
    readColumns: resolved("read"),
    writtenColumns: [...resolved("write"), ...writtenAll(query, input.final)],
    missing: [...missingTables(query, entry, input), ...missingColumns(query, entry, input)],
    unfilled: query.reading.flatMap((reading) => unfilled(reading, entry, input)),
    get output() {
      return output();
    },
  };
}

/** A qualified column of a table that nothing touches means what it always meant: the table need not be read for it. */
function meaningOf(use: ColumnUse, entry: ResolvedQuery["entry"], { final, touches }: ResolutionInput): Resolution {
  const [only, ...others] = use.candidates;
  if (entry === "unchanged" && only !== undefined && others.length === 0) {
    const table = keyOf(only);
    if (!touches.tables.has(table) && !touches.goneTables.has(table) && !touches.views.has(table)) {
      return { table, column: use.column };
    }
  }
  return resolveUse(use, final);
}

/** An INSERT without a list writes every column. */
function writtenAll(query: ContractQuery, schema: Schema): readonly ResolvedColumn[] {
  return query.reading.flatMap((reading) => {
    const table = insertTarget(reading);
    if (table === undefined || insertedColumns(reading, table) !== undefined) return [];
    return (columnsKnown(schema, table) ?? []).map((column) => ({ table, column }));
  });
}

type Missing = ResolvedQuery["missing"][number];

const catalogs: ReadonlySet<string | undefined> = new Set(["pg_catalog", "information_schema", "pg_temp"]);

function missingTables(
  query: ContractQuery,
  entry: ResolvedQuery["entry"],
  { final, touches }: ResolutionInput,
): readonly Missing[] {
  const found = new Map<string, Missing>();
  for (const { tables, routines } of query.reading) {
    const called = new Set(routines.map(keyOf));
    for (const { table } of tables) {
      const key = keyOf(table);
      if (final.tables.has(key) || final.views.has(key) || called.has(key) || catalogs.has(table.schema)) continue;
      if (/^pg_/.test(table.name)) continue;
      const view = touches.views.get(key);
      const operation = touches.goneTables.get(key) ?? (view === undefined || final.views.has(key) ? undefined : view);
      if (operation === undefined && (entry === "unchanged" || !final.complete)) continue;
      found.set(key, { table: key, column: undefined, operation });
    }
  }
  return [...found.values()];
}

function missingColumns(
  query: ContractQuery,
  entry: ResolvedQuery["entry"],
  input: ResolutionInput,
): readonly Missing[] {
  const found = new Map<string, Missing>();
  for (const { columns } of query.reading) {
    for (const use of columns) {
      if (use.column === "*" || meaningOf(use, entry, input) !== "missing") continue;
      const gone = use.candidates
        .map((candidate) => ({
          table: keyOf(candidate),
          operation: input.touches.tables.get(keyOf(candidate))?.columns.get(use.column)?.operation,
        }))
        .find(({ operation }) => operation !== undefined);
      if (gone === undefined && entry === "unchanged") continue;
      const [first] = use.candidates;
      const table = gone?.table ?? (first === undefined ? "" : keyOf(first));
      found.set(`${table}.${use.column}`, { table, column: use.column, operation: gone?.operation });
    }
  }
  return [...found.values()];
}

function unfilled(
  query: Query,
  entry: ResolvedQuery["entry"],
  { final, touches, steps }: ResolutionInput,
): ResolvedQuery["unfilled"] {
  const key = insertTarget(query);
  const table = key === undefined ? undefined : final.tables.get(key);
  if (key === undefined || table === undefined || table.assumed) return [];
  const listed = insertedColumns(query, key);
  return table.columns.flatMap((column) => {
    if (!isRequired(column) || listed?.includes(column.name)) return [];
    const touch = touches.tables.get(key)?.columns.get(column.name);
    const operation = touch === undefined ? undefined : requiredBy(touch.operation, steps, key, column.name);
    // Without a list, values go to the columns in order: only a column that came later is surely left out.
    const isLeftOut = listed !== undefined || operation?.kind === "add-column";
    const isNews = operation !== undefined || (entry !== "unchanged" && listed !== undefined);
    return isLeftOut && isNews ? [{ table: key, column: column.name, operation }] : [];
  });
}

/** The operation that made the column required, not merely the last one that touched it. */
function requiredBy(last: Operation, steps: readonly Step[], table: string, column: string): Operation | undefined {
  const isRequiredIn = (schema: Schema): boolean =>
    schema.tables.get(table)?.columns.some((one) => one.name === column && isRequired(one)) === true;
  const step = steps.find(({ before, after }) => !isRequiredIn(before) && isRequiredIn(after));
  return step?.operation ?? (last.kind === "set-not-null" || last.kind === "drop-default" ? last : undefined);
}

function outputOf(query: Query, schema: Schema): ResolvedQuery["output"] {
  const columns: { name: string | undefined; type: QueryOutput["type"] }[] = [];
  for (const output of query.output) {
    if (output.name !== "*") {
      columns.push({ name: output.name, type: output.type ?? typeOf(output, schema) });
      continue;
    }
    for (const candidate of output.source?.candidates ?? []) {
      const key = keyOf(candidate);
      const known = columnsKnown(schema, key);
      if (known === undefined) return undefined;
      for (const name of known) columns.push({ name, type: columnType(schema, key, name) });
    }
  }
  return columns;
}

function typeOf({ source }: QueryOutput, schema: Schema): QueryOutput["type"] {
  if (source === undefined) return undefined;
  const meant = resolveUse(source, schema);
  return typeof meant === "object" ? columnType(schema, meant.table, meant.column) : undefined;
}

function columnType(schema: Schema, table: string, column: string): QueryOutput["type"] {
  const columns = schema.tables.get(table)?.columns ?? schema.views.get(table)?.columns;
  return columns?.find(({ name }) => name === column)?.type;
}

/** Worked out when somebody asks: it reads every table that the query names. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
