import type { Diagnostic } from "../model/diagnostic.ts";
import { keyOf } from "../model/name.ts";
import type { Operation, OperationOf } from "../model/operation.ts";
import type { Program } from "../model/program.ts";
import type { Routine } from "../model/schema.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { code } from "../text/markdown.ts";
import { catalogOf } from "./catalog/schema-catalog.ts";
import type { Workspace } from "./workspace.ts";

/** Routines that call routines. */
const DEEPEST = 8;

/** Operations that come from calls and blocks, of one application together. */
const MOST_OPERATIONS = 20_000;

/** Follows calls of routines that the schema knows, and blocks that go by what the catalog holds: what they do is done at their statement. */
export class Programs {
  readonly #work: Workspace;
  readonly #sql: SqlReader | undefined;
  readonly #run: (operation: Operation, calledBy: Operation) => void;
  readonly #active: Program[] = [];
  #operations = 0;

  /** `run` applies one operation of a program. */
  constructor(work: Workspace, sql: SqlReader | undefined, run: (operation: Operation, calledBy: Operation) => void) {
    this.#work = work;
    this.#sql = sql;
    this.#run = run;
  }

  /** What comes after this operation because of it. */
  follow(operation: Operation): void {
    if (operation.kind === "run-block") this.#block(operation);
    if (operation.kind === "call-routine" && operation.followed !== true) this.#call(operation);
  }

  #block(block: OperationOf<"run-block">): void {
    if (this.#work.schema.complete && this.#sql?.run !== undefined) {
      this.#enter({ operation: block, routine: undefined });
      return;
    }
    for (const operation of block.operations) this.#take(operation, block);
    this.#work.diagnostics.push(...block.diagnostics);
  }

  #call(call: OperationOf<"call-routine">): void {
    const routine = calledRoutine(this.#work, call);
    // The server runs triggers' functions by itself, and refuses to have them called.
    if (routine === undefined || /^(?:event_)?trigger$/.test(routine.returns ?? "")) return;
    if (routine.language !== "plpgsql" && routine.language !== "sql") return;
    const isRunning = this.#active.some((one) => one.routine?.signature === routine.signature);
    if (!isRunning && this.#active.length < DEEPEST) this.#enter({ operation: call, routine });
    else if (routine.language === "plpgsql")
      this.#tell("dynamic-sql", call, `How often ${code(routine.name.name)} calls itself is not part of this review.`);
  }

  #enter(program: Program): void {
    this.#active.push(program);
    const { complete } = this.#work.schema;
    this.#sql?.run?.(program, {
      catalog: complete ? catalogOf(() => this.#work.schema) : undefined,
      emit: (operation) => this.#take(operation, program.operation),
      unread: (diagnostic) => this.#work.diagnostics.push(diagnostic),
    });
    this.#active.pop();
  }

  #take(operation: Operation, by: Operation): void {
    this.#operations += 1;
    if (this.#operations === MOST_OPERATIONS)
      this.#tell(
        "limit-reached",
        by,
        "From here on, what routines and blocks do is no longer followed: it is too much.",
      );
    if (this.#operations < MOST_OPERATIONS) this.#run(operation, by);
  }

  #tell(kind: Diagnostic["kind"], { at }: Operation, message: string): void {
    this.#work.diagnostics.push({ kind, at, message });
  }
}

/** The routine of that name that takes that many arguments, if there is just one. A call of a procedure gives its OUT parameters, too. */
function calledRoutine(work: Workspace, call: OperationOf<"call-routine">): Routine | undefined {
  const opening = `${keyOf(call.routine)}(`;
  const given = call.arguments?.length ?? 0;
  const found: Routine[] = [];
  for (const [key, routine] of work.schema.routines) {
    if (!key.startsWith(opening) || routine.kind === "aggregate") continue;
    const inputs = routine.parameters.filter(({ mode }) => mode === "in" || mode === "inout" || mode === "variadic");
    const required = inputs.filter(({ mode, default: value }) => mode !== "variadic" && value === undefined);
    const isVariadic = inputs.some(({ mode }) => mode === "variadic");
    const most = routine.kind === "procedure" ? routine.parameters.length : inputs.length;
    if (given >= required.length && (given <= most || isVariadic)) found.push(routine);
  }
  return found.length === 1 ? found[0] : undefined;
}
