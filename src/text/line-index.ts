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
