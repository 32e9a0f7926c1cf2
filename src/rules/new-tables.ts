import { keyOf } from "../model/name.ts";
import type { OperationOf } from "../model/operation.ts";
import type { Table } from "../model/schema.ts";
import { changedMigrations } from "./changed-migrations.ts";
import type { RuleContext } from "./define-rule.ts";

/** A table of the head schema that the pull request makes. */
export type NewTable = {
  readonly table: Table;
  /** `keyOf` of its name at head. */
  readonly key: string;
  readonly operation: OperationOf<"create-table">;
};

/** Tables that are there once all migrations ran and were not before: no temporary ones, no partitions of another, none that was only built anew. */
export function newTables(context: RuleContext): readonly NewTable[] {
  const { base, head } = context.comparison;
  const made = new Map<string, OperationOf<"create-table">>();
  for (const { steps } of changedMigrations(context)) {
    for (const { operation, effect } of steps) {
      if (effect === "no-effect") continue;
      if (operation.kind === "create-table") made.set(keyOf(operation.table), operation);
      if (operation.kind === "rename-table")
        rename(made, keyOf(operation.table), keyOf({ ...operation.table, name: operation.to }));
    }
  }
  return [...made].flatMap(([key, operation]) => {
    const table = head.tables.get(key);
    if (table === undefined || base.tables.has(key)) return [];
    return table.persistence === "temporary" || table.partitionOf !== undefined ? [] : [{ table, key, operation }];
  });
}

function rename<V>(map: Map<string, V>, from: string, to: string): void {
  const value = map.get(from);
  if (value === undefined) return;
  map.delete(from);
  map.set(to, value);
}
