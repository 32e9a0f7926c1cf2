import type { DeclaredFile, DeclaredModels } from "./compare/models/declared-models.ts";
import type { ChangedMigration } from "./compare/new-operations.ts";
import { isCodeMigration } from "./extract/migrations/code-migration.ts";
import { listMigrations } from "./extract/migrations/list-migrations.ts";
import { isSqlSchemaPath } from "./extract/models/model-path.ts";
import { readSqlSchema } from "./extract/models/sql-schema/read-sql-schema.ts";
import type { CodeReading } from "./model/declaration.ts";
import type { Diagnostic } from "./model/diagnostic.ts";
import type { ReviewInput } from "./model/review-input.ts";
import type { Snapshot } from "./model/snapshot.ts";
import type { SqlReader } from "./model/sql-reader.ts";

type ChangedModels = { readonly models: DeclaredModels; readonly diagnostics: readonly Diagnostic[] };

/** What the models that a pull request changes declare at base and at head, and whether its migrations could all be read. */
export function readChangedModels(
  input: ReviewInput,
  migrations: readonly ChangedMigration[],
  sql: SqlReader,
): ChangedModels {
  const { changes, base, head, code } = input;
  const before = schemaFiles(
    base,
    changes.flatMap(({ path, previousPath }) => previousPath ?? path),
    input,
    sql,
  );
  const after = schemaFiles(
    head,
    changes.map(({ path }) => path),
    input,
    sql,
  );
  return {
    models: {
      base: [...before.files, ...declaredIn(code?.base ?? [])],
      head: [...after.files, ...declaredIn(code?.head ?? [])],
      keepsMigrations: keepsMigrations(input, sql),
      unreadMigrations: changes.some(({ path, status }) => status !== "removed" && isUnread(path, migrations)),
    },
    diagnostics: [...after.diagnostics, ...(code?.head ?? []).flatMap(({ diagnostics }) => diagnostics)],
  };
}

function declaredIn(readings: readonly CodeReading[]): readonly DeclaredFile[] {
  return readings.flatMap(({ path, declarations }) => declarations.map((each) => ({ path, declarations: each })));
}

function schemaFiles(
  { files }: Snapshot,
  paths: readonly string[],
  { policy }: ReviewInput,
  sql: SqlReader,
): { readonly files: readonly DeclaredFile[]; readonly diagnostics: readonly Diagnostic[] } {
  const readings = [...new Set(paths)].flatMap((path) => {
    const file = files.get(path);
    if (file?.kind !== "text" || !isSqlSchemaPath(path, policy)) return [];
    return [{ path, ...readSqlSchema(path, file.text, sql) }];
  });
  return {
    files: readings.map(({ path, declarations }) => ({ path, declarations })),
    diagnostics: readings.flatMap(({ diagnostics }) => diagnostics),
  };
}

function keepsMigrations({ base, head, policy }: ReviewInput, sql: SqlReader): boolean {
  return [base, head].some(
    ({ paths }) => paths.some(isCodeMigration) || listMigrations(paths, policy, sql.dialect).migrations.length > 0,
  );
}

/** A migration in a language that is not read, or one with a statement that could not be. */
function isUnread(path: string, migrations: readonly ChangedMigration[]): boolean {
  const read = migrations.find(({ migration }) => migration.files.includes(path));
  if (read === undefined) return isCodeMigration(path);
  return read.migration.up.diagnostics.some(({ kind }) => kind !== "limit-reached");
}
