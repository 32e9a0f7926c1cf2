import { type ContractText, type Range, within } from "./contract-text.ts";
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
    ranges.push({ start: comment.start, end: endOfSectionAt(contract, comment.start) });
  }
  return ranges;
}

/** Whether an offset lies in one of the stretches of `exampleRanges`. */
export function inside(ranges: readonly Range[], offset: number): boolean {
  return ranges.some((range) => range.start <= offset && offset < range.end);
}

function endOfSectionAt(contract: ContractText, offset: number): number {
  const [next] = within(contract.outline.sections, { start: offset, end: contract.text.length });
  const index = (next?.index ?? contract.outline.sections.length) - 1;
  return contract.section(index)?.end ?? contract.text.length;
}
