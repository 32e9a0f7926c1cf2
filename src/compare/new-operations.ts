import type { AppliedMigration } from "../model/comparison.ts";
import type { Migration } from "../model/migration.ts";
import type { Operation } from "../model/operation.ts";
import { sqlKey } from "./same-meaning.ts";

/**
 * What a migration of the pull request does beyond what the base branch already has: all of it when it is new or run anew on each change, and
 * only the statements that were not there before when it was edited. A removed one does nothing.
 */
export function newOperations({
  migration,
  status,
  previous,
}: {
  readonly migration: Migration;
  readonly status: AppliedMigration["status"];
  readonly previous?: Migration | undefined;
}): readonly Operation[] {
  if (status === "removed") return [];
  if (previous === undefined || migration.repeatable) return migration.up.operations;
  const known = new Set(previous.up.statements.map(({ text }) => sqlKey(text)));
  return migration.up.operations.filter(({ statement }) => !known.has(sqlKey(statement.text)));
}
