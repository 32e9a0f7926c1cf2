/** The bytes that a text takes in UTF-8. Half a surrogate pair is written as the replacement character, of three bytes. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    if (unit < 0x800) bytes += 1;
    else {
      bytes += 2;
      if (isPair(unit, text.charCodeAt(at + 1))) at += 1;
    }
  }
  return bytes;
}

/** A pair is two units of two bytes each. */
function isPair(high: number, low: number): boolean {
  return high >= 0xd800 && high < 0xdc00 && low >= 0xdc00 && low < 0xe000;
}
