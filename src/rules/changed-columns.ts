import type { Step } from "../model/comparison.ts";
import type { Location } from "../model/location.ts";
import { keyOf } from "../model/name.ts";
import type { Operation } from "../model/operation.ts";
import type { Column, Table } from "../model/schema.ts";
import { placeOfName } from "../text/place-of-name.ts";
import { changedMigrations } from "./changed-migrations.ts";
import type { RuleContext } from "./define-rule.ts";
import { oncePerReview } from "./once-per-review.ts";

/** A column of the head schema that the pull request makes, renames or gives another type. */
export type ChangedColumn = {
  readonly table: Table;
  /** `keyOf` of the table at head. */
  readonly key: string;
  readonly column: Column;
  readonly how: "new" | "renamed" | "retyped";
  /** A statement spells the column out, rather than taking it over from another table or a query. */
  readonly written: boolean;
  /** The operation that gave it its name or type last. */
  readonly operation: Operation;
  /** The column's own line where it can be told. */
  readonly at: Location;
};

type Change = Pick<ChangedColumn, "how" | "written" | "operation">;
type Changes = Map<string, Map<string, Change>>;

/** Columns that are new, renamed or retyped once all migrations ran, in the order of their statements; those of temporary tables and partitions are left out. */
export const changedColumns = oncePerReview((context): readonly ChangedColumn[] => {
  const changes: Changes = new Map();
  for (const migration of changedMigrations(context)) {
    for (const step of migration.steps) if (step.effect !== "no-effect") follow(step, context, changes);
  }
  return [...changes].flatMap(([key, columns]) => {
    const table = context.comparison.head.tables.get(key);
    if (table === undefined || table.persistence === "temporary" || table.partitionOf !== undefined) return [];
    return table.columns.flatMap((column) => {
      const change = columns.get(column.name);
      const how = change === undefined ? undefined : howInTheEnd(change, key, column, context);
      if (change === undefined || how === undefined) return [];
      return [{ table, key, column, ...change, how, at: placeOf(change.operation, column.name) }];
    });
  });
});

/** A table that is built anew under its old name (SQLite has no other way) makes no column that was there already. */
function howInTheEnd(
  { how }: Change,
  key: string,
  { name, type }: Column,
  { comparison: { base, renames } }: RuleContext,
): ChangedColumn["how"] | undefined {
  if (how !== "new") return how;
  const before = base.tables.get(renames.tables.get(key) ?? key)?.columns.find((column) => column.name === name);
  if (before === undefined) return "new";
  return before.type?.meaning === type?.meaning ? undefined : "retyped";
}

/** Where a statement speaks of one column: its line within a CREATE TABLE, else the clause. */
export function placeOf({ kind, at, statement }: Operation, column: string): Location {
  return kind === "create-table" ? placeOfName(statement.text, at, column) : at;
}

function follow({ operation, after }: Step, { comparison }: RuleContext, changes: Changes): void {
  const columnsOf = (key: string) => changes.get(key) ?? put(changes, key, new Map<string, Change>());
  switch (operation.kind) {
    case "create-table": {
      const written = new Set(operation.columns.map(({ name }) => name));
      const made = after.tables.get(keyOf(operation.table))?.columns ?? [];
      changes.set(
        keyOf(operation.table),
        new Map(made.map(({ name }) => [name, { how: "new", written: written.has(name), operation }])),
      );
      return;
    }
    case "add-column":
      columnsOf(keyOf(operation.table)).set(operation.column, { how: "new", written: true, operation });
      return;
    case "rename-column": {
      const columns = columnsOf(keyOf(operation.table));
      const known = columns.get(operation.column);
      columns.delete(operation.column);
      columns.set(operation.to, { how: "renamed", written: true, ...known, operation });
      return;
    }
    case "alter-column-type": {
      if (comparison.typeChanges.get(operation)?.effect === "same") return;
      const columns = columnsOf(keyOf(operation.table));
      columns.set(operation.column, { how: "retyped", ...columns.get(operation.column), written: true, operation });
      return;
    }
    case "rename-table":
      move(changes, keyOf(operation.table), keyOf({ ...operation.table, name: operation.to }));
      return;
    case "move-to-schema":
      if (operation.object === "table") move(changes, keyOf(operation.name), movedKey(operation));
      return;
    default:
      return;
  }
}

function movedKey({ name, to }: Extract<Operation, { kind: "move-to-schema" }>): string {
  return keyOf({ schema: to === "public" ? undefined : to, name: name.name });
}

function move(changes: Changes, from: string, to: string): void {
  const columns = changes.get(from);
  if (columns === undefined) return;
  changes.delete(from);
  changes.set(to, columns);
}

function put<K, V>(map: Map<K, V>, key: K, value: V): V {
  map.set(key, value);
  return value;
}
