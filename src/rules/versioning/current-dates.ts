import type { ContractHeader } from "../../model/contract.ts";
import type { Evidence } from "../../model/review-input.ts";
import { newEntries } from "./change-log.ts";

/** The dates that count as now: today, where somebody said what day it is, and the dates of the change log's new entries. */
export function currentDates(
  base: ContractHeader | undefined,
  head: ContractHeader,
  { today }: Evidence,
): ReadonlySet<string> {
  const written = newEntries(base, head).flatMap(({ date }) => (date === undefined ? [] : [date.trim()]));
  return new Set(today === undefined ? written : [...written, today]);
}
