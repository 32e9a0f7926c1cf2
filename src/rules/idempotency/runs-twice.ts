import type { AppliedMigration, Step } from "../../model/comparison.ts";
import type { Guard, Operation } from "../../model/operation.ts";
import type { RuleContext } from "../define-rule.ts";
import { isTakenBack } from "./taken-back.ts";

type Here = { readonly step: Step; readonly migration: AppliedMigration };

/** Guards that let a statement pass when what it makes is already there. */
const creationGuards: ReadonlySet<Guard> = new Set([
  "if-not-exists",
  "or-replace",
  "catalog-check",
  "exception-handler",
]);

/**
 * Whether the second run of a creation is taken care of: by a guard of its own, by a condition around it, by dropping the object first in the same migration, or by
 * policy, where the migration tool's ledger or the transaction is held to suffice. `ALTER TABLE IF EXISTS` guards the table and not what is added to it.
 */
export function mayBeMadeTwice(operation: Operation, context: RuleContext, here: Here): boolean {
  if (context.policy.ledgerSuffices || operation.statement.conditional) return true;
  if (operation.guard !== undefined && creationGuards.has(operation.guard)) return true;
  return isDroppedBefore(operation, here) || isTakenBack(operation, context, here.migration);
}

/** Whether the second run of a removal or a renaming is taken care of, in the same ways. */
export function mayBeGoneTwice(operation: Operation, context: RuleContext, { migration }: Here): boolean {
  if (context.policy.ledgerSuffices || operation.statement.conditional || operation.guard !== undefined) return true;
  return isTakenBack(operation, context, migration);
}

function isDroppedBefore(operation: Operation, { migration }: Here): boolean {
  const made = objectOf(operation);
  if (made === undefined) return false;
  // Made, dropped and made again is as good as once; made twice after one drop is not.
  let isGone = false;
  for (const { operation: earlier } of migration.steps) {
    if (earlier === operation) return isGone;
    if (objectOf(earlier) === made) isGone = earlier.kind.startsWith("drop-");
    else if (isDropOfTrigger(earlier, operation)) isGone = true;
  }
  return isGone;
}

/** MySQL's and SQLite's `DROP TRIGGER name`, of a trigger whose table nobody knows. */
function isDropOfTrigger(earlier: Operation, made: Operation): boolean {
  if (earlier.kind !== "other-ddl" || earlier.command !== "DROP TRIGGER" || made.kind !== "create-trigger")
    return false;
  return earlier.name?.name.toLowerCase() === made.trigger.name.toLowerCase();
}

/** One spelling for the object that an operation makes or drops; `undefined` for operations that do neither. */
function objectOf(operation: Operation): string | undefined {
  switch (operation.kind) {
    case "create-table":
    case "drop-table":
      return `table ${operation.table.name}`;
    case "add-column":
    case "drop-column":
      return `column ${operation.table.name}.${operation.column}`;
    case "create-index":
      return `index ${operation.index.name}`;
    case "drop-index":
      return `index ${operation.index.name}`;
    case "add-constraint":
      return `constraint ${operation.table.name}.${operation.constraint.name}`;
    case "drop-constraint":
      return `constraint ${operation.table.name}.${operation.constraint}`;
    case "create-view":
    case "drop-view":
      return `view ${operation.view.name}`;
    case "create-sequence":
    case "drop-sequence":
      return `sequence ${operation.sequence.name}`;
    case "create-schema":
    case "drop-schema":
      return `schema ${operation.schema}`;
    case "create-extension":
    case "drop-extension":
      return `extension ${operation.extension}`;
    case "create-enum":
    case "create-domain":
    case "create-composite":
    case "create-range":
    case "create-base-type":
    case "drop-type":
      return `type ${operation.type.name}`;
    case "create-routine":
      return `routine ${operation.routine.name.name}`;
    case "drop-routine":
      return `routine ${operation.routine.name}`;
    case "create-trigger":
      return `trigger ${operation.table.name}.${operation.trigger.name}`;
    case "drop-trigger":
      return `trigger ${operation.table.name}.${operation.trigger}`;
    case "create-policy":
      return `policy ${operation.table.name}.${operation.policy.name}`;
    case "drop-policy":
      return `policy ${operation.table.name}.${operation.policy}`;
    default:
      return undefined;
  }
}
