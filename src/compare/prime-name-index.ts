import type { Operation } from "../model/operation.ts";
import type { Schema } from "../model/schema.ts";
import type { Mentions } from "./mentions.ts";
import { keepNameIndex, NameIndex } from "./name-index.ts";

/**
 * Lets operations find what a contract holds in sections that they do not name: the table of `DROP INDEX name`, the tables that refer to a dropped one.
 * Only sections whose text mentions such a name are read.
 */
export function primeNameIndex(schema: Schema, operations: readonly Operation[], mentions: Mentions): void {
  if (schema.complete) return;
  const names = new Set(operations.flatMap(namesSought));
  if (names.size === 0) return;
  const index = new NameIndex();
  const learnt = new Set<string>();
  for (const name of names) {
    for (const key of mentions.of("tables", name)) {
      const table = learnt.has(key) ? undefined : schema.tables.get(key);
      learnt.add(key);
      if (table !== undefined) index.learn(table);
    }
  }
  keepNameIndex(schema, index);
}

function namesSought(operation: Operation): readonly string[] {
  switch (operation.kind) {
    case "drop-index":
    case "rename-index":
    case "attach-index":
    case "alter-index-storage":
      return [operation.index.name];
    case "drop-table":
    case "rename-table":
    case "drop-column":
    case "rename-column":
    case "drop-constraint":
      return [operation.table.name];
    case "drop-type":
    case "rename-type":
      return [operation.type.name];
    case "drop-routine":
    case "rename-routine":
      return [operation.routine.name];
    case "move-to-schema":
      return [operation.name.name];
    default:
      return [];
  }
}
