import type { Location, Position } from "../model/location.ts";

/**
 * Where a name begins a line or a definition within a block of text that stands at `within`: the line of a column in a DDL block.
 * All of `within` where it is not found, or where the block is not what stands there letter by letter.
 */
export function placeOfName(block: string, within: Location, name: string): Location {
  if (block.length !== within.end.offset - within.start.offset) return within;
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
