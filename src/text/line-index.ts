import type { Location, Position } from "../model/location.ts";

/** Turns offsets of one text into positions and locations. Built once per text, each look-up is a binary search. */
export class LineIndex {
  readonly #path: string;
  readonly #length: number;
  readonly #starts: readonly number[];

  constructor(path: string, text: string) {
    this.#path = path;
    this.#length = text.length;
    const starts = [0];
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    this.#starts = starts;
  }

  /** The position of a UTF-16 offset; offsets outside the text are moved to its nearest end. */
  position(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.#length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= clamped) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: clamped - (this.#starts[low] ?? 0) + 1, offset: clamped };
  }

  /** The location from `start` to `end`, UTF-16 offsets, end exclusive. */
  location(start: number, end: number): Location {
    return { path: this.#path, start: this.position(start), end: this.position(end) };
  }
}

let recent: readonly { readonly path: string; readonly text: string; readonly lines: LineIndex }[] = [];

/** Shorter texts are counted faster than found again. */
const worthKeeping = 10_000;

/** The index of a text, counted once for all who ask for it in turns: contracts are read stretch by stretch, base and head alternating. */
export function lineIndexOf(path: string, text: string): LineIndex {
  if (text.length < worthKeeping) return new LineIndex(path, text);
  const known = recent.find((one) => one.path === path && one.text === text);
  const one = known ?? { path, text, lines: new LineIndex(path, text) };
  if (one !== recent[0]) recent = [one, ...recent.filter((other) => other !== one)].slice(0, 3);
  return one.lines;
}
