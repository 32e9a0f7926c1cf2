import type { AppliedMigration } from "../../model/comparison.ts";
import type { Operation } from "../../model/operation.ts";
import type { RuleContext } from "../define-rule.ts";
import { isStated } from "../sections.ts";

/**
 * Whether a run that fails leaves nothing of an operation behind, and nobody asks for more. The transaction must be known to be there, the tool's or one that the
 * script begins, and nothing may follow it that could fail when it is kept already. A contract that states its idempotency asks for a second run all the same.
 */
export function isTakenBack(
  operation: Operation,
  { policy, base }: RuleContext,
  { migration, steps }: AppliedMigration,
): boolean {
  if (!(policy.transactionSuffices ?? !isStated("Idempotency", base.database))) return false;
  const { inTransaction, transaction } = operation.statement;
  if (!inTransaction || ("concurrently" in operation && operation.concurrently)) return false;
  const at = steps.findIndex((step) => step.operation === operation);
  const isBegun = steps.some(
    ({ operation: earlier }, place) =>
      place < at && earlier.kind === "begin" && earlier.statement.transaction === transaction,
  );
  const isLast = !steps.some(
    ({ operation: later }, place) =>
      place > at && later.statement.transaction !== transaction && !isOfSession.has(later.kind),
  );
  return (isBegun || migration.up.wrapped === true) && isLast;
}

const isOfSession: ReadonlySet<Operation["kind"]> = new Set([
  "begin",
  "commit",
  "rollback",
  "savepoint",
  "set-parameter",
  "not-schema",
]);
