import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { Script } from "../../../model/migration.ts";
import type { Operation, Statement } from "../../../model/operation.ts";
import type { SqlSource } from "../../../model/sql-reader.ts";
import type { LineIndex } from "../../../text/line-index.ts";
import { demandsOf } from "./demands-of.ts";
import type { Frame } from "./draft.ts";
import { readExecuted, tokensRun } from "./executed.ts";
import type { Grammar } from "./grammar.ts";
import { readStatement } from "./read-statement.ts";
import { shareComments } from "./share-comments.ts";
import { type Piece, splitStatements } from "./split-statements.ts";
import { Transactions } from "./transactions.ts";
import { isDynamic, unreadMessage } from "./unread-message.ts";

const MOST_STATEMENTS = 50_000;
/** A file in the wrong dialect says the same of every statement. */
const MOST_DIAGNOSTICS = 50;

/** Reads a migration, or a DDL block of a contract, statement by statement. */
export function readScript(source: SqlSource, lines: LineIndex, grammar: Grammar): Script {
  const { text, path } = source;
  const [from, to] = [source.range?.start ?? 0, source.range?.end ?? text.length];
  const split = splitStatements(text, from, to, grammar);
  const pieces = split.pieces.slice(0, MOST_STATEMENTS);
  const comments = shareComments(text, pieces, split.comments);
  const transactions = new Transactions(source.transactional, grammar);
  const operations: Operation[] = [];
  const diagnostics: Diagnostic[] = [];
  const follow = grammar.follow?.(text);
  const executed = pieces.map((piece) => follow?.(piece));
  const statements = pieces.map((piece, index): Statement => {
    const demands = demandsOf(text, piece);
    return {
      index,
      at: lines.location(piece.start, piece.end),
      text: text.slice(piece.start, piece.end),
      ...transactions.next(tokensRun(executed[index], grammar) ?? piece.tokens),
      conditional: false,
      ...(demands === undefined ? {} : { demands }),
      comments: (comments[index] ?? []).map((each) => ({ value: each.text, at: lines.location(each.start, each.end) })),
    };
  });
  for (const [index, statement] of statements.entries()) {
    const piece = pieces[index];
    if (piece === undefined) continue;
    const frame: Frame = { grammar, statement, locate: (start, end) => lines.location(start, end) };
    const run = executed[index];
    const read = run === undefined ? readStatement(text, piece, frame) : readExecuted(run, frame);
    if (Array.isArray(read)) operations.push(...read);
    else {
      const message = unreadMessage(grammar, statement.text, read.message);
      const kind = isDynamic(statement.text) ? "dynamic-sql" : "unread-statement";
      diagnostics.push({ kind, at: statement.at, message });
    }
  }
  const all = [...capped(diagnostics), ...leftOver(split.pieces, lines)];
  return { path, statements, operations, diagnostics: all, blank: split.pieces.length === 0 };
}

function capped(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const rest = diagnostics.length - MOST_DIAGNOSTICS;
  const next = diagnostics[MOST_DIAGNOSTICS];
  if (next === undefined) return diagnostics;
  const message = `${rest} more ${rest === 1 ? "statement" : "statements"} from here on could not be read either. Is the file in another dialect?`;
  return [...diagnostics.slice(0, MOST_DIAGNOSTICS), { kind: "limit-reached", at: next.at, message }];
}

function leftOver(pieces: readonly Piece[], lines: LineIndex): readonly Diagnostic[] {
  const next = pieces[MOST_STATEMENTS];
  if (next === undefined) return [];
  const message = `The file has ${pieces.length} statements; only the first ${MOST_STATEMENTS} were read. Split it, or leave data out of migrations.`;
  return [{ kind: "limit-reached", at: lines.location(next.start, next.end), message }];
}
