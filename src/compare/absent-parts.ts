import type { Step } from "../model/comparison.ts";
import type { DatabaseContract } from "../model/contract.ts";
import { keyOf } from "../model/name.ts";
import type { Operation } from "../model/operation.ts";
import type { Schema } from "../model/schema.ts";
import { isAlterIfExists } from "./alter-table-words.ts";
import { tableNamed } from "./operation-subject.ts";
import { isSchemaChange } from "./schema-operations.ts";
import type { Touches } from "./touches.ts";

/** What an operation changes and the base contract, which states others of its kind, does not have. */
export type AbsentPart = {
  readonly kind: "table" | "column" | "constraint" | "index" | "view" | "routine" | "enum";
  /** `keyOf` of its table or of itself. */
  readonly owner: string;
  /** Within the table. */
  readonly part: string | undefined;
  /** The statement says itself what is done when it is not there. */
  readonly allowed: boolean;
};

type AbsenceInput = {
  readonly steps: readonly Step[];
  readonly touches: Touches;
  readonly contract: DatabaseContract | undefined;
  /** What the contract promises. */
  readonly base: Schema;
};

/** By operation, what each alters of which the base contract says that it does not exist. */
export function absentParts({ steps, touches, contract, base }: AbsenceInput): ReadonlyMap<Operation, AbsentPart> {
  const found = new Map<Operation, AbsentPart>();
  if (contract === undefined || contract.tables.size === 0) return found;
  for (const step of steps) {
    const { operation } = step;
    if (step.effect === "no-effect" || !isSchemaChange(operation)) continue;
    const absent = absentTable(step, touches, contract) ?? absentInTable(step, touches, contract, base);
    const part = absent ?? absentObject(step, contract, base);
    if (part !== undefined) found.set(operation, { ...part, allowed: passesOverAbsence(operation) });
  }
  return found;
}

/** `orders` or `orders.note`. */
export function nameOfPart({ owner, part }: AbsentPart): string {
  return part === undefined ? owner : `${owner}.${part}`;
}

/** Whether a statement says itself what is done where its object is not there. */
export function passesOverAbsence(operation: Operation): boolean {
  const { guard } = operation;
  return isAlterIfExists(operation) || (guard !== undefined && guard !== "if-not-exists" && guard !== "or-replace");
}

type Absent = Omit<AbsentPart, "allowed">;

function absentTable({ operation }: Step, { subjects }: Touches, contract: DatabaseContract): Absent | undefined {
  const owner = subjects.get(operation)?.baseTable;
  if (owner === undefined || contract.tables.has(owner) || contract.views.has(owner)) return undefined;
  return { kind: "table", owner, part: undefined };
}

/** A section that states no columns, or has no DDL block to name its constraints, says nothing of those it leaves out. */
function absentInTable(
  { operation, effect }: Step,
  { subjects }: Touches,
  contract: DatabaseContract,
  base: Schema,
): Absent | undefined {
  const subject = subjects.get(operation);
  const owner = subject?.baseTable;
  if (effect !== "unknown-target" || owner === undefined || tableNamed(operation) === undefined) return undefined;
  const table = base.tables.get(owner);
  if (table === undefined || table.assumed) return undefined;
  const column = subject?.baseColumn;
  if (column !== undefined) {
    return table.columns.some(({ name }) => name === column) ? undefined : { kind: "column", owner, part: column };
  }
  if (!("constraint" in operation) || typeof operation.constraint !== "string") return undefined;
  const isStated = contract.tables.get(owner)?.ddl !== undefined;
  return isStated ? { kind: "constraint", owner, part: operation.constraint } : undefined;
}

/** What has no table in its name, where the contract has others of its kind. */
function absentObject({ operation, effect }: Step, contract: DatabaseContract, base: Schema): Absent | undefined {
  if (effect !== "unknown-target") return undefined;
  switch (operation.kind) {
    case "drop-index":
    case "rename-index":
      return statesIndexes(base) ? { kind: "index", owner: keyOf(operation.index), part: undefined } : undefined;
    case "drop-view":
    case "rename-view":
    case "rename-view-column":
    case "alter-view":
      return contract.views.size > 0 && !base.views.has(keyOf(operation.view))
        ? { kind: "view", owner: keyOf(operation.view), part: undefined }
        : undefined;
    case "drop-routine":
    case "rename-routine":
    case "alter-routine":
      return contract.routines.size > 0 && !contract.routines.has(keyOf(operation.routine))
        ? { kind: "routine", owner: keyOf(operation.routine), part: undefined }
        : undefined;
    case "add-enum-value":
    case "rename-enum-value":
      return contract.enums.size > 0 && !contract.enums.has(keyOf(operation.type))
        ? { kind: "enum", owner: keyOf(operation.type), part: undefined }
        : undefined;
    default:
      return undefined;
  }
}

/** Asks table by table, and no further than the first that has one: reading them all takes long. */
function statesIndexes({ tables }: Schema): boolean {
  for (const { indexes } of tables.values()) if (indexes.length > 0) return true;
  return false;
}
