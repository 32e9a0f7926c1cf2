/** Turns the UTF-8 byte offsets of one text, in which the parser speaks, into UTF-16 offsets. Text that is all ASCII costs one look. */
export class ByteOffsets {
  readonly #length: number;
  /** Byte offset just after each non-ASCII character, and how many bytes more than UTF-16 units there are up to there. */
  readonly #after: readonly number[];
  readonly #surplus: readonly number[];

  constructor(text: string) {
    this.#length = text.length;
    const after: number[] = [];
    const surplus: number[] = [];
    let extra = 0;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: everything that takes more than one byte
    for (const { 0: character, index } of /[^\x00-\x7f]/.test(text) ? text.matchAll(/[^\x00-\x7f]/gu) : []) {
      const code = character.codePointAt(0) ?? 0;
      extra += code < 0x800 ? 1 : 2;
      after.push(index + character.length + extra);
      surplus.push(extra);
    }
    this.#after = after;
    this.#surplus = surplus;
  }

  /** The UTF-16 offset of a byte offset; what lies beyond the text is its end. */
  utf16(byte: number): number {
    if (byte <= 0) return 0;
    let low = 0;
    let high = this.#after.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#after[middle] ?? 0) <= byte) low = middle + 1;
      else high = middle;
    }
    return Math.min(byte - (this.#surplus[low - 1] ?? 0), this.#length);
  }
}

/** The UTF-16 offset of the given number of code points. */
export function utf16OfCodePoints(text: string, count: number): number {
  let offset = 0;
  for (let left = count; left > 0 && offset < text.length; left -= 1) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}
