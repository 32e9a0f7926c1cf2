/**
 * Hostile text as a fenced Markdown block, to be pasted: the fence outnumbers every run of back-ticks in it, and control characters
 * other than line breaks and tabs become spaces. `limit` is in UTF-16 code units; what is longer is cut at a line and says so.
 */
export function fenced(language: "sql" | "markdown" | "json" | "diff" | "sh", text: string, limit = 4_000): string {
  const clean = text
    .replaceAll("\r\n", "\n")
    .replace(/[\r\u2028\u2029]/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, " ")
    .replace(/\p{Cf}/gu, "")
    .replace(/\p{Cs}/gu, "\uFFFD")
    .replace(/\n+$/, "");
  const shown = clean.length > limit ? `${clean.slice(0, endOfLine(clean, limit))}\n…` : clean;
  const longest = Math.max(2, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${shown}\n${fence}`;
}

/** The end of the last line that ends before `limit`; the limit itself where the first line goes beyond it, without the half of a character. */
function endOfLine(text: string, limit: number): number {
  const end = text.lastIndexOf("\n", limit);
  if (end > 0) return end;
  return /[\uD800-\uDBFF]/.test(text.charAt(limit - 1)) ? limit - 1 : limit;
}
