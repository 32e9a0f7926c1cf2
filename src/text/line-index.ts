import type { Location, Position } from "../model/location.ts";
import { commonEnds } from "./common-ends.ts";

/** Turns offsets of one text into positions and locations. Built once per text, each look-up is a binary search. */
export class LineIndex {
  readonly #path: string;
  readonly #length: number;
  readonly #text: string;
  readonly #starts: Uint32Array;

  /** With the index of another edition of the text, only the lines that differ are counted. */
  constructor(path: string, text: string, earlier?: LineIndex) {
    this.#path = path;
    this.#length = text.length;
    this.#text = text;
    this.#starts = earlier === undefined ? lineStarts(text, 0, text.length) : earlier.#startsIn(text);
  }

  #startsIn(text: string): Uint32Array {
    const { start, end } = commonEnds(this.#text, text);
    const by = text.length - this.#length;
    const before = this.#starts.subarray(0, this.#lineAt(start));
    const between = lineStarts(text, this.#starts[before.length] ?? 0, text.length - end);
    const after = this.#starts.subarray(this.#lineAt(this.#length - end) + 1);
    const starts = new Uint32Array(before.length + between.length + after.length);
    starts.set(before);
    starts.set(between, before.length);
    starts.set(by === 0 ? after : after.map((at) => at + by), before.length + between.length);
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

/** Where lines begin: the one at `start`, and those behind it whose line break stands before `end`. */
function lineStarts(text: string, start: number, end: number): Uint32Array {
  let starts = new Uint32Array(64);
  let count = 1;
  starts[0] = start;
  for (let at = text.indexOf("\n", start); at !== -1 && at < end; at = text.indexOf("\n", at + 1)) {
    if (count === starts.length) {
      const larger = new Uint32Array(count * 2);
      larger.set(starts);
      starts = larger;
    }
    starts[count] = at + 1;
    count += 1;
  }
  return starts.slice(0, count);
}

let recent: readonly { readonly path: string; readonly text: string; readonly lines: LineIndex }[] = [];

/** Shorter texts are counted faster than found again. */
const worthKeeping = 10_000;

/** The index of a text, counted once for all who ask for it in turns: contracts are read stretch by stretch, base and head alternating. */
export function lineIndexOf(path: string, text: string): LineIndex {
  if (text.length < worthKeeping) return new LineIndex(path, text);
  const editions = recent.filter((one) => one.path === path);
  const known = editions.find((one) => one.text === text);
  const one = known ?? { path, text, lines: new LineIndex(path, text, editions[0]?.lines) };
  if (one === recent[0]) return one.lines;
  const other = editions.find((edition) => edition !== one);
  const others = recent.filter((edition) => edition.path !== path);
  recent = [one, ...(other === undefined ? [] : [other]), ...others].slice(0, 3);
  return one.lines;
}
