import type { ChecklistBox } from "../../model/report.ts";
import { code } from "../../text/markdown.ts";

type NamedChecklist = { readonly name: string; readonly checklist: readonly ChecklistBox[] };
type NamedBox = { readonly name: string; readonly box: ChecklistBox };

const worstFirst: readonly ChecklistBox["state"][] = ["refuted", "left to a person", "proved"];

/** One checklist of several databases: a box that stands in several is as far as the one that is least far, and says whose that is. */
export function mergeChecklists(lists: readonly NamedChecklist[]): readonly ChecklistBox[] {
  const boxes = new Map<string, NamedBox[]>();
  for (const { name, checklist } of lists) {
    for (const box of checklist) boxes.set(box.text, [...(boxes.get(box.text) ?? []), { name, box }]);
  }
  return [...boxes.values()].flatMap((same) => mergeBox(same) ?? []);
}

function mergeBox(same: readonly NamedBox[]): ChecklistBox | undefined {
  const state = worstFirst.find((one) => same.some(({ box }) => box.state === one));
  const deciding = same.filter(({ box }) => box.state === state);
  const [first] = deciding;
  if (first === undefined) return undefined;
  const reasons = new Map<string, string[]>();
  for (const { name, box } of deciding) reasons.set(box.reason, [...(reasons.get(box.reason) ?? []), name]);
  const reason = [...reasons].map(([why, names]) => `${names.map((name) => code(name)).join(", ")}: ${why}`).join(" ");
  return { ...first.box, reason };
}
