import type { Contradiction, Debt, Discrepancy } from "../model/comparison.ts";
import type { DatabaseContract } from "../model/contract.ts";
import type { Operation } from "../model/operation.ts";
import { type AbsentPart, nameOfPart } from "./absent-parts.ts";
import { promiseOf } from "./contract-promise.ts";

/** In what the contract was untrue before the pull request, as far as its migrations and its edits lead there; each name once. */
export function debtsOf(
  head: DatabaseContract,
  absent: ReadonlyMap<Operation, AbsentPart>,
  discrepancies: readonly Discrepancy[],
  contradictions: readonly Contradiction[],
): readonly Debt[] {
  const debts = new Map<string, Debt>();
  const add = (name: string, kind: Debt["kind"]): void => {
    if (!debts.has(name)) debts.set(name, { name, kind });
  };
  for (const [operation, part] of absent) {
    if (!part.allowed && !isDocumented(operation, part, head)) add(nameOfPart(part), "absent");
  }
  for (const { introduced, owner, name } of discrepancies) {
    if (!introduced) add(name === undefined ? owner : `${owner}.${name}`, "different");
  }
  for (const { owner, subject } of contradictions) add(`${owner}.${subject}`, "contradictory");
  return [...debts.values()];
}

/** The pull request itself writes it down, under the name that it then has. */
function isDocumented(operation: Operation, { kind, owner, part }: AbsentPart, head: DatabaseContract): boolean {
  const to = "to" in operation && typeof operation.to === "string" ? operation.to : undefined;
  if (part === undefined) {
    const keys = kind === "table" ? [owner] : [owner, to ?? owner];
    return keys.some(
      (key) => head.tables.has(key) || head.views.has(key) || head.routines.has(key) || head.enums.has(key),
    );
  }
  const section = head.tables.get(owner);
  if (section === undefined) return false;
  const { columns, constraints } = promiseOf(head, section);
  const names = kind === "column" ? [...columns.keys()] : constraints.map(({ name }) => name);
  return names.includes(part) || (to !== undefined && names.includes(to));
}
