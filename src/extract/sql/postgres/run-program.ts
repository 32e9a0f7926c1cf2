import type { Location } from "../../../model/location.ts";
import type { OperationOf, Statement } from "../../../model/operation.ts";
import type { Program, ProgramHost } from "../../../model/program.ts";
import type { Routine } from "../../../model/schema.ts";
import { code } from "../../../text/markdown.ts";
import { bindArguments, parametersOf } from "./bind-arguments.ts";
import type { Fragment, Ground } from "./fragment.ts";
import { move } from "./operation-frame.ts";
import { parseScript } from "./parse-script.ts";
import { StatementReader } from "./statement-reader.ts";

/** Runs the routine that a statement calls, or the block that it is, against what the host's catalog holds. */
export function runProgram({ operation, routine }: Program, host: ProgramHost): void {
  if (operation.kind === "run-block") runBlock(operation.statement, host);
  if (operation.kind === "call-routine" && routine !== undefined) runRoutine(operation, routine, host);
}

/** What a routine does is done at the call: there its operations stand, and there is told what could not be read. */
function runRoutine(call: OperationOf<"call-routine">, routine: Routine, host: ProgramHost): void {
  if (/^(?:BEGIN\s+ATOMIC|RETURN)\b/i.test(routine.body) && routine.language === "sql") return;
  const { at, guard } = call;
  const statements = new Map<Statement, Statement>();
  const outward = (inner: Statement): Statement => {
    const known = statements.get(inner) ?? { ...call.statement, conditional: inner.conditional };
    statements.set(inner, known);
    return known;
  };
  let isTold = false;
  const unread = (): void => {
    if (isTold) return;
    isTold = true;
    const message = `What ${code(routine.name.name)} does here is put together at run time, so it is not part of this review as a whole.`;
    host.unread({ kind: "dynamic-sql", at, message });
  };
  const reader = new StatementReader(everywhere(at), {
    catalog: host.catalog,
    emit: (operation) => {
      if (operation.kind !== "not-schema") host.emit({ ...operation, at, statement: outward(operation.statement) });
    },
    unread,
  });
  const body: Fragment = { parsed: routine.body, written: routine.body, at: (offset) => offset };
  const held = bindArguments(parametersOf(routine), call.arguments ?? []);
  const circumstances = { guard, conditional: call.statement.conditional, unsure: false };
  if (!reader.readBody(routine.language, body, call.statement, held, circumstances)) unread();
}

/** All of a body counts as standing where it is called. */
function everywhere(at: Location): Ground {
  return { path: at.path, location: () => at, slice: (_start, _end, read) => read };
}

/** A block is read once more from its statement's text. */
function runBlock(statement: Statement, host: ProgramHost): void {
  const { at, text } = statement;
  const ground: Ground = {
    path: at.path,
    location: (start, end) => ({
      path: at.path,
      start: move(statement, start - at.start.offset),
      end: move(statement, end - at.start.offset),
    }),
    slice: (start, end) => text.slice(start - at.start.offset, end - at.start.offset),
  };
  const script = parseScript(text);
  const fragment: Fragment = { parsed: script.parsed, written: text, at: (offset) => at.start.offset + offset };
  const reader = new StatementReader(ground, host);
  for (const { outcome } of script.statements)
    if (outcome.kind === "parsed") reader.read({ ...outcome, fragment, statement });
}
