/** One item of a list in a cell, with its offset from the text's beginning. */
type ListItem = { readonly text: string; readonly start: number; readonly end: number };

/** Splits at commas, semicolons, `<br>` and line breaks that stand outside of brackets and quotes, so that `NUMERIC(10,2)` stays whole. */
export function splitList(text: string, separators: RegExp = /,|;|、|，|<br\s*\/?>|\n/iy): ListItem[] {
  const items: ListItem[] = [];
  let depth = 0;
  let quote = "";
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (quote !== "") {
      if (char === quote) quote = "";
      continue;
    }
    if (char === "'" || char === '"') quote = closes(text, at, char) ? char : "";
    else if (char === "(" || char === "[" || char === "{") depth += 1;
    else if (char === ")" || char === "]" || char === "}") depth = Math.max(0, depth - 1);
    else if (depth === 0) {
      separators.lastIndex = at;
      const match = separators.exec(text);
      if (match === null) continue;
      push(items, text, from, at);
      at += match[0].length - 1;
      from = at + 1;
    }
  }
  push(items, text, from, text.length);
  return items;
}

/** An apostrophe in prose (`user's`) opens no string. */
function closes(text: string, at: number, quote: string): boolean {
  return !/\p{L}/u.test(text.charAt(at - 1)) && text.indexOf(quote, at + 1) !== -1;
}

function push(items: ListItem[], text: string, from: number, to: number): void {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text.charAt(start))) start += 1;
  while (end > start && /\s/.test(text.charAt(end - 1))) end -= 1;
  if (end > start) items.push({ text: text.slice(start, end), start, end });
}
