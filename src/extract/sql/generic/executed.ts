import type { Operation, Statement } from "../../../model/operation.ts";
import { demandsOf } from "./demands-of.ts";
import { base, type Frame } from "./draft.ts";
import type { Executed } from "./executed-text.ts";
import type { Grammar } from "./grammar.ts";
import { readStatement, type Unread } from "./read-statement.ts";
import { splitStatements } from "./split-statements.ts";
import type { Token } from "./tokens.ts";

/** The tokens of the statement that is run; its transaction is theirs. */
export function tokensRun(executed: Executed | undefined, grammar: Grammar): readonly Token[] | undefined {
  const text = executed?.runs?.text;
  return text === undefined ? undefined : splitStatements(text, 0, text.length, grammar).pieces[0]?.tokens;
}

/** A statement that prepares or runs text, and then what the text does, told at the place where it is written. */
export function readExecuted({ command, runs, unread }: Executed, frame: Frame): Operation[] | Unread {
  const own: Operation = {
    ...{ kind: "not-schema", ...base(frame), command },
    ...{ target: undefined, full: false, query: undefined },
  };
  if (unread !== undefined) return { message: unread };
  if (runs === undefined) return [own];
  const { pieces } = splitStatements(runs.text, 0, runs.text.length, frame.grammar);
  const [piece] = pieces;
  if (piece === undefined || pieces.length > 1) return { message: "the text that it runs is not one statement" };
  const locate = (start: number, end: number) =>
    runs.verbatim ? frame.locate(runs.start + start, runs.start + end) : frame.locate(runs.start, runs.end);
  const demands = demandsOf(runs.text, piece);
  const statement: Statement = {
    ...frame.statement,
    at: locate(piece.start, piece.end),
    text: runs.text.slice(piece.start, piece.end),
    conditional: runs.conditional,
    ...(demands === undefined ? {} : { demands }),
  };
  const read = readStatement(runs.text, piece, { grammar: frame.grammar, statement, locate });
  if (!Array.isArray(read)) return read;
  return [own, ...read.map((operation) => ({ ...operation, guard: runs.guard ?? operation.guard }))];
}
