import type { Diagnostic } from "../model/diagnostic.ts";
import type { Located, Location } from "../model/location.ts";
import { type LineIndex, lineIndexOf } from "../text/line-index.ts";
import { type Edition, type Outline, type Section, splitSections } from "./split-sections.ts";

/** A stretch of the contract's text, UTF-16 offsets of the whole file, end exclusive. */
export type Range = { readonly start: number; readonly end: number };

let recent: readonly { readonly path: string; readonly edition: Edition }[] = [];

/** The outline of a text, which shares most of it with the edition of the file that was read before: base and head, and the next push. */
function outlineOf(path: string, text: string): Outline {
  const earlier = recent.find((one) => one.path === path)?.edition;
  const outline = splitSections(text, earlier);
  recent = [{ path, edition: { text, outline } }, ...recent.filter((one) => one.path !== path)].slice(0, 3);
  return outline;
}

/** A contract written in Markdown: its text, its outline, and the way from offsets to locations. */
export class ContractText {
  readonly path: string;
  readonly text: string;
  readonly outline: Outline;
  readonly #lines: LineIndex;

  constructor(source: { readonly path: string; readonly text: string }) {
    this.path = source.path;
    this.text = source.text;
    this.outline = outlineOf(source.path, source.text);
    this.#lines = lineIndexOf(source.path, source.text);
  }

  at(range: Range): Location {
    return this.#lines.location(range.start, range.end);
  }

  raw(range: Range): string {
    return this.text.slice(range.start, range.end);
  }

  located<T>(value: T, range: Range): Located<T> {
    return { value, at: this.at(range) };
  }

  diagnostic(range: Range, message: string): Diagnostic {
    return { kind: "contract", at: this.at(range), message };
  }

  headingRange(section: Section): Range {
    return { start: section.start, end: section.titleEnd };
  }

  rawTitle(section: Section): string {
    return this.text.slice(section.titleStart, section.titleEnd);
  }

  section(index: number): Section | undefined {
    return this.outline.sections[index];
  }

  /** The innermost section that an offset lies in; `undefined` before the first heading. */
  sectionAt(offset: number): Section | undefined {
    const sections = this.outline.sections;
    let low = 0;
    let high = sections.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sections[middle]?.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return sections[low - 1];
  }

  /** The sections directly below a section, or those at the top for `undefined`; at most `most` of them. */
  children(parent: Section | undefined, most = Number.POSITIVE_INFINITY): Section[] {
    const sections = this.outline.sections;
    const end = parent?.next ?? sections.length;
    const children: Section[] = [];
    for (let index = parent === undefined ? 0 : parent.index + 1; index < end && children.length < most; ) {
      const child = sections[index];
      if (child === undefined) break;
      children.push(child);
      index = child.next;
    }
    return children;
  }

  /** A section and all that begin before `end`, which is its own end unless it reaches further, in the order of the document. */
  subtree(section: Section, end = section.end): Section[] {
    const sections = this.outline.sections;
    let next = section.next;
    while (next < sections.length && (sections[next]?.start ?? end) < end) next += 1;
    return sections.slice(section.index, next);
  }
}

/** Those of a list sorted by `start` that begin inside the range, found by binary search. */
export function within<T extends { readonly start: number }>(sorted: readonly T[], range: Range): T[] {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.start ?? 0) < range.start) low = middle + 1;
    else high = middle;
  }
  const found: T[] = [];
  for (let item = sorted[low]; item !== undefined && item.start < range.end; item = sorted[low]) {
    found.push(item);
    low += 1;
  }
  return found;
}
