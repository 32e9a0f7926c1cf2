import type { Location, Position } from "../model/location.ts";
import { commonEnds } from "./common-ends.ts";

/** Turns offsets of one text into positions and locations. Built once per text, each look-up is a binary search. */
export class LineIndex {
  readonly #path: string;
  readonly #length: number;
  readonly #text: string;
  readonly #starts: readonly number[];

  /** With the index of another edition of the text, only the lines that differ are counted. */
  constructor(path: string, text: string, earlier?: LineIndex) {
    this.#path = path;
    this.#length = text.length;
    this.#text = text;
    this.#starts = earlier === undefined ? lineStarts(text, [0], text.length) : earlier.#startsIn(text);
  }

  #startsIn(text: string): readonly number[] {
    const { start, end } = commonEnds(this.#text, text);
    const by = text.length - this.#length;
    const starts = this.#starts.slice(0, this.#lineAt(start) + 1);
    lineStarts(text, starts, text.length - end);
    const next = this.#lineAt(this.#length - end) + 1;
    for (let line = next; line < this.#starts.length; line += 1) starts.push((this.#starts[line] ?? 0) + by);
    return starts;
  }

  #lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The position of a UTF-16 offset; offsets outside the text are moved to its nearest end. */
  position(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.#length));
    const line = this.#lineAt(clamped);
    return { line: line + 1, column: clamped - (this.#starts[line] ?? 0) + 1, offset: clamped };
  }

  /** The location from `start` to `end`, UTF-16 offsets, end exclusive. */
  location(start: number, end: number): Location {
    return { path: this.#path, start: this.position(start), end: this.position(end) };
  }
}

/** Adds to `starts`, which holds all up to some line, those of the lines that begin up to `end`. */
function lineStarts(text: string, starts: number[], end: number): readonly number[] {
  for (let at = text.indexOf("\n", starts.at(-1)); at !== -1 && at < end; at = text.indexOf("\n", at + 1))
    starts.push(at + 1);
  return starts;
}

let recent: readonly { readonly path: string; readonly text: string; readonly lines: LineIndex }[] = [];

/** Shorter texts are counted faster than found again. */
const worthKeeping = 10_000;

/** The index of a text, counted once for all who ask for it in turns: contracts are read stretch by stretch, base and head alternating. */
export function lineIndexOf(path: string, text: string): LineIndex {
  if (text.length < worthKeeping) return new LineIndex(path, text);
  const known = recent.find((one) => one.path === path && one.text === text);
  const one = known ?? { path, text, lines: new LineIndex(path, text, earlierOf(path)) };
  if (one !== recent[0]) recent = [one, ...recent.filter((other) => other !== one)].slice(0, 3);
  return one.lines;
}

function earlierOf(path: string): LineIndex | undefined {
  return recent.find((one) => one.path === path)?.lines;
}
