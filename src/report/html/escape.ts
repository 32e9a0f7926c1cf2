const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Hostile text as HTML text or attribute value; control and formatting characters are gone. */
export function escapeHtml(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]|[\p{Cf}\p{Cs}]/gu, "").replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);
}
