/** The scanner's token numbers: `jsonc-parser` declares them as a const enum, which modules compiled one by one cannot see. */
export const jsonToken = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  colon: 6,
  string: 10,
  unknown: 16,
  end: 17,
} as const;
