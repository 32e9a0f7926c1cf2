import type { Format, Markers } from "./format.ts";
import { formats } from "./formats.ts";
import type { Direction } from "./migration-path.ts";

/** A stretch of a file that one direction runs, in UTF-16 offsets. */
export type Section = {
  readonly direction: Direction;
  readonly start: number;
  readonly end: number;
  readonly withoutTransaction: boolean;
};

export type MarkedFile = {
  readonly format: Format;
  readonly sections: readonly Section[];
  /** What stands before the first marker and belongs to no direction. */
  readonly preamble: { readonly start: number; readonly end: number };
};

/** Parts a file by the markers of the first tool that has any in it; `undefined` where none has. */
export function findSections(text: string): MarkedFile | undefined {
  for (const format of formats) {
    if (format.markers === undefined) continue;
    const found = [...text.matchAll(format.markers.line)];
    const first = found[0];
    if (first === undefined) continue;
    const sections = part(text, found, format.markers);
    const both = new Set(sections.map(({ direction }) => direction)).size === 2;
    if (format.markers.needsBoth && !both) continue;
    return { format, sections, preamble: { start: 0, end: format.markers.startsUp ? 0 : first.index } };
  }
  return undefined;
}

function part(text: string, found: readonly RegExpExecArray[], markers: Markers): readonly Section[] {
  const sections: Section[] = [];
  const first = found[0];
  if (first !== undefined && markers.startsUp && directionOf(first) === "down") {
    sections.push({ direction: "up", start: 0, end: first.index, withoutTransaction: false });
  }
  found.forEach((marker, index) => {
    const withoutTransaction = markers.withoutTransaction?.test(marker[0]) ?? false;
    const start = marker.index + marker[0].length;
    sections.push({
      direction: directionOf(marker),
      start,
      end: found[index + 1]?.index ?? text.length,
      withoutTransaction,
    });
  });
  return sections;
}

function directionOf(marker: RegExpExecArray): Direction {
  return marker.groups?.direction?.toLowerCase() === "up" ? "up" : "down";
}

/** One range that covers a direction, and the text with everything else blanked where there are several: offsets stay what they were. */
export function rangeOf(
  text: string,
  sections: readonly Section[],
): { readonly text: string; readonly range: { readonly start: number; readonly end: number } } | undefined {
  const first = sections[0];
  const last = sections.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const range = { start: first.start, end: last.end };
  if (sections.length === 1) return { text, range };
  let at = 0;
  let kept = "";
  for (const { start, end } of sections) {
    kept += blank(text.slice(at, start)) + text.slice(start, end);
    at = end;
  }
  return { text: kept + blank(text.slice(at)), range };
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, " ");
}
