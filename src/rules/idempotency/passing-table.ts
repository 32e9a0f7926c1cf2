import type { AppliedMigration, Step } from "../../model/comparison.ts";
import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";

/** Whether what is inserted does not outlive the migration, or replaces what the same migration deleted from the table before. */
export function isPassingTable(
  operation: OperationOf<"insert">,
  { step, migration }: { readonly step: Step; readonly migration: AppliedMigration },
): boolean {
  const table = keyOf(operation.table);
  if (step.before.tables.get(table)?.persistence === "temporary") return true;
  for (const { operation: earlier } of migration.steps) {
    if (earlier === operation) return false;
    if (earlier.kind === "delete" && keyOf(earlier.table) === table) return true;
    if (earlier.kind === "truncate" && earlier.tables.some((each) => keyOf(each) === table)) return true;
  }
  return false;
}
