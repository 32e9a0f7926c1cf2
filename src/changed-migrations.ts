import type { ChangedMigration } from "./compare/new-operations.ts";
import { readMigrations } from "./extract/migrations/read-migrations.ts";
import type { Diagnostic } from "./model/diagnostic.ts";
import type { Migration } from "./model/migration.ts";
import type { ReviewInput } from "./model/review-input.ts";
import type { FileChange } from "./model/snapshot.ts";
import type { SqlReader } from "./model/sql-reader.ts";
import { LineIndex } from "./text/line-index.ts";

/** The migrations that a pull request adds, edits, renames or removes, as head has them, with what the base branch has in their place. */
export function readChangedMigrations(
  input: ReviewInput,
  sql: SqlReader,
): { readonly migrations: readonly ChangedMigration[]; readonly diagnostics: readonly Diagnostic[] } {
  const { base, head, changes, policy } = input;
  const changed = new Set(changes.flatMap(({ path, previousPath }) => [path, previousPath ?? path]));
  const after = changes.filter(({ status }) => status !== "removed").map(({ path }) => path);
  const atHead = readMigrations({ files: head.files, paths: head.paths, only: new Set(after), sql, policy });
  // A migration that only gets its way back has an up file that no change names, and that is the same on both sides.
  const same = new Map([...head.files].filter(([path]) => !changed.has(path)));
  const atBase = readMigrations({
    files: new Map([...same, ...base.files]),
    paths: base.paths,
    only: new Set([...changed, ...atHead.migrations.map(({ up }) => up.path)]),
    sql,
    policy,
  });
  const changeOf = new Map(changes.map((change) => [change.path, change]));
  const migrations = atHead.migrations.map((migration) => changedMigration(migration, changeOf, atBase.migrations));
  const kept = new Set(migrations.map(({ previous }) => previous));
  const removed = atBase.migrations
    .filter((migration) => !kept.has(migration) && changeOf.get(migration.up.path)?.status === "removed")
    .map((migration): ChangedMigration => ({ migration, status: "removed", previous: migration }));
  const unread = migrations.flatMap(({ migration: { up, down } }) => [...up.diagnostics, ...(down?.diagnostics ?? [])]);
  const diagnostics = [...cutDiagnostics(input), ...atHead.diagnostics, ...unread];
  return { migrations: [...removed, ...migrations], diagnostics };
}

/** The changed files that no source listed, said at the last one that was. */
function cutDiagnostics({ changes, changesTruncated, changesListed }: ReviewInput): readonly Diagnostic[] {
  const last = changes.at(-1);
  if (!changesTruncated || last === undefined) return [];
  const message = `The pull request changes more files than the ${changesListed ?? changes.length} that were listed; those after this one were not reviewed. Split it.`;
  return [{ kind: "limit-reached", at: new LineIndex(last.path, "").location(0, 0), message }];
}

/** A migration of which only the way back changed counts as modified. */
function changedMigration(
  migration: Migration,
  changeOf: ReadonlyMap<string, FileChange>,
  atBase: readonly Migration[],
): ChangedMigration {
  const change = changeOf.get(migration.up.path);
  const basePath = change?.previousPath ?? migration.up.path;
  const previous = atBase.find(({ up }) => up.path === basePath);
  return { migration, status: change?.status ?? "modified", previous };
}
