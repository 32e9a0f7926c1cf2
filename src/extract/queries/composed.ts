import type { ConstantText } from "../code/syntax.ts";

const token = /'(?:[^']|'')*'|"[^"]*"|`[^`]*`|\?|[A-Za-z_][\w.]*|\d+|[^\s]/g;
/** Words that a value may follow. */
const leadIn = /^(?:like|ilike|limit|offset|in|between|then|else|when|values|interval|is|any|all|escape|not|case)$/i;
/** Marks that a value may follow. */
const operator = /^[=<>(,+*/%|~!&^-]$/;

/**
 * Whether parts of a query itself are put in, and not values alone: a table's name, a condition, a list of columns. Only at run time is it
 * known what such a query is.
 */
export function isComposed({ text, holes }: ConstantText): boolean {
  if (holes === 0) return false;
  const tokens = [...text.matchAll(token)];
  return tokens.some((match, at) => {
    if (match[0] !== "?") return /^['"`].*\?.*['"`]$/s.test(match[0]);
    const before = tokens.slice(Math.max(0, at - 4), at).map(([word]) => word);
    const next = tokens[at + 1];
    const isGlued =
      /[\w.]/.test(text[match.index - 1] ?? "") ||
      /[\w.(]/.test(next?.index === match.index + 1 ? (next[0][0] ?? "") : "");
    return isGlued || !takesValue(before);
  });
}

function takesValue(before: readonly string[]): boolean {
  const last = before.at(-1) ?? "";
  if (/^and$/i.test(last)) return before.some((word) => /^between$/i.test(word));
  return operator.test(last) || leadIn.test(last);
}
