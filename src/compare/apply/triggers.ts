import type { Step } from "../../model/comparison.ts";
import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { Operation } from "../../model/operation.ts";
import type { Policy, Table, Trigger, View } from "../../model/schema.ts";
import { childrenOf, isPartitionOf } from "../lookup.ts";
import { withoutPart, withPart } from "../table-parts.ts";
import { toleratesExisting, type Workspace } from "../workspace.ts";
import type { Appliers } from "./applier.ts";
import { editTable } from "./edit-table.ts";

export const triggerAppliers: Appliers<
  | "create-trigger"
  | "drop-trigger"
  | "rename-trigger"
  | "set-trigger-enabled"
  | "set-rule-enabled"
  | "create-policy"
  | "alter-policy"
  | "drop-policy"
  | "rename-policy"
> = {
  "create-trigger": (work, operation) =>
    editOwner(work, operation, (triggers) => {
      const { trigger } = operation;
      if (triggers.some((each) => each.name === trigger.name) && toleratesExisting(operation)) return undefined;
      work.trace(work.moment.origins.partBorn("parts", keyOf(operation.table), trigger.name));
      return { change: (each) => withPart(each, trigger), passedOn: trigger.level === "row" };
    }),

  "drop-trigger": (work, operation) =>
    editOwner(work, operation, (triggers) => {
      if (!triggers.some((each) => each.name === operation.trigger)) return undefined;
      return { change: (each) => withoutPart(each, operation.trigger), passedOn: true };
    }),

  "rename-trigger": (work, operation) =>
    editOwner(work, operation, (triggers) => {
      const { trigger: from, to } = operation;
      if (!triggers.some((each) => each.name === from) || triggers.some((each) => each.name === to)) return undefined;
      work.trace(work.moment.origins.partRenamed("parts", keyOf(operation.table), from, to));
      const rename = (each: Trigger) => (each.name === from ? { ...each, name: to } : each);
      return { change: (each) => each.map(rename), passedOn: true };
    }),

  "set-trigger-enabled": (work, operation) =>
    editOwner(work, operation, () => {
      const { trigger, enabled } = operation;
      const set = (each: Trigger) => (trigger === undefined || each.name === trigger ? { ...each, enabled } : each);
      return { change: (each) => each.map(set), passedOn: true };
    }),

  // Rewrite rules are no part of the schema.
  "set-rule-enabled": () => "applied",

  "create-policy": (work, operation) =>
    editTable(work, operation, (table) => {
      const exists = table.policies.some((each) => each.name === operation.policy.name);
      if (exists && toleratesExisting(operation)) return "no-effect";
      work.putTable({ ...table, policies: withPart(table.policies, operation.policy) });
      work.trace(work.moment.origins.partBorn("parts", keyOf(table.name), operation.policy.name));
      return "applied";
    }),

  "alter-policy": (work, operation) =>
    editPolicy(work, operation, (policies, policy) => withPart(policies, { ...policy, ...operation.set })),

  "drop-policy": (work, operation) =>
    editPolicy(work, operation, (policies) => withoutPart(policies, operation.policy)),

  "rename-policy": (work, operation) =>
    editPolicy(work, operation, (policies, policy) => {
      work.trace(work.moment.origins.partRenamed("parts", keyOf(operation.table), operation.policy, operation.to));
      return policies.map((each) => (each === policy ? { ...each, name: operation.to } : each));
    }),
};

type Triggers = readonly Trigger[];
type TriggerEdit = { readonly change: (triggers: Triggers) => Triggers; readonly passedOn: boolean };

/** Changes the triggers of a table or view; `undefined` from `plan` means that the trigger is not there, or already is. */
function editOwner(
  work: Workspace,
  operation: Operation & { readonly table: QualifiedName },
  plan: (triggers: Triggers) => TriggerEdit | undefined,
): Step["effect"] {
  const nothing = (owner: Table | View): Step["effect"] => {
    if (operation.kind === "create-trigger") return "no-effect";
    return work.missing(operation, `trigger of ${keyOf(owner.name)}`);
  };
  const view = work.view(operation.table);
  if (view !== undefined) {
    const edit = plan(view.triggers);
    if (edit === undefined) return nothing(view);
    work.putView({ ...view, triggers: edit.change(view.triggers) });
    return "applied";
  }
  return editTable(work, operation, (table) => {
    const edit = plan(table.triggers);
    if (edit === undefined) return nothing(table);
    changeTriggers(work, table, edit);
    return "applied";
  });
}

function changeTriggers(work: Workspace, table: Table, { change, passedOn }: TriggerEdit): void {
  work.putTable({ ...table, triggers: change(table.triggers) });
  if (!passedOn || table.partitionBy === undefined) return;
  for (const child of childrenOf(work, table)) {
    if (isPartitionOf(child, table.name)) changeTriggers(work, child, { change, passedOn });
  }
}

/** A row trigger of a partitioned table fires in its partitions. */
export function passTrigger(work: Workspace, partition: Table, trigger: Trigger): void {
  if (trigger.level !== "row") return;
  changeTriggers(work, partition, { change: (triggers) => withPart(triggers, trigger), passedOn: true });
}

function editPolicy(
  work: Workspace,
  operation: Operation & { readonly table: QualifiedName; readonly policy: string },
  change: (policies: readonly Policy[], policy: Policy) => readonly Policy[],
): Step["effect"] {
  return editTable(work, operation, (table) => {
    const policy = table.policies.find((each) => each.name === operation.policy);
    if (policy === undefined) return work.missing(operation, `policy ${operation.policy} of ${keyOf(table.name)}`);
    work.putTable({ ...table, policies: change(table.policies, policy) });
    return "applied";
  });
}
