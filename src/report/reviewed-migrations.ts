import type { AppliedMigration, Comparison } from "../model/comparison.ts";
import type { ReviewedMigration } from "../model/report.ts";

/** The pull request's migrations at a glance, in the order they run. */
export function reviewedMigrations(comparison: Comparison): ReviewedMigration[] {
  const breaking = new Set(
    comparison.breaking.filter((change) => change.breaking).map(({ operation }) => operation.statement),
  );
  return comparison.migrations.map((applied) => atAGlance(applied, breaking));
}

function atAGlance({ migration, status, steps }: AppliedMigration, breaking: ReadonlySet<unknown>): ReviewedMigration {
  return {
    id: migration.id,
    title: migration.title,
    tool: migration.tool,
    files: migration.files,
    status,
    statements: migration.up.statements.length,
    operations: migration.up.operations.length,
    breaking: steps.some(({ operation }) => breaking.has(operation.statement)),
  };
}
