import type { Piece } from "./split-statements.ts";
import type { Comment } from "./tokens.ts";

/**
 * Shares the comments out among statements: each has those inside of it and those between the statement before and itself; what stands on the
 * last line of the statement before belongs to that one, and so does what follows the last statement.
 */
export function shareComments(
  text: string,
  pieces: readonly Piece[],
  comments: readonly Comment[],
): readonly (readonly Comment[])[] {
  const shares: Comment[][] = pieces.map(() => []);
  let next = 0;
  let lineEnd = -1;
  for (const comment of comments) {
    while (next < pieces.length && (pieces[next]?.end ?? 0) <= comment.start) {
      lineEnd = text.indexOf("\n", pieces[next]?.end);
      next += 1;
    }
    const trails = next > 0 && (next === pieces.length || lineEnd === -1 || comment.start < lineEnd);
    shares[trails ? next - 1 : next]?.push(comment);
  }
  return shares;
}
