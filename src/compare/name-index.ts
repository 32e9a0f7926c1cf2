import { keyOf, type QualifiedName } from "../model/name.ts";
import type { Schema, Table } from "../model/schema.ts";
import type { OverlayMap } from "./overlay-map.ts";

/**
 * Where to look for what a table holds or what points at it: the owner of an index or constraint, children, and referencing tables.
 * It only ever learns, so its answers are candidates that the caller checks; it therefore serves every schema that grows from the same base.
 */
export class NameIndex {
  readonly #owners = new Map<string, Set<string>>();
  readonly #children = new Map<string, Set<string>>();
  readonly #referencing = new Map<string, Set<string>>();

  /** Remembers what a table holds. */
  learn(table: Table): void {
    const key = keyOf(table.name);
    for (const part of table.indexes) add(this.#owners, nameKey(table.name.schema, part.name), key);
    for (const part of table.constraints) {
      add(this.#owners, nameKey(table.name.schema, part.name), key);
      if (part.kind === "foreign-key") add(this.#referencing, keyOf(part.references.table), key);
    }
    for (const parent of table.inherits) add(this.#children, keyOf(parent), key);
    if (table.partitionOf !== undefined) add(this.#children, keyOf(table.partitionOf.parent), key);
  }

  /** What pointed at the old name points at the new one. */
  renamed(from: QualifiedName, to: QualifiedName): void {
    for (const key of this.children(from)) add(this.#children, keyOf(to), key);
    for (const key of this.referencing(from)) add(this.#referencing, keyOf(to), key);
  }

  /** Keys of tables that may hold an index or constraint of this name. */
  owners(name: QualifiedName): Iterable<string> {
    return this.#owners.get(nameKey(name.schema, name.name)) ?? [];
  }

  /** Keys of tables that may inherit from, or be a partition of, this one. */
  children(parent: QualifiedName): Iterable<string> {
    return this.#children.get(keyOf(parent)) ?? [];
  }

  /** Keys of tables that may have a foreign key to this one. */
  referencing(target: QualifiedName): Iterable<string> {
    return this.#referencing.get(keyOf(target)) ?? [];
  }
}

const indexes = new WeakMap<Schema, NameIndex>();

/** Lets the next application on this schema use what the last one learnt. */
export function keepNameIndex(schema: Schema, index: NameIndex): void {
  indexes.set(schema, index);
}

/** The index of a schema: kept from the application that made it, or learnt from its tables where they are in memory anyway. */
export function nameIndexOf(schema: Schema, tables: OverlayMap<Table>): NameIndex {
  const kept = indexes.get(schema);
  if (kept !== undefined) return kept;
  const index = new NameIndex();
  const known = tables.root instanceof Map ? tables.keys() : tables.changedKeys();
  for (const key of known) {
    const table = tables.get(key);
    if (table !== undefined) index.learn(table);
  }
  return index;
}

function nameKey(schema: string | undefined, name: string): string {
  return keyOf({ schema, name });
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, new Set([value]));
  else values.add(value);
}
