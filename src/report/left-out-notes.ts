import type { ReportInput } from "./report-input.ts";

const most = 4;

/** Why findings of graver rules only inform, in one plain sentence; none where none does. */
export function leftOutNotes({ findings, contracts }: ReportInput): readonly string[] {
  const fallen = findings.filter(({ leftOut }) => leftOut === true);
  if (fallen.length === 0) return [];
  const [who, inform] = fallen.length === 1 ? ["1 finding", "informs"] : [`${fallen.length} findings`, "inform"];
  const { database } = contracts.base;
  const lacks =
    database === undefined ? "the base branch has no database contract" : `${database.path} has no ${listed(fallen)}`;
  return [
    `${who} only ${inform}: ${lacks}, and what no contract asks for is no error; see "What is promised, and what is not" in Schema Warden's docs/contracts.md.`,
  ];
}

/** The sections that are missed most, by name. */
function listed(fallen: ReportInput["findings"]): string {
  const counts = new Map<string, number>();
  for (const { section } of fallen) counts.set(section, (counts.get(section) ?? 0) + 1);
  const names = [...counts].sort(([, left], [, right]) => right - left).map(([name]) => name);
  const shown = names.length > most ? [...names.slice(0, most), `${names.length - most} more`] : names;
  const last = shown.pop() ?? "";
  return shown.length === 0 ? last : `${shown.join(", ")} or ${last}`;
}
