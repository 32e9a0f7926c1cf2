/** A text from a configuration as a sentence shows it: in quotes, on one line, cut to `limit` UTF-16 code units. */
export function quote(text: string, limit = 60): string {
  const line = text
    .slice(0, limit * 4)
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, " ")
    .trim();
  return `"${line.length > limit ? `${line.slice(0, limit - 1)}…` : line}"`;
}
