import type { AppliedMigration } from "../model/comparison.ts";
import type { Migration } from "../model/migration.ts";
import { keyOf } from "../model/name.ts";
import type { Operation } from "../model/operation.ts";
import { sqlKey } from "./same-meaning.ts";

/** A migration file of the pull request, as it was read. */
export type ChangedMigration = {
  readonly migration: Migration;
  readonly status: AppliedMigration["status"];
  /** As the base branch has it. */
  readonly previous?: Migration | undefined;
};

/**
 * What a migration of the pull request does beyond what the base branch already has: all of it when it is new or run anew on each change, and
 * only the statements that were not there before when it was edited. A removed one does nothing, and neither does another wording of what the
 * migration made before: the object is there, and is made no second time.
 */
export function newOperations({ migration, status, previous }: ChangedMigration): readonly Operation[] {
  if (status === "removed") return [];
  if (previous === undefined || migration.repeatable) return migration.up.operations;
  const known = new Set(previous.up.statements.map(({ text }) => sqlKey(text)));
  const made = new Set(previous.up.operations.flatMap((operation) => objectOf("create", operation) ?? []));
  return migration.up.operations.filter((operation) => {
    if (known.has(sqlKey(operation.statement.text))) return false;
    const dropped = objectOf("drop", operation);
    if (dropped !== undefined) made.delete(dropped);
    const object = objectOf("create", operation);
    return object === undefined || !made.has(object);
  });
}

/** The object that an operation makes or drops, as a key; `undefined` where it does not, or where the server chooses its name. */
function objectOf(deed: "create" | "drop", operation: Operation): string | undefined {
  const object = deed === "create" ? madeBy(operation) : droppedBy(operation);
  return object === undefined || object[1] === "" ? undefined : object.join(" ");
}

type ObjectKey = readonly [kind: string, name: string, table?: string];

function madeBy(operation: Operation): ObjectKey | undefined {
  switch (operation.kind) {
    case "create-table":
      return ["relation", keyOf(operation.table)];
    case "create-view":
      return ["relation", keyOf(operation.view)];
    case "create-enum":
    case "create-domain":
    case "create-composite":
    case "create-range":
      return ["type", keyOf(operation.type)];
    case "create-index":
      return ["index", operation.index.name];
    case "create-trigger":
      return ["trigger", operation.trigger.name, keyOf(operation.table)];
    case "create-policy":
      return ["policy", operation.policy.name, keyOf(operation.table)];
    case "add-column":
      return ["column", operation.column, keyOf(operation.table)];
    case "add-constraint":
      return ["constraint", operation.constraint.name, keyOf(operation.table)];
    default:
      return undefined;
  }
}

function droppedBy(operation: Operation): ObjectKey | undefined {
  switch (operation.kind) {
    case "drop-table":
      return ["relation", keyOf(operation.table)];
    case "drop-view":
      return ["relation", keyOf(operation.view)];
    case "drop-type":
      return ["type", keyOf(operation.type)];
    case "drop-index":
      return ["index", operation.index.name];
    case "drop-trigger":
      return ["trigger", operation.trigger, keyOf(operation.table)];
    case "drop-policy":
      return ["policy", operation.policy, keyOf(operation.table)];
    case "drop-column":
      return ["column", operation.column, keyOf(operation.table)];
    case "drop-constraint":
      return ["constraint", operation.constraint, keyOf(operation.table)];
    default:
      return undefined;
  }
}
