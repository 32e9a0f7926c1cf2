const width = 24;

/** A key that sorts numbers within a name by their value when compared with `<`: `v2` before `v10`, `7` equal to `0007`. */
export function naturalOrder(text: string): string {
  return text.replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, "").padStart(width, "0"));
}
