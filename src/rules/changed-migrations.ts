import type { AppliedMigration, Step } from "../model/comparison.ts";
import { oncePerReview } from "./once-per-review.ts";

/** The migrations whose way up this pull request adds or changes; one that only gets a way back does nothing new. */
export const changedMigrations = oncePerReview(({ comparison, changes }): readonly AppliedMigration[] => {
  const changed = new Set(changes.map(({ path }) => path));
  return comparison.migrations.filter(({ migration, steps }) => steps.length > 0 && changed.has(migration.up.path));
});

/** The steps of a migration by the transaction that they run in, in order; what runs outside of any is left out. */
export function transactionsOf({ steps }: AppliedMigration): readonly (readonly Step[])[] {
  const transactions = new Map<number, Step[]>();
  for (const step of steps) {
    const { inTransaction, transaction } = step.operation.statement;
    if (!inTransaction) continue;
    const own = transactions.get(transaction) ?? [];
    own.push(step);
    transactions.set(transaction, own);
  }
  return [...transactions.values()];
}
