import type { Operation, OperationOf, Statement } from "../../../model/operation.ts";
import type { Program, ProgramHost } from "../../../model/program.ts";
import type { Routine } from "../../../model/schema.ts";
import { code } from "../../../text/markdown.ts";
import { demandsOf } from "../generic/demands-of.ts";
import type { ExecutedText } from "../generic/executed-text.ts";
import type { Grammar } from "../generic/grammar.ts";
import { readStatement } from "../generic/read-statement.ts";
import { splitStatements } from "../generic/split-statements.ts";
import { lex } from "../generic/tokens.ts";
import { nobodyKnows, type Value } from "./constant-text.ts";
import { ProcedureBody } from "./procedure-body.ts";

/** Runs the procedure that a statement calls: what it does is done at the call, and there is told what could not be read. */
export function runProcedure({ operation: call, routine }: Program, host: ProgramHost, grammar: Grammar): void {
  if (call.kind !== "call-routine" || routine === undefined) return;
  const { body } = routine;
  let isTold = false;
  const unknown = (): void => {
    if (isTold) return;
    isTold = true;
    const message = `What ${code(routine.name.name)} does here is put together at run time, so it is not part of this review as a whole.`;
    host.unread({ kind: "dynamic-sql", at: call.at, message });
  };
  const walker = new ProcedureBody(body, grammar, parametersOf(routine, call), {
    run: (text) => {
      const operations = read(text, call, grammar);
      if (operations === undefined) unknown();
      else for (const operation of operations) host.emit(operation);
    },
    unknown,
  });
  walker.walk(lex(body, 0, body.length, grammar).tokens);
}

function parametersOf({ parameters }: Routine, call: OperationOf<"call-routine">): ReadonlyMap<string, Value> {
  return new Map(
    parameters.map(({ name = "", mode }, index) => {
      const given = mode === "out" ? undefined : call.arguments?.[index]?.value;
      const isText = typeof given === "string" || typeof given === "number";
      const { start, end } = { start: 0, end: 0 };
      const known: Value = {
        texts: [{ text: String(given), start, end, verbatim: false }],
        asks: "nothing",
        nullable: false,
      };
      return [` ${name.toLowerCase()}`, isText ? known : nobodyKnows];
    }),
  );
}

/** The operations of one statement of the body; `undefined` where it cannot be read. */
function read(
  { text, guard, conditional }: ExecutedText,
  call: OperationOf<"call-routine">,
  grammar: Grammar,
): readonly Operation[] | undefined {
  const { pieces } = splitStatements(text, 0, text.length, grammar);
  const [piece] = pieces;
  if (piece === undefined || pieces.length > 1) return undefined;
  const demands = demandsOf(text, piece);
  const statement: Statement = {
    ...call.statement,
    conditional: conditional || call.statement.conditional,
    ...(demands === undefined ? {} : { demands }),
  };
  const operations = readStatement(text, piece, { grammar, statement, locate: () => call.at });
  if (!Array.isArray(operations)) return undefined;
  return operations.map((operation) => ({ ...operation, at: call.at, guard: guard ?? operation.guard ?? call.guard }));
}
