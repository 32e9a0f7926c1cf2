import type { AppliedMigration } from "../../model/comparison.ts";
import type { Operation } from "../../model/operation.ts";
import type { RuleContext } from "../define-rule.ts";
import { isInKnownTransaction, isSentWhole } from "../known-transaction.ts";
import { isStated } from "../sections.ts";

/**
 * Whether a run that fails leaves nothing of an operation behind, and nobody asks for more. The transaction must be known to be there, and nothing may follow it that could fail when it is kept already. A contract that states its idempotency asks for a second run all the same.
 */
export function isTakenBack(
  operation: Operation,
  { policy, base, comparison }: RuleContext,
  applied: AppliedMigration,
): boolean {
  if (!(policy.transactionSuffices ?? !isStated("Idempotency", base.database))) return false;
  if ("concurrently" in operation && operation.concurrently) return false;
  const { migration, steps } = applied;
  const { dialect } = comparison.head;
  // The only statement of a message is a transaction by itself.
  if (isSentWhole(migration, dialect) && migration.up.statements.length === 1) return true;
  if (!isInKnownTransaction(operation, applied, dialect)) return false;
  const { transaction } = operation.statement;
  const at = steps.findIndex((step) => step.operation === operation);
  return !steps.some(
    ({ operation: later }, place) =>
      place > at && later.statement.transaction !== transaction && !isOfSession.has(later.kind),
  );
}

const isOfSession: ReadonlySet<Operation["kind"]> = new Set([
  "begin",
  "commit",
  "rollback",
  "savepoint",
  "set-parameter",
  "not-schema",
]);
