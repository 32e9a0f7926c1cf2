import { structuredPatch } from "diff";
import type { FileText, LineRange } from "../model/snapshot.ts";
import { showsCodeSign } from "../text/code-signs.ts";
import { commonEnds } from "../text/common-ends.ts";

const context = 3;
/** Beyond this many differing lines the exact hunks cost more than they are worth. */
const mostEdits = 1_000;

/** The lines of `head` that a diff with three lines of context shows, as git counts them. */
export function diffLines(base: string, head: string): readonly LineRange[] {
  if (base === head) return [];
  const lines = lineCount(head);
  if (lines === 0) return [];
  if (base === "") return [{ start: 1, end: lines }];
  const [before, from, to] = differingParts(base, head);
  const options = { context, maxEditLength: mostEdits };
  const patch = structuredPatch("", "", from, to, undefined, undefined, options);
  const ranges =
    patch === undefined
      ? [{ start: 1, end: lineCount(to) }]
      : patch.hunks.map((hunk) => ({ start: hunk.newStart, end: hunk.newStart + hunk.newLines - 1 }));
  return ranges
    .filter(({ start, end }) => end >= start)
    .map(({ start, end }) => ({ start: start + before, end: end + before }));
}

/** The lines from the first to the last that differ, with their context, and how many stand before them: most of a large file is left alone. */
function differingParts(base: string, head: string): readonly [before: number, base: string, head: string] {
  const { start, end } = commonEnds(base, head);
  let from = startOfLine(head, start);
  for (let line = 0; line < context && from > 0; line += 1) from = startOfLine(head, from - 1);
  let to = head.length - end;
  if (startOfLine(head, to) !== to || startOfLine(base, base.length - end) !== base.length - end)
    to = endOfLine(head, to);
  for (let line = 0; line < context; line += 1) to = endOfLine(head, to);
  return [lineCount(head.slice(0, from)), base.slice(from, to - head.length + base.length), head.slice(from, to)];
}

function startOfLine(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
}

/** Where the line ends that `at` lies in, its line break included. */
function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end + 1;
}

/** `diffLines` of two files; `undefined` where one of them is no text. */
export function diffFileLines(
  base: FileText | undefined,
  head: FileText | undefined,
): readonly LineRange[] | undefined {
  if (head === undefined) return [];
  if (head.kind !== "text" || (base !== undefined && base.kind !== "text")) return undefined;
  return diffLines(base?.text ?? "", head.text);
}

/** The head's line ranges of the hunks in a unified patch. */
export function linesOfPatch(patch: string): readonly LineRange[] {
  const ranges: LineRange[] = [];
  for (const match of patch.matchAll(/^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/gm)) {
    const start = Number(match[1]);
    const end = start + Number(match[2] ?? 1) - 1;
    if (end >= start) ranges.push({ start, end });
  }
  return ranges;
}

/** Longer lines are looked at from their beginning only, by every source alike. */
const longestLine = 200;

/** Whether a line that a patch leaves in the head looks like a query, a route or a model. */
export function patchShowsCode(patch: string): boolean {
  return patch.split("\n").some((line) => /^[+ ]/.test(line) && showsCodeSign(line.slice(1, longestLine)));
}

/** The same of a file whose lines are known. */
export function linesShowCode(head: FileText | undefined, shown: readonly LineRange[] | undefined): boolean {
  if (head?.kind !== "text" || shown === undefined) return false;
  const { text } = head;
  let line = 1;
  let at = 0;
  for (const { start, end } of shown) {
    for (; line < start && at < text.length; line += 1) at = endOfLine(text, at);
    for (; line <= end && at < text.length; line += 1) {
      const next = endOfLine(text, at);
      if (showsCodeSign(text.slice(at, Math.min(next, at + longestLine - 1)).replace("\n", ""))) return true;
      at = next;
    }
  }
  return false;
}

function lineCount(text: string): number {
  if (text === "") return 0;
  let breaks = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) breaks += 1;
  return text.endsWith("\n") ? breaks : breaks + 1;
}
