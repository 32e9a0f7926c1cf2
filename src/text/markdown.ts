/**
 * Hostile text as a Markdown code span: one line, back-ticks outnumbered, nothing in it is live (no mention, link, HTML or table cell).
 * `limit` is in UTF-16 code units; what is longer ends in `…`.
 */
export function code(text: string, limit = 120): string {
  // A name of a megabyte is cut before it is cleaned: what it hides beyond would not be shown anyway.
  const line = text
    .slice(0, limit * 4)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replace(/\p{Cf}/gu, "")
    .trim()
    .replaceAll("|", "\\|");
  // Cutting may halve a character, and half a character is none.
  const short = (line.length > limit ? `${line.slice(0, limit - 1)}…` : line).replace(/\p{Cs}/gu, "\uFFFD");
  if (short === "") return "` `";
  const runs = short.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const pad = short.startsWith("`") || short.endsWith("`") ? " " : "";
  return `${fence}${pad}${short}${pad}${fence}`;
}

/** Hostile text as plain prose: every character that Markdown, GitHub or HTML gives a meaning is made literal; line breaks become spaces. */
export function prose(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replace(/\p{Cf}/gu, "")
    .replace(/\p{Cs}/gu, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\\`*_{}[\]()#+!|~$-]/g, "\\$&")
    .replaceAll("@", "@\u200b")
    .replace(/(https?|ftp):\/\//gi, "$1:\u200b//")
    .replace(/www\./gi, "w\u200bww.")
    .replace(/\\#(?=\d)/g, "$&\u200b")
    .trim();
}

/** `a`, `b` and `c` as code spans; beyond `most` the rest is counted. */
export function codeList(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).map((name) => code(name));
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(", ")} and ${rest} more`;
  const last = shown.pop();
  return last === undefined ? "" : shown.length === 0 ? last : `${shown.join(", ")} and ${last}`;
}
