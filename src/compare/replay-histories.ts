import type { ObjectChanges, SchemaChange } from "../model/change.ts";
import type { Migration } from "../model/migration.ts";
import type { Schema } from "../model/schema.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { applyOperations } from "./apply-operations.ts";
import { diffSchemas } from "./diff-schemas.ts";
import { emptySchema } from "./empty-schema.ts";
import { noRenames } from "./no-renames.ts";
import { unfoldRebuilds } from "./rebuilds.ts";

/** What two histories of migrations make of an empty database, and how the outcomes differ. */
export type Replay = { readonly base: Schema; readonly change: SchemaChange };

/**
 * Replays both sides, each lineage by itself; what they begin with in common is replayed once. With several lineages `base` holds the objects of
 * all, the first lineage's where two have one of the same name.
 */
export function replayHistories(base: readonly Migration[], head: readonly Migration[], sql: SqlReader): Replay {
  const empty = emptySchema(sql.dialect, true);
  const lineages = [...new Set([...base, ...head].map(({ lineage }) => lineage))];
  const replays = lineages.map((lineage) =>
    replayLineage(empty, inLineage(base, lineage), inLineage(head, lineage), sql),
  );
  return {
    base: replays.map((replay) => replay.base).reduce(union, empty),
    change: replays.map((replay) => replay.change).reduce(concat, diffSchemas(empty, empty, noRenames)),
  };
}

function replayLineage(empty: Schema, base: readonly Migration[], head: readonly Migration[], sql: SqlReader): Replay {
  const differs = head.findIndex((migration, at) => !sameMigration(migration, base[at]));
  const common = differs === -1 ? head.length : differs;
  const start = applyOperations(empty, operationsOf(head.slice(0, common)), sql).schema;
  const before = base.length === common ? start : applyOperations(start, operationsOf(base.slice(common)), sql).schema;
  const { scripts } = unfoldRebuilds(start, [operationsOf(head.slice(common))]);
  const after = applyOperations(start, scripts.flat(), sql);
  return { base: before, change: diffSchemas(before, after.schema, after.renames) };
}

function inLineage(migrations: readonly Migration[], lineage: string): readonly Migration[] {
  return migrations.filter((migration) => migration.lineage === lineage);
}

function operationsOf(migrations: readonly Migration[]) {
  return migrations.flatMap(({ up }) => up.operations);
}

function sameMigration(left: Migration, right: Migration | undefined): boolean {
  if (right === undefined || left.up.path !== right.up.path) return false;
  const { statements } = left.up;
  return (
    statements.length === right.up.statements.length &&
    statements.every(({ text }, at) => text === right.up.statements[at]?.text)
  );
}

function union(left: Schema, right: Schema): Schema {
  const merge = <V>(one: ReadonlyMap<string, V>, other: ReadonlyMap<string, V>) =>
    one.size === 0 ? other : new Map([...other, ...one]);
  return {
    dialect: left.dialect,
    complete: left.complete && right.complete,
    namespaces: merge(left.namespaces, right.namespaces),
    tables: merge(left.tables, right.tables),
    views: merge(left.views, right.views),
    sequences: merge(left.sequences, right.sequences),
    types: merge(left.types, right.types),
    routines: merge(left.routines, right.routines),
    extensions: merge(left.extensions, right.extensions),
  };
}

function concat(left: SchemaChange, right: SchemaChange): SchemaChange {
  const objects = (one: ObjectChanges, other: ObjectChanges): ObjectChanges => ({
    added: [...one.added, ...other.added],
    dropped: [...one.dropped, ...other.dropped],
    renamed: [...one.renamed, ...other.renamed],
    changed: [...one.changed, ...other.changed],
  });
  return {
    schemas: objects(left.schemas, right.schemas),
    tables: {
      added: [...left.tables.added, ...right.tables.added],
      dropped: [...left.tables.dropped, ...right.tables.dropped],
      renamed: [...left.tables.renamed, ...right.tables.renamed],
      changed: [...left.tables.changed, ...right.tables.changed],
    },
    views: objects(left.views, right.views),
    sequences: objects(left.sequences, right.sequences),
    enums: {
      added: [...left.enums.added, ...right.enums.added],
      dropped: [...left.enums.dropped, ...right.enums.dropped],
      renamed: [...left.enums.renamed, ...right.enums.renamed],
      changed: [...left.enums.changed, ...right.enums.changed],
    },
    types: objects(left.types, right.types),
    routines: objects(left.routines, right.routines),
    extensions: objects(left.extensions, right.extensions),
  };
}
