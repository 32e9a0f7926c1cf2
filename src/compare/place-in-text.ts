import type { Location, Position } from "../model/location.ts";

/**
 * Where a name begins a line or a definition within a stretch of a text: the line of a column in a DDL block. The whole stretch where it is not found.
 */
export function placeOfName(text: string, within: Location, name: string): Location {
  const block = text.slice(within.start.offset, within.end.offset);
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const found = new RegExp(
    `(?:^|[(,])[ \\t]*(?:ADD COLUMN |CONSTRAINT )?(["\`]?${escaped}["\`]?)(?=[ \\t,(])`,
    "im",
  ).exec(block);
  if (found?.[1] === undefined) return within;
  const start = found.index + found[0].length - found[1].length;
  const lineEnd = block.indexOf("\n", start);
  const end = lineEnd === -1 ? block.length : lineEnd;
  const written = block.slice(start, end).trimEnd().length;
  return {
    path: within.path,
    start: move(within.start, block, start),
    end: move(within.start, block, start + written),
  };
}

function move(from: Position, block: string, by: number): Position {
  const before = block.slice(0, by);
  const lastBreak = before.lastIndexOf("\n");
  const lines = lastBreak === -1 ? 0 : before.split("\n").length - 1;
  return {
    line: from.line + lines,
    column: lastBreak === -1 ? from.column + by : by - lastBreak,
    offset: from.offset + by,
  };
}
