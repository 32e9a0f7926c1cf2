import type { Location } from "../../../model/location.ts";
import type { Guard, Operation, Statement } from "../../../model/operation.ts";
import type { Cursor } from "./cursor.ts";
import type { Grammar } from "./grammar.ts";

/** What a reader of statements works with. */
export type Frame = {
  readonly grammar: Grammar;
  readonly statement: Statement;
  readonly locate: (start: number, end: number) => Location;
};

/** What every operation carries, for a clause between two offsets; the whole statement without them. */
export function base(
  { statement, locate }: Frame,
  guard: Guard | undefined = undefined,
  start?: number,
  end?: number,
): { readonly at: Location; readonly statement: Statement; readonly guard: Guard | undefined } {
  return { at: start === undefined ? statement.at : locate(start, end ?? start), statement, guard };
}

/** Reads a statement of one form; `undefined` where it is of another. */
export type StatementForm = (cursor: Cursor, frame: Frame) => readonly Operation[] | undefined;
