import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { Script } from "../../../model/migration.ts";
import type { Statement } from "../../../model/operation.ts";
import type { SqlSource } from "../../../model/sql-reader.ts";
import { type Fragment, groundOf, type ReadFile } from "./fragment.ts";
import { type ParsedScript, parseScript, type ScriptStatement } from "./parse-script.ts";
import { type Comment, commentsOfStatements, findComments, trimmedEnd } from "./script-comments.ts";
import { StatementReader } from "./statement-reader.ts";
import { type TemplateParts, templateParts } from "./template-parts.ts";
import { Transactions } from "./transactions.ts";

/** More statements than any migration written by hand; dumps of data have them. */
const MOST_STATEMENTS = 50_000;
/** A file in the wrong dialect says the same of every statement. */
const MOST_DIAGNOSTICS = 50;

/** Reads a migration, or a DDL block of a contract. */
export function readScript(source: SqlSource, file: ReadFile): Script {
  const base = source.range?.start ?? 0;
  const written = source.text.slice(base, source.range?.end);
  const script = parseScript(written);
  const fragment: Fragment = { parsed: script.parsed, written, at: (offset) => base + offset };
  const parts = templateParts(written, script.parsed);
  const statements = statementsOf(script, fragment, file, parts, source.transactional);
  const reader = new StatementReader(groundOf(file));
  for (const [index, statement] of statements.entries()) {
    const outcome = script.statements[index]?.outcome;
    if (outcome?.kind === "parsed")
      reader.read({ node: outcome.node, fragment, offsetOf: outcome.offsetOf, statement });
    else if (outcome !== undefined) {
      reader.unread(file.lines.location(base + outcome.at, statement.at.end.offset), outcome.message);
    }
  }
  return {
    path: source.path,
    statements,
    operations: reader.operations,
    diagnostics: [
      ...capped(reader.diagnostics),
      ...inclusionDiagnostics(parts, base, file),
      ...limitDiagnostics(script, statements.length, base, file),
    ],
    blank: script.statements.length === 0 && parts.inclusions.length === 0,
  };
}

function statementsOf(
  { statements: all, parsed }: ParsedScript,
  { at: fileOffset }: Fragment,
  { text, lines }: ReadFile,
  parts: TemplateParts,
  transactional: boolean,
): readonly Statement[] {
  const found = all.length > MOST_STATEMENTS ? all.slice(0, MOST_STATEMENTS) : all;
  const comments = findComments(parsed);
  const pieces = trimmedPieces(parsed, found, comments);
  const shares = commentsOfStatements(parsed, pieces, comments);
  const transactions = new Transactions(transactional);
  return pieces.map(({ start, end, outcome }, index) => {
    const at = lines.location(fileOffset(start), fileOffset(end));
    return {
      index,
      at,
      text: text.slice(at.start.offset, at.end.offset),
      ...transactions.next(outcome.kind === "parsed" ? outcome.node : undefined),
      conditional: parts.conditional.some((part) => part.start < start && end < part.end),
      comments: (shares[index] ?? []).map((comment) => ({
        value: comment.text,
        at: lines.location(fileOffset(comment.start), fileOffset(comment.end)),
      })),
    };
  });
}

function trimmedPieces(
  text: string,
  statements: readonly ScriptStatement[],
  comments: readonly Comment[],
): readonly ScriptStatement[] {
  let before = 0;
  return statements.map((statement) => {
    while ((comments[before]?.start ?? Number.POSITIVE_INFINITY) < statement.end) before += 1;
    return { ...statement, end: trimmedEnd(text, statement.start, statement.end, comments, before) };
  });
}

function capped(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const rest = diagnostics.length - MOST_DIAGNOSTICS;
  const next = diagnostics[MOST_DIAGNOSTICS];
  if (next === undefined) return diagnostics;
  const message = `${rest} more ${rest === 1 ? "statement" : "statements"} from here on could not be read either. Is the file in another dialect?`;
  return [...diagnostics.slice(0, MOST_DIAGNOSTICS), { kind: "limit-reached", at: next.at, message }];
}

function inclusionDiagnostics({ inclusions }: TemplateParts, base: number, { lines }: ReadFile): readonly Diagnostic[] {
  return inclusions.map(({ start, end }) => ({
    kind: "dynamic-sql",
    at: lines.location(base + start, base + end),
    message:
      "What is put in here comes from elsewhere and is not part of this review. Write it out where it is constant.",
  }));
}

function limitDiagnostics(
  { statements }: ParsedScript,
  read: number,
  base: number,
  { lines }: ReadFile,
): readonly Diagnostic[] {
  const next = statements[read];
  if (next === undefined) return [];
  const at = lines.location(base + next.start, base + next.end);
  const message = `The file has ${statements.length} statements; only the first ${read} were read. Split it, or leave data out of migrations.`;
  return [{ kind: "limit-reached", at, message }];
}
