import type { AppliedMigration } from "../../model/comparison.ts";
import type { Lock } from "../../model/lock.ts";
import type { Operation, OperationOf } from "../../model/operation.ts";
import type { RuleContext } from "../define-rule.ts";
import { stoppingLocks } from "./held-locks.ts";

type Unguarded = { readonly operation: Operation; readonly lock: Lock };

/** The first lock of a migration that readers or writers wait for while the session has no such timeout. */
export function lockWithoutTimeout(
  parameter: "lock_timeout" | "statement_timeout",
  { steps }: AppliedMigration,
  context: RuleContext,
): Unguarded | undefined {
  let session = false;
  let localTo: number | undefined;
  for (const { operation } of steps) {
    const { inTransaction, transaction } = operation.statement;
    if (operation.kind === "set-parameter" && (operation.parameter === parameter || operation.parameter === "all")) {
      if (!operation.local) session = isOn(operation);
      else if (inTransaction) localTo = isOn(operation) ? transaction : undefined;
      continue;
    }
    if (session || (inTransaction && localTo === transaction)) continue;
    const [lock] = stoppingLocks(context, operation);
    if (lock !== undefined) return { operation, lock };
  }
  return undefined;
}

/** `0` waits for ever, and so does the default that RESET brings back. */
function isOn({ value }: OperationOf<"set-parameter">): boolean {
  return value !== undefined && !/^'?\s*0\s*(?:[a-z]+)?\s*'?$/i.test(value) && !/^default$/i.test(value);
}
