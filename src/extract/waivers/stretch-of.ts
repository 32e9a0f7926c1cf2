import type { Location } from "../../model/location.ts";

/**
 * What a comment at a statement covers: the statement that it stands in, the one on whose last line it stands, or the next. The stretch begins
 * where the statement before ends, so that what is found at the top of a file belongs to its first statement. A comment after the last covers nothing.
 */
export function stretchOf(comment: Location, statements: readonly Location[]): Location {
  const place = statements.findIndex(({ end }) => comment.start.offset < end.offset || comment.start.line === end.line);
  const statement = statements[place];
  if (statement === undefined) return { ...comment, end: comment.start };
  const before = statements[place - 1]?.end ?? { line: 1, column: 1, offset: 0 };
  return { path: comment.path, start: before, end: statement.end };
}
