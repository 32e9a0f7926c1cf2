import { structuredPatch } from "diff";
import type { FileText, LineRange } from "../model/snapshot.ts";
import { showsCodeSign } from "../text/code-signs.ts";

const context = 3;
/** Beyond this many differing lines the exact hunks cost more than they are worth. */
const mostEdits = 1_000;

/** The lines of `head` that a diff with three lines of context shows, as git counts them. */
export function diffLines(base: string, head: string): readonly LineRange[] {
  if (base === head) return [];
  const lines = lineCount(head);
  if (lines === 0) return [];
  if (base === "") return [{ start: 1, end: lines }];
  const options = { context, maxEditLength: mostEdits };
  const patch = structuredPatch("", "", base, head, undefined, undefined, options);
  if (patch === undefined) return changedMiddle(base, head);
  const ranges = patch.hunks.map((hunk) => ({ start: hunk.newStart, end: hunk.newStart + hunk.newLines - 1 }));
  return ranges.filter(({ start, end }) => end >= start);
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
  const lines = head.text.split("\n");
  return shown.some(({ start, end }) =>
    lines.slice(start - 1, end).some((line) => showsCodeSign(line.slice(0, longestLine - 1))),
  );
}

/** One range over all that lies between the common beginning and the common end. */
function changedMiddle(base: string, head: string): readonly LineRange[] {
  const from = base.split("\n");
  const to = head.split("\n");
  const most = Math.min(from.length, to.length);
  let before = 0;
  while (before < most && from[before] === to[before]) before++;
  let after = 0;
  while (after < most - before && from.at(-1 - after) === to.at(-1 - after)) after++;
  const last = lineCount(head);
  return [{ start: Math.max(1, before + 1 - context), end: Math.min(last, to.length - after + context) }];
}

function lineCount(text: string): number {
  if (text === "") return 0;
  const breaks = text.split("\n").length - 1;
  return text.endsWith("\n") ? breaks : breaks + 1;
}
