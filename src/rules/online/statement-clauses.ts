/** A statement without its comments, and with nothing left of its literals but their quotes. */
export function withoutLiterals(statement: string): string {
  return statement.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|\$(\w*)\$[\s\S]*?\$\1\$/g, (match) =>
    match.startsWith("--") || match.startsWith("/*") ? " " : "''",
  );
}

/** The pieces of a text between words that stand outside of brackets. */
export function splitOutside(text: string, word: RegExp): readonly string[] {
  const pieces: string[] = [];
  let depth = 0;
  let from = 0;
  const marks = new RegExp(`[()]|\\b(?:${word.source})\\b`, "gi");
  for (const match of text.matchAll(marks)) {
    if (match[0] === "(") depth += 1;
    else if (match[0] === ")") depth -= 1;
    else if (depth === 0) {
      pieces.push(text.slice(from, match.index));
      from = match.index + match[0].length;
    }
  }
  return [...pieces, text.slice(from)];
}

/** What stands behind a word outside of brackets, up to the next clause; `undefined` where the word is not there. */
export function clauseOf(text: string, word: "where" | "from" | "using"): string | undefined {
  const behind = splitOutside(text, new RegExp(word)).slice(1).join(` ${word} `);
  if (behind === "") return undefined;
  return splitOutside(
    behind,
    /where|group\s+by|order\s+by|having|limit|returning|on\s+conflict|union|except|intersect|when/,
  )[0];
}
