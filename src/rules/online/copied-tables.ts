import type { Lock } from "../../model/lock.ts";
import type { Operation } from "../../model/operation.ts";
import type { RuleContext } from "../define-rule.ts";
import { isSmallTable } from "../table-size.ts";

/** The copy of a table that an operation asks for, where somebody waits for it: not of a small one, nor one that takes writes meanwhile. */
export function copyOf(context: RuleContext, operation: Operation): Lock | undefined {
  const lock = context.locks.get(operation)?.find(({ mode, stops }) => mode.startsWith("COPY") && /writes/.test(stops));
  return lock === undefined || isSmallTable(context, lock.table) ? undefined : lock;
}

/** Whether the operation gives a column another character set or converts a whole table. */
export function convertsCharacters(operation: Operation, { comparison }: RuleContext): boolean {
  if (operation.kind === "alter-table-storage") return /^convert to\b/.test(operation.action);
  if (operation.kind !== "alter-column-type" || operation.characterSet === undefined) return false;
  const step = comparison.steps.find((one) => one.operation === operation);
  const key = operation.table.name;
  const column = step?.before.tables.get(key)?.columns.find(({ name }) => name === operation.column);
  return column?.characterSet !== operation.characterSet;
}

/** Whether an enum or a set keeps all its members and gives some another place. */
export function reordersMembers(operation: Operation, { comparison }: RuleContext): boolean {
  if (operation.kind !== "alter-column-type") return false;
  const change = comparison.typeChanges.get(operation);
  if (change === undefined || !/^(?:enum|set)$/.test(change.from.base) || change.from.base !== change.to.base)
    return false;
  const [before, after] = [change.from.modifiers, change.to.modifiers];
  return before.some((member, at) => after[at] !== member) && before.every((member) => after.includes(member));
}
