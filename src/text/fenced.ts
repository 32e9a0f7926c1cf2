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
    .replace(/\n+$/, "");
  const shown = clean.length > limit ? `${clean.slice(0, clean.lastIndexOf("\n", limit))}\n…` : clean;
  const longest = Math.max(2, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${shown}\n${fence}`;
}
