import type { EnumChanges, SchemaChange } from "../model/change.ts";
import type { Step } from "../model/comparison.ts";
import { keyOf } from "../model/name.ts";

type ChangedEnum = EnumChanges["changed"][number];

/** The difference with what the statements say that become of the values of enums which the base does not tell of: they leave no trace in the schema. */
export function withUnknownEnums(change: SchemaChange, steps: readonly Step[]): SchemaChange {
  const changed = new Map<string, ChangedEnum>();
  for (const { operation, effect } of steps) {
    if (effect !== "unknown-target") continue;
    if (operation.kind !== "add-enum-value" && operation.kind !== "rename-enum-value") continue;
    const name = keyOf(operation.type);
    const before = changed.get(name) ?? { name, added: [], dropped: [], renamed: [], reordered: false };
    changed.set(
      name,
      operation.kind === "add-enum-value"
        ? { ...before, added: [...new Set([...before.added, operation.value])] }
        : withRenamed(before, operation.value, operation.to),
    );
  }
  if (changed.size === 0) return change;
  return { ...change, enums: { ...change.enums, changed: [...change.enums.changed, ...changed.values()] } };
}

/** A value that was only just added, or has another name by now, is the one that it was before. */
function withRenamed(change: ChangedEnum, from: string, to: string): ChangedEnum {
  if (change.added.includes(from)) {
    return { ...change, added: change.added.map((value) => (value === from ? to : value)) };
  }
  const earlier = change.renamed.find((one) => one.to === from);
  const others = change.renamed.filter((one) => one !== earlier);
  return { ...change, renamed: [...others, { from: earlier?.from ?? from, to }] };
}
