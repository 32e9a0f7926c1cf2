import { keyOf } from "../model/name.ts";
import type { Constraint, Index, Table } from "../model/schema.ts";
import { constraintExists, relationExists } from "./lookup.ts";
import { chooseName, indexColumnNames, joinColumnNames } from "./server-names.ts";
import type { Workspace } from "./workspace.ts";

/**
 * An index keeps the column names that it was made with, whatever the table's columns are called later, and a copy of it (in a partition,
 * through `LIKE`) is named after those. They are remembered from the first rename on; until then they are the table's own.
 */
export function rememberIndexColumns(work: Workspace, table: Table): void {
  const { schema } = table.name;
  const names = new Map(work.moment.indexColumns);
  const remember = (name: string, columns: string) => {
    const key = keyOf({ schema, name });
    if (!names.has(key)) names.set(key, columns);
  };
  for (const index of table.indexes) remember(index.name, indexColumnNames(index));
  for (const constraint of table.constraints) {
    if (constraint.kind === "unique") remember(constraint.name, uniqueColumnNames(constraint));
  }
  work.moment = { ...work.moment, indexColumns: names };
}

/** The name of a copy; empty, for the server's ordinary choice, where nothing was renamed since the original was made. */
export function nameOfCopy(work: Workspace, source: Table, part: Index | Constraint, target: Table): string {
  const columns = work.moment.indexColumns.get(keyOf({ schema: source.name.schema, name: part.name }));
  if (columns === undefined) return "";
  const { schema, name } = target.name;
  const isKey = "kind" in part;
  const taken = (candidate: string) =>
    relationExists(work, { schema, name: candidate }) || (isKey && constraintExists(work, { schema, name: candidate }));
  const chosen = chooseName(taken, name, columns, isKey ? "key" : "idx");
  const key = keyOf({ schema, name: chosen });
  work.moment = { ...work.moment, indexColumns: new Map(work.moment.indexColumns).set(key, columns) };
  return chosen;
}

function uniqueColumnNames(constraint: Constraint & { readonly kind: "unique" }): string {
  return joinColumnNames([...constraint.columns, ...constraint.include]);
}
