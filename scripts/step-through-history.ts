import { applyOperations } from "../src/compare/apply-operations.ts";
import { emptySchema } from "../src/compare/empty-schema.ts";
import { findContracts } from "../src/contract/find-contracts.ts";
import { readMigrations } from "../src/extract/migrations/read-migrations.ts";
import type { Engine } from "../src/model/engine.ts";
import type { Migration } from "../src/model/migration.ts";
import type { Policy } from "../src/model/policy.ts";
import type { Report } from "../src/model/report.ts";
import type { ReviewInput } from "../src/model/review-input.ts";
import type { Schema } from "../src/model/schema.ts";
import type { FileText } from "../src/model/snapshot.ts";
import type { SqlReader } from "../src/model/sql-reader.ts";
import { review } from "../src/review.ts";
import { watchdog } from "../src/watchdog.ts";

/** A folder of migrations, with their texts. */
export type History = {
  readonly files: ReadonlyMap<string, FileText>;
  readonly engine: Engine;
  readonly policy: Policy;
};

/**
 * Reviews each migration as a pull request of its own on top of those before it, without a contract. The history is stepped through once: each
 * review is handed the schema so far.
 */
export function* stepThroughHistory(
  { files, engine, policy }: History,
  sql: SqlReader,
): Iterable<{ readonly migration: Migration; readonly report: Report }> {
  const contracts = new Set(Object.values(findContracts([...files.keys()], policy)));
  const paths = [...files.keys()].filter((path) => !contracts.has(path)).sort();
  const { migrations } = readMigrations({ files, paths, only: undefined, sql, policy });
  const pending = new Set(migrations.flatMap((migration) => migration.files));
  // One list from review to review: what was found in the head's paths is remembered for the base's of the next.
  let known: readonly string[] = paths.filter((path) => !pending.has(path));
  const schemas = new Map<string, Schema>();
  for (const migration of migrations) {
    const baseSchema = schemas.get(migration.lineage) ?? emptySchema(sql.dialect, true);
    const input = pullRequest(migration, known, { files, engine, policy });
    yield { migration, report: review(input, sql, { watchdog, baseSchema }) };
    schemas.set(migration.lineage, applyOperations(baseSchema, migration.up.operations, sql).schema);
    known = input.head.paths;
  }
}

function pullRequest(migration: Migration, before: readonly string[], { files, ...ground }: History): ReviewInput {
  const after = [...new Set([...before, ...migration.files])];
  const changes = migration.files.map((path) => ({
    path,
    status: "added" as const,
    previousPath: undefined,
    diffLines: undefined,
  }));
  return {
    base: { ref: "before", commit: undefined, paths: before, files },
    head: { ref: migration.id, commit: undefined, paths: after, files },
    changes,
    changesTruncated: false,
    historyGathered: true,
    evidence: {},
    ...ground,
  };
}
