import { keyOf } from "../model/name.ts";
import type { Operation } from "../model/operation.ts";
import type { Schema, Table } from "../model/schema.ts";
import { passesOverAbsence } from "./absent-parts.ts";
import { tableNamed } from "./operation-subject.ts";
import { OverlayMap } from "./overlay-map.ts";
import { assumedColumn, assumedTable, columnOf } from "./table-parts.ts";
import type { Touches } from "./touches.ts";

/**
 * The base with the tables and columns that the operations must have found there to run, as far as a base of which not all is known may well have them. The same
 * base where there are none.
 */
export function assumedBase(base: Schema, operations: readonly Operation[], touches: Touches, final: Schema): Schema {
  if (base.complete) return base;
  const known = OverlayMap.over(base.tables);
  const assumed = assumedTables(touches, final);
  let tables = known;
  for (const operation of operations) {
    const name = tableNamed(operation);
    const subject = touches.subjects.get(operation);
    if (name === undefined || subject?.baseTable === undefined) continue;
    const isDropped = operation.kind === "drop-table" && !passesOverAbsence(operation) && !base.views.has(keyOf(name));
    const table =
      tables.get(subject.baseTable) ?? (isDropped || assumed.has(subject.baseTable) ? assumedTable(name) : undefined);
    if (table === undefined) continue;
    const before = withAssumed(table, subject.baseColumn, operation);
    if (tables.get(subject.baseTable) !== before) tables = tables.set(subject.baseTable, before);
  }
  return tables === known ? base : { ...base, tables };
}

/** Base names of the tables that were assumed on the way. */
function assumedTables({ tables }: Touches, final: Schema): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [key, { baseKey }] of tables) {
    if (baseKey !== undefined && final.tables.get(key)?.assumed === true) found.add(baseKey);
  }
  return found;
}

/** In a table that is documented only what is taken away leaves no trace of itself behind. */
function withAssumed(table: Table, column: string | undefined, operation: Operation): Table {
  if (column === undefined || columnOf(table, column) !== undefined) return table;
  const isTaken = operation.kind === "drop-column" && !passesOverAbsence(operation);
  return isTaken || table.assumed ? { ...table, columns: [...table.columns, assumedColumn(column)] } : table;
}
