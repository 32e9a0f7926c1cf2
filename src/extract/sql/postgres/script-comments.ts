import { Tokens } from "./tokens.ts";

/** A comment's stretch; `text` is what it says, without its marks. */
export type Comment = { readonly start: number; readonly end: number; readonly text: string };

/** Every comment of a script in order. */
export function findComments(text: string): readonly Comment[] {
  if (!text.includes("--") && !text.includes("/*")) return [];
  const comments: Comment[] = [];
  const tokens = new Tokens(text);
  while (tokens.next()) {
    if (tokens.kind !== "comment") continue;
    const { start, end } = tokens;
    const closed = text.startsWith("/*", start);
    comments.push({ start, end, text: text.slice(start + 2, closed ? end - 2 : end).trim() });
  }
  return comments;
}

/** What PostgreSQL's lexer skips; other blanks of Unicode are parts of names to it. */
export function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

/** The end of the statement without the white space and comments that trail it. `before` counts the comments that start before `end`. */
export function trimmedEnd(
  text: string,
  start: number,
  end: number,
  comments: readonly Comment[],
  before: number,
): number {
  let last = before - 1;
  for (let at = end; ; ) {
    while (at > start && isSpace(text.charCodeAt(at - 1))) at -= 1;
    const comment = comments[last];
    if (comment === undefined || comment.end !== at || comment.start <= start) return at;
    at = comment.start;
    last -= 1;
  }
}

/**
 * Shares the comments out among statements given in order: each has those inside of it and those between the statement before and
 * itself; what stands on the last line of the statement before belongs to that one, and so does what follows the last statement.
 */
export function commentsOfStatements(
  text: string,
  statements: readonly { readonly start: number; readonly end: number }[],
  comments: readonly Comment[],
): readonly (readonly Comment[])[] {
  const shares: Comment[][] = statements.map(() => []);
  let next = 0;
  let lineEnd = -1;
  for (const comment of comments) {
    while (next < statements.length && (statements[next]?.end ?? 0) <= comment.start) {
      lineEnd = text.indexOf("\n", statements[next]?.end);
      next += 1;
    }
    const trails = next > 0 && (next === statements.length || lineEnd === -1 || comment.start < lineEnd);
    shares[trails ? next - 1 : next]?.push(comment);
  }
  return shares;
}
