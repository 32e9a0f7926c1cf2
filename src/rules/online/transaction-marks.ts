import type { AppliedMigration } from "../../model/comparison.ts";
import type { Operation } from "../../model/operation.ts";

/** What stands wrong among the `BEGIN`s and `COMMIT`s of a script. */
export type TransactionFault =
  /** Begun while one was open: the tool's own where `outer` is undefined. */
  | { readonly kind: "nested"; readonly operation: Operation; readonly outer: Operation | undefined }
  /** Ends the transaction that the tool began. */
  | { readonly kind: "ends-tools"; readonly operation: Operation }
  /** Ends a transaction that the script did not begin, where nobody knows whether the tool did. */
  | { readonly kind: "never-begun"; readonly operation: Operation }
  | { readonly kind: "left-open"; readonly operation: Operation };

/** Follows a script's own transactions. Within a tool's transaction, whatever the script ends is the tool's. */
export function transactionFaults({ migration, steps }: AppliedMigration): readonly TransactionFault[] {
  const faults: TransactionFault[] = [];
  const wrapped = migration.up.wrapped === true;
  let open: Operation | undefined;
  let isToolsOpen = wrapped;
  for (const { operation } of steps) {
    const { text, conditional } = operation.statement;
    if (conditional) continue;
    if (operation.kind === "begin") {
      if (open !== undefined || isToolsOpen) faults.push({ kind: "nested", operation, outer: open });
      open ??= operation;
    } else if (operation.kind === "commit" || operation.kind === "rollback") {
      if (/\bprepared\b/i.test(text)) continue;
      if (open === undefined) faults.push({ kind: isToolsOpen ? "ends-tools" : "never-begun", operation });
      const chained = /\band\s+chain\b/i.test(text);
      isToolsOpen = isToolsOpen && chained && open === undefined;
      open = chained ? open : undefined;
    }
  }
  if (open !== undefined && !wrapped) faults.push({ kind: "left-open", operation: open });
  return faults;
}
