import { applyOperations } from "../compare/apply-operations.ts";
import { emptySchema } from "../compare/empty-schema.ts";
import { readMigrations } from "../extract/migrations/read-migrations.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Migration } from "../model/migration.ts";
import type { Policy } from "../model/policy.ts";
import type { Schema } from "../model/schema.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { SqlReader } from "../model/sql-reader.ts";

/** One history of migrations, replayed from an empty database. */
export type Lineage = {
  readonly folder: string;
  readonly migrations: number;
  readonly schema: Schema;
};

/** Replays every lineage of a snapshot by itself. Diagnostics are of all stages, in the order of the files. */
export function replayHistory(
  { files, paths }: Snapshot,
  sql: SqlReader,
  policy: Policy,
): { readonly lineages: readonly Lineage[]; readonly diagnostics: readonly Diagnostic[] } {
  const read = readMigrations({ files, paths, only: undefined, sql, policy });
  const byFolder = new Map<string, Migration[]>();
  for (const migration of read.migrations) {
    const list = byFolder.get(migration.lineage) ?? [];
    list.push(migration);
    byFolder.set(migration.lineage, list);
  }
  const replayed = [...byFolder].map(([folder, migrations]) => replay(folder, migrations, sql));
  return {
    lineages: replayed.map(({ lineage }) => lineage),
    diagnostics: [...read.diagnostics, ...replayed.flatMap(({ diagnostics }) => diagnostics)],
  };
}

function replay(folder: string, migrations: readonly Migration[], sql: SqlReader) {
  const scripts = migrations.map(({ up }) => up);
  const application = applyOperations(
    emptySchema(sql.dialect, true),
    scripts.flatMap(({ operations }) => operations),
    sql,
  );
  return {
    lineage: { folder, migrations: migrations.length, schema: application.schema },
    diagnostics: [...scripts.flatMap(({ diagnostics }) => diagnostics), ...application.diagnostics],
  };
}
