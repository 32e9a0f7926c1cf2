import type { RuleContext } from "../define-rule.ts";
import { newMigrations } from "./history-entries.ts";

/** Paths of the new migrations whose Rollback Plan says where the data is kept. */
export function pathsWithBackup(context: RuleContext): ReadonlySet<string> {
  const kept = newMigrations(context).filter(({ entries }) =>
    entries.some(({ rollbackPlan }) => speaksOfBackup.test(rollbackPlan?.value ?? "")),
  );
  return new Set(kept.map(({ applied }) => applied.migration.up.path));
}

const speaksOfBackup = /back-?up|restore|archiv|dump|snapshot|cop(y|ied)|point-in-time|pitr/i;
