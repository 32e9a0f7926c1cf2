import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { Script } from "../../../model/migration.ts";
import type { Operation, Statement } from "../../../model/operation.ts";
import type { SqlSource } from "../../../model/sql-reader.ts";
import type { LineIndex } from "../../../text/line-index.ts";
import { alterTable } from "./alter-table.ts";
import { createTable } from "./create-table.ts";
import { Cursor, NotUnderstood } from "./cursor.ts";
import { dataStatement } from "./data-statements.ts";
import type { Frame, StatementForm } from "./draft.ts";
import { dropStatement, renameTables } from "./drop-statements.ts";
import type { Grammar } from "./grammar.ts";
import { grantStatement } from "./grants.ts";
import { createIndexStatement, dropIndexStatement } from "./index-statements.ts";
import { otherDdl, sessionStatement } from "./other-statements.ts";
import { createRoutine } from "./routines.ts";
import { shareComments } from "./share-comments.ts";
import { type Piece, splitStatements } from "./split-statements.ts";
import { Transactions } from "./transactions.ts";
import { createTrigger, dropTrigger } from "./triggers.ts";
import { isDynamic, unreadMessage } from "./unread-message.ts";
import { createView } from "./views.ts";

const MOST_STATEMENTS = 50_000;
/** A file in the wrong dialect says the same of every statement. */
const MOST_DIAGNOSTICS = 50;

/** Every form of statement, in the order of trying. */
const forms: readonly StatementForm[] = [
  ...[createTable, alterTable, createIndexStatement, dropIndexStatement, createTrigger, dropTrigger, dropStatement],
  ...[renameTables, createView, createRoutine, dataStatement, sessionStatement, grantStatement, otherDdl],
];

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
  const statements = pieces.map((piece, index): Statement => {
    const demands = demandsOf(text, piece);
    return {
      index,
      at: lines.location(piece.start, piece.end),
      text: text.slice(piece.start, piece.end),
      ...transactions.next(piece.tokens),
      conditional: false,
      ...(demands === undefined ? {} : { demands }),
      comments: (comments[index] ?? []).map((each) => ({ value: each.text, at: lines.location(each.start, each.end) })),
    };
  });
  for (const [index, statement] of statements.entries()) {
    const piece = pieces[index];
    if (piece === undefined) continue;
    const frame: Frame = { grammar, statement, locate: (start, end) => lines.location(start, end) };
    const read = readStatement(text, piece, frame);
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

type Unread = { readonly message: string };

function readStatement(text: string, { tokens }: Piece, frame: Frame): Operation[] | Unread {
  try {
    for (const form of forms) {
      const cursor = new Cursor(text, tokens, frame.grammar);
      const operations = form(cursor, frame);
      if (operations === undefined) continue;
      if (!cursor.done) cursor.fail();
      return [...operations];
    }
    return { message: `no statement of ${frame.grammar.server} begins so` };
  } catch (error) {
    if (error instanceof NotUnderstood) return { message: error.message };
    // Expressions nested thousands deep exhaust the stack of whoever walks them.
    if (error instanceof RangeError) return { message: "it is nested too deeply" };
    throw error;
  }
}

/** `ALGORITHM = INSTANT, LOCK = NONE` of a statement that changes a table or an index. */
function demandsOf(text: string, { tokens }: Piece): Statement["demands"] {
  const [first] = tokens;
  if (first === undefined || !/^(?:ALTER|CREATE|DROP)$/.test(first.upper)) return undefined;
  if (!tokens.slice(1, 5).some(({ upper }) => upper === "TABLE" || upper === "INDEX")) return undefined;
  const demand = (word: string): string | undefined => {
    let depth = 0;
    for (const [index, { upper }] of tokens.entries()) {
      depth += upper === "(" ? 1 : upper === ")" ? -1 : 0;
      if (upper !== word || depth > 0) continue;
      const value = tokens[index + 1]?.upper === "=" ? tokens[index + 2] : tokens[index + 1];
      if (value?.kind === "word" && demandWords.has(value.upper))
        return text.slice(value.start, value.end).toLowerCase();
    }
    return undefined;
  };
  const [algorithm, lock] = [demand("ALGORITHM"), demand("LOCK")];
  return algorithm === undefined && lock === undefined ? undefined : { algorithm, lock };
}

const demandWords: ReadonlySet<string> = new Set([
  "DEFAULT",
  "INSTANT",
  "INPLACE",
  "COPY",
  "NOCOPY",
  "NONE",
  "SHARED",
  "EXCLUSIVE",
]);

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
