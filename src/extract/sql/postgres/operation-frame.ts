import type { Location, Position } from "../../../model/location.ts";
import type { Guard, Statement } from "../../../model/operation.ts";
import type { NodeContext } from "./node-context.ts";
import { Tokens } from "./tokens.ts";

/** What every operation carries: its place, its statement, and why it may run twice. A guard of its own counts before that of its surroundings. */
export function frame(
  context: NodeContext,
  guard?: Guard,
  at: Location = context.statement.at,
): { readonly at: Location; readonly statement: Statement; readonly guard: Guard | undefined } {
  return { at, statement: context.statement, guard: guard ?? context.guard };
}

export function ifExists(missingOk: boolean | undefined): Guard | undefined {
  return missingOk === true ? "if-exists" : undefined;
}

export function ifNotExists(missingOk: boolean | undefined): Guard | undefined {
  return missingOk === true ? "if-not-exists" : undefined;
}

export function orReplace(replace: boolean | undefined): Guard | undefined {
  return replace === true ? "or-replace" : undefined;
}

const leadingWords: ReadonlySet<string> = new Set(
  "drop table view materialized index concurrently if exists sequence type domain function procedure aggregate routine schema extension foreign".split(
    " ",
  ),
);

/** The places of the objects of `DROP x, y`: one each where the statement's text has that many, else the whole statement for all. */
export function objectPlaces(statement: Statement, count: number): readonly Location[] {
  const spans = count > 1 ? itemsOfText(statement.text) : [];
  return Array.from({ length: count }, (_, index) => {
    const span = spans.length === count ? spans[index] : undefined;
    return span === undefined ? statement.at : place(statement, span.start, span.end);
  });
}

function itemsOfText(text: string): readonly { readonly start: number; readonly end: number }[] {
  const tokens = new Tokens(text);
  const spans: { start: number; end: number }[] = [];
  let depth = 0;
  let current: { start: number; end: number } | undefined;
  while (tokens.nextSignificant()) {
    const { keyword } = tokens;
    if (keyword === "(" || keyword === "[") depth += 1;
    if (keyword === ")" || keyword === "]") depth -= 1;
    if (depth === 0 && (keyword === "," || keyword === ";" || keyword === "cascade" || keyword === "restrict")) {
      if (current !== undefined) spans.push(current);
      current = undefined;
    } else if (current !== undefined) current.end = tokens.end;
    else if (spans.length > 0 || !leadingWords.has(keyword)) current = { start: tokens.start, end: tokens.end };
  }
  return current === undefined ? spans : [...spans, current];
}

function place(statement: Statement, start: number, end: number): Location {
  return { path: statement.at.path, start: move(statement, start), end: move(statement, end) };
}

/** The position of an offset within a statement's text. */
export function move({ at, text }: Statement, offset: number): Position {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf("\n");
  const breaks = lastBreak === -1 ? 0 : before.split("\n").length - 1;
  return {
    line: at.start.line + breaks,
    column: breaks === 0 ? at.start.column + offset : offset - lastBreak,
    offset: at.start.offset + offset,
  };
}
