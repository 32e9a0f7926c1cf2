import type { ContractText, Range } from "./contract-text.ts";
import { lookUp, normaliseTitle } from "./titles.ts";
import { exampleWords } from "./vocabulary.ts";

const exampleTitle = lookUp(exampleWords);

/** Whether a heading opens a section that shows how to write, and promises nothing: Example Entry, Template Instructions. */
export function isExampleTitle(rawTitle: string): boolean {
  return exampleTitle(normaliseTitle(rawTitle)) !== undefined;
}

/** Stretches from an "EXAMPLE ONLY" comment to the end of the section that it stands in; sorted, none overlaps another. */
export function exampleRanges(contract: ContractText): Range[] {
  const ranges: Range[] = [];
  for (const comment of contract.outline.comments) {
    const head = contract.raw({ start: comment.start, end: Math.min(comment.end, comment.start + 2_000) });
    if (comment.start < (ranges.at(-1)?.end ?? 0) || !/\bexample only\b/i.test(head)) continue;
    const end = contract.sectionAt(comment.start)?.end ?? contract.text.length;
    ranges.push({ start: comment.start, end });
  }
  return ranges;
}

/** Whether an offset lies in one of the stretches, which are sorted and do not overlap. */
export function inside(ranges: readonly Range[], offset: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return offset < (ranges[low - 1]?.end ?? 0);
}
