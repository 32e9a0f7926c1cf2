import type { Engine } from "../../model/engine.ts";
import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { OperationKind, OperationOf } from "../../model/operation.ts";
import type { Schema, Table } from "../../model/schema.ts";
import type { LockFormName } from "./lock-forms.ts";

/** One table that a statement locks, and how. */
export type Taken = { readonly form: LockFormName; readonly table: string };

/** What the rest of the pull request does. */
export type Surroundings = {
  /** Whether an earlier step made the table, so that nobody else can know it yet. */
  readonly isNew: (table: string) => boolean;
  /** Keys of the tables and views that any step changes. */
  readonly touched: readonly string[];
};

/** What locks depend on besides the operation: the schema just before it, the rest of the pull request, and the server's version; where nobody states one, the newest. */
export type Scene = Surroundings & { readonly before: Schema; readonly version: Engine["version"] };

/** How operations of some kinds lock. */
export type LocksByKind<K extends OperationKind> = {
  readonly [Kind in K]: (operation: OperationOf<Kind>, scene: Scene) => readonly Taken[];
};

/** One lock. */
export function take(form: LockFormName, table: QualifiedName | string): Taken {
  return { form, table: typeof table === "string" ? table : keyOf(table) };
}

/** The same lock on a table and on all its partitions, which a statement on the parent reaches. */
export function takeAll(form: LockFormName, table: QualifiedName, schema: Schema): readonly Taken[] {
  return [take(form, table), ...partitionsOf(table, schema).map((partition) => take(form, partition))];
}

/** Keys of the partitions of a table, and of theirs. Tables that are not partitioned cost nothing. */
export function partitionsOf(table: QualifiedName, schema: Schema): readonly string[] {
  return directPartitions(table, schema).flatMap(({ name }) => [keyOf(name), ...partitionsOf(name, schema)]);
}

/** Tables beyond which a contract is not read through for the sake of one lock. */
const manyTables = 1_000;

/** The partitions of a table. Among very many tables those are looked at whose name holds the parent's, as partitions are named. */
export function directPartitions(table: QualifiedName, { tables }: Schema): readonly Table[] {
  const key = keyOf(table);
  if (tables.get(key)?.partitionBy === undefined) return [];
  const keys = [...tables.keys()].filter((one) => tables.size <= manyTables || one.includes(table.name));
  return keys.flatMap((one) => {
    const partition = tables.get(one);
    return partition?.partitionOf !== undefined && keyOf(partition.partitionOf.parent) === key ? [partition] : [];
  });
}

/** Keys of the other tables that the foreign keys of a table point to, or those of its foreign keys that hold one of the columns. */
export function referencedTables(table: QualifiedName, schema: Schema, column?: string): readonly string[] {
  const constraints = schema.tables.get(keyOf(table))?.constraints ?? [];
  const targets = constraints.flatMap((constraint) =>
    constraint.kind === "foreign-key" && (column === undefined || constraint.columns.includes(column))
      ? [keyOf(constraint.references.table)]
      : [],
  );
  return [...new Set(targets)].filter((target) => target !== keyOf(table));
}

/** Keys of the tables whose foreign keys point to a table, or to one of its columns. Walks the whole schema: only for what asks for CASCADE. */
export function referencingTables(table: QualifiedName, schema: Schema, column?: string): readonly string[] {
  const key = keyOf(table);
  return [...schema.tables.values()].flatMap(({ name, constraints }) => {
    const refers = constraints.some(
      (one) =>
        one.kind === "foreign-key" &&
        keyOf(one.references.table) === key &&
        (column === undefined || one.references.columns.includes(column)),
    );
    return refers && keyOf(name) !== key ? [keyOf(name)] : [];
  });
}
