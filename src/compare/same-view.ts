import { keyOf } from "../model/name.ts";
import type { Query, View } from "../model/schema.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { sameList, sqlKey } from "./same-meaning.ts";

/**
 * Whether a promised view is the actual one: the same text, by the canonical spelling of its query where it can be had, over the same tables.
 * Of a view whose tables or columns were renamed after it was made, the text is out of date: then what it reads and gives must agree.
 */
export function sameView(promised: View, actual: View, sql: SqlReader): boolean {
  if (!sameTables(promised.query, actual.query)) return false;
  if (isOutOfDate(actual, sql)) return sameUses(promised, actual);
  if (sqlKey(promised.definition) === sqlKey(actual.definition)) return true;
  const meaning = canonical(promised, sql);
  return meaning !== undefined && meaning === canonical(actual, sql);
}

function canonical({ definition }: View, sql: SqlReader): string | undefined {
  return sql.readExpression(`(${definition.trim().replace(/;\s*$/, "")})`)?.meaning;
}

/** A name without its schema may mean a table of any: who reads the contract knows which. */
function sameTables(promised: Query, actual: Query): boolean {
  const key = ({ table }: Query["tables"][number]): string => keyOf(table);
  const actualKeys = actual.tables.map(key);
  const bareKeys = actual.tables.map(({ table }) => keyOf({ schema: undefined, name: table.name }));
  return (
    promised.tables.length === actual.tables.length &&
    promised.tables.every((use) => actualKeys.includes(key(use)) || bareKeys.includes(key(use)))
  );
}

function isOutOfDate({ definition, query }: View, sql: SqlReader): boolean {
  const written = sql.readQuery({ path: "", text: definition, transactional: false }).queries[0];
  return written === undefined || usesOf(written) !== usesOf(query);
}

function usesOf({ tables, columns }: Query): string {
  const names = columns.map(({ column, candidates }) => `${column} ${candidates.map(keyOf).join(" ")}`);
  return [...tables.map(({ table }) => keyOf(table)), ...names].join("\n");
}

function sameUses(promised: View, actual: View): boolean {
  const columns = ({ query }: View): readonly string[] =>
    [...new Set(query.columns.map(({ column }) => column))].sort();
  const isKnown = (view: View): boolean => view.columns.every(({ name }) => name !== "*") && view.columns.length > 0;
  const output = (view: View): readonly string[] =>
    isKnown(promised) && isKnown(actual)
      ? view.columns.map(({ name }) => name)
      : view.query.output.map(({ name }) => name ?? "");
  return sameList(columns(promised), columns(actual)) && sameList(output(promised), output(actual));
}
