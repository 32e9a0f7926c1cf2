import type { DeprecationState, Step } from "../model/comparison.ts";
import type { Contracts } from "../model/contract.ts";
import type { Location } from "../model/location.ts";
import { keyOf } from "../model/name.ts";
import type { Query, Schema } from "../model/schema.ts";
import { type DeprecationNote, tellsOfBackfill } from "./deprecation-note.ts";

type Subject = DeprecationState["subject"];
type Replacement = NonNullable<DeprecationState["replacement"]>;

/** Where a backfill would be found: the contracts' words, and what the pull request does. */
export type BackfillPlaces = {
  readonly base: Contracts;
  readonly head: Contracts;
  readonly schema: Schema;
  readonly steps: readonly Step[];
};

/** What takes the place of a deprecated object by the words of its mark; `undefined` where they name nothing that is there. */
export function replacementOf(
  subject: Subject,
  note: DeprecationNote,
  places: BackfillPlaces,
): Replacement | undefined {
  const parts = note.replacement?.toLowerCase().split(".") ?? [];
  const last = parts.at(-1);
  if (last === undefined) return undefined;
  const owner = parts.length > 1 ? parts.slice(0, -1).join(".") : subject.table;
  const isColumn = subject.column !== undefined && hasColumn(owner, last, places);
  if (isColumn && !(owner === subject.table && last === subject.column)) return { table: owner, column: last };
  const table = parts.join(".");
  return table !== subject.table && hasTable(table, places) ? { table, column: undefined } : undefined;
}

/** A key has its values from the start: nothing is copied there. */
export function wantsBackfill({ table, column }: Replacement, { base, schema }: BackfillPlaces): boolean {
  if (column === undefined) return true;
  const keys = schema.tables.get(table)?.constraints.find(({ kind }) => kind === "primary-key");
  if (keys?.kind === "primary-key" && keys.columns.includes(column)) return false;
  const row = base.database?.tables.get(table)?.columns?.find(({ name }) => name === column);
  return row?.primaryKey === undefined || row.primaryKey === false;
}

/** Where it is seen that the values went to what replaces them: in the mark's own words, the Migration History, or an operation of the pull request. */
export function backfillOf(
  subject: Subject,
  to: Replacement,
  { mark, note }: { readonly mark: Location; readonly note: DeprecationNote },
  { base, head, steps }: BackfillPlaces,
): Location | undefined {
  if (note.backfilled) return mark;
  const from = subject.column ?? lastPart(subject.table);
  const target = to.column ?? lastPart(to.table);
  for (const { database } of [base, head]) {
    const entry = database?.migrations.find(({ text }) => tellsOfBackfill(text, from, target));
    if (entry !== undefined) return entry.headingAt;
  }
  for (const { operation } of steps) {
    if (operation.kind !== "update" && operation.kind !== "insert" && operation.kind !== "merge") continue;
    if (keyOf(operation.table) === to.table && fills(operation, to) && reads(operation.query, subject))
      return operation.at;
  }
  return undefined;
}

function fills(
  operation: { readonly columns?: readonly string[]; readonly query: Query },
  { column }: Replacement,
): boolean {
  if (column === undefined) return true;
  const written = operation.query.columns.filter(({ access }) => access === "write").map((use) => use.column);
  return [...(operation.columns ?? []), ...written].includes(column);
}

function reads({ tables, columns }: Query, { table, column }: Subject): boolean {
  if (!tables.some((use) => keyOf(use.table) === table)) return false;
  return (
    column === undefined ||
    columns.some((use) => use.access === "read" && (use.column === column || use.column === "*"))
  );
}

function hasColumn(table: string, column: string, places: BackfillPlaces): boolean {
  const { base, head, schema } = places;
  if (schema.tables.get(table)?.columns.some(({ name }) => name === column) === true) return true;
  return [base, head].some(
    ({ database }) => database?.tables.get(table)?.columns?.some(({ name }) => name === column) === true,
  );
}

function hasTable(table: string, { base, head, schema }: BackfillPlaces): boolean {
  return schema.tables.has(table) || [base, head].some(({ database }) => database?.tables.has(table) === true);
}

function lastPart(key: string): string {
  return key.split(".").at(-1) ?? key;
}
