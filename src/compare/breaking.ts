import type { BreakingChange, DeprecationState, Impact, Reach, Step, TypeChange } from "../model/comparison.ts";
import { keyOf, type QualifiedName } from "../model/name.ts";
import type { Operation } from "../model/operation.ts";
import type { Constraint, Schema } from "../model/schema.ts";
import { code, codeList } from "../text/markdown.ts";
import { type AbsentPart, nameOfPart } from "./absent-parts.ts";
import { isRequired } from "./hazards.ts";
import { tableNamed } from "./operation-subject.ts";
import { isForTriggers, isOwn, isRoutineBack } from "./own-objects.ts";
import type { Readers } from "./readers.ts";
import { isSchemaChange } from "./schema-operations.ts";
import type { Subject, Touches } from "./touches.ts";

/** What the verdicts rest on. */
export type BreakingInput = {
  readonly steps: readonly Step[];
  readonly touches: Touches;
  readonly impacts: readonly Impact[];
  readonly typeChanges: ReadonlyMap<Operation, TypeChange>;
  readonly deprecations: readonly DeprecationState[];
  readonly readers: Readers;
  readonly final: Schema;
  /** What the base contract does not have. */
  readonly absent: ReadonlyMap<Operation, AbsentPart>;
};

type Verdict = Pick<BreakingChange, "breaking" | "because" | "completesDeprecation">;

/** Whether each operation that changes the schema breaks what readers rely on, and why. */
export function judgeBreaking(input: BreakingInput): readonly BreakingChange[] {
  const impacts = new Map(input.impacts.map((impact) => [impact.operation, impact]));
  const verdicts: BreakingChange[] = [];
  for (const step of input.steps) {
    if (step.effect === "no-effect") continue;
    const judge = new Judge(input, step, impacts.get(step.operation));
    const verdict = judge.verdict();
    if (verdict !== undefined) {
      verdicts.push({ operation: step.operation, ...verdict, told: toldOf(step.operation, verdict.because) });
    }
  }
  return verdicts;
}

class Judge {
  readonly #input: BreakingInput;
  readonly #step: Step;
  readonly #broken: readonly string[];
  readonly #subject: Subject;

  constructor(input: BreakingInput, step: Step, impact: Impact | undefined) {
    this.#input = input;
    this.#step = step;
    this.#subject = input.touches.subjects.get(step.operation) ?? nothing;
    const broken = (kinds: readonly Reach["kind"][]): readonly string[] =>
      (impact?.reaches ?? [])
        .filter(({ kind, effect }) => effect === "breaks" && kinds.includes(kind))
        .map(({ name }) => name);
    const direct = broken(["query", "view", "routine", "trigger", "foreign-key"]);
    this.#broken = direct.length > 0 ? direct : broken(["endpoint"]);
  }

  /** `undefined` for what changes no schema. */
  verdict(): Verdict | undefined {
    const verdict = this.#byReaders();
    const absent = this.#input.absent.get(this.#step.operation);
    if (absent === undefined || verdict?.breaking !== true || this.#broken.length > 0) return verdict;
    const name = code(nameOfPart(absent));
    return absent.allowed
      ? fine(`The contract does not have ${name}, and the statement passes over what is not there.`)
      : { breaking: undefined, because: `The contract does not have ${name}: nobody can say whom it reaches.` };
  }

  #byReaders(): Verdict | undefined {
    const { operation } = this.#step;
    const table = tableNamed(operation);
    if (table !== undefined && this.#subject.baseTable === undefined) {
      return isSchemaChange(operation)
        ? fine("The table is made in this pull request: nobody reads it yet.")
        : undefined;
    }
    switch (operation.kind) {
      case "drop-table":
      case "drop-column":
        return this.#dropped(operation.kind === "drop-table" ? undefined : this.#subject.baseColumn);
      case "rename-table":
        return this.#keepsTable() ? fine("A view keeps the old name.") : breaks(this.#who("The old name is gone"));
      case "rename-column":
        return this.#renamedColumn();
      case "add-column":
        return this.#addedColumn(operation.column);
      case "alter-column-type":
        return this.#retyped();
      case "set-not-null":
      case "drop-default":
        return this.#mostly(
          operation.kind === "set-not-null"
            ? "Writers that leave it out, or write NULL, fail"
            : "Writers that rely on the default fail",
        );
      case "add-constraint": {
        const required = requiredByCheck(operation.constraint);
        return required === undefined
          ? this.#restricted(constrainedColumns(operation.constraint))
          : this.#required(required);
      }
      case "create-index":
        return operation.index.unique
          ? this.#restricted(operation.index.elements.flatMap(({ column }) => column ?? []))
          : fine("An index changes no answer.");
      case "drop-view":
      case "rename-view":
        return this.#gone(
          "view",
          operation.view,
          this.#input.final.views.has(keyOf(operation.view)) || this.#input.final.tables.has(keyOf(operation.view)),
        );
      case "create-view":
        return this.#replacedView(keyOf(operation.view));
      case "drop-routine":
      case "rename-routine":
        return this.#goneRoutine(operation.routine);
      case "drop-schema":
      case "rename-schema":
        return breaks(`Everything in ${code(operation.schema)} loses its name.`);
      case "move-to-schema":
        return breaks(`${code(keyOf(operation.name))} is found under another name.`);
      case "drop-database":
        return breaks("Everything in it is gone.");
      case "drop-type":
      case "rename-type":
        if (this.#isOwn("types", operation.type)) return fine("The type got its name in this pull request.");
        return this.#input.final.types.has(keyOf(operation.type))
          ? fine("The type is made again.")
          : breaks(`Whoever names the type ${code(keyOf(operation.type))} fails.`);
      case "rename-enum-value":
        return breaks(this.#who(`Readers and writers that spell out ${code(operation.value)} fail`));
      case "drop-attribute":
      case "rename-attribute":
      case "alter-attribute-type":
        return breaks("Whoever takes the type's values apart finds other parts.");
      case "add-domain-constraint":
        return breaks("Values that were accepted so far are refused in every column of the domain.");
      case "alter-domain-nullability":
        return operation.nullable
          ? fine("More values are accepted than before.")
          : breaks("NULL is refused in every column of the domain.");
      case "drop-identity":
      case "set-expression":
        return this.#mostly("Writers and readers find another value");
      case "drop-sequence":
      case "rename-sequence":
        if (this.#isOwn("sequences", operation.sequence))
          return fine("The sequence got its name in this pull request.");
        if (operation.kind === "rename-sequence" && this.#isOwned(operation.sequence))
          return fine("The column that it belongs to follows it.");
        return breaks("Whoever takes numbers from it by its name fails.");
      case "drop-extension":
        return breaks("What the extension brought along is gone.");
      case "detach-partition":
        return breaks("The partition's rows are no longer found through the table.");
      case "set-row-security":
        return operation.change === "enable" || operation.change === "force"
          ? breaks("Roles without a policy see no rows any more.")
          : fine("No row is hidden that was seen before.");
      case "rename-view-column":
        return breaks(this.#who("The old column name is gone"));
      default:
        return isSchemaChange(operation) ? fine("Nothing that the contracts promise is taken away.") : undefined;
    }
  }

  #dropped(column: string | undefined): Verdict {
    const { baseTable } = this.#subject;
    if (baseTable === undefined || (column === undefined && this.#step.operation.kind === "drop-column")) {
      return fine("It was made in this pull request: nobody reads it yet.");
    }
    const state = this.#input.deprecations.find(
      ({ subject }) => subject.table === baseTable && (subject.column === column || subject.column === undefined),
    );
    if (column === undefined && this.#input.final.views.has(baseTable)) return fine("A view keeps the name.");
    if (this.#broken.length > 0) return breaks(this.#who("Readers fail"));
    if (state === undefined) return breaks("It was never marked deprecated: readers may still rely on it.");
    const next = state.missing.find(({ heldBy }) => heldBy.length > 0);
    if (next !== undefined) {
      const first =
        state.firstVersionToDrop === undefined
          ? ""
          : `, and the first version to drop it is ${code(state.firstVersionToDrop)}`;
      const holders = codeList([...new Set(next.heldBy.map(({ name }) => name))]);
      return breaks(`Its deprecation lacks a step, to ${next.step} it: ${holders} did not${first}.`);
    }
    const since = state.since === undefined ? "" : ` since ${code(state.since)}`;
    if (state.undated)
      return { breaking: undefined, because: "It is marked deprecated, and nobody can say since which version." };
    if (state.droppable || state.releasesSince === undefined)
      return {
        ...fine(`It was marked deprecated${since}, and nothing writes or reads it any more${lastStep(state)}.`),
        completesDeprecation: true,
      };
    return breaks(
      `It was marked deprecated${since}, and too few releases have passed: it may go in ${code(state.firstVersionToDrop ?? "a later release")}.`,
    );
  }

  #renamedColumn(): Verdict {
    const { baseColumn, baseTable } = this.#subject;
    if (baseColumn === undefined || baseTable === undefined)
      return fine("The column is made in this pull request: nobody reads it yet.");
    const kept = this.#headTable()?.columns.find(({ name }) => name === baseColumn);
    return kept === undefined ? breaks(this.#who("The old name is gone")) : fine("A column keeps the old name.");
  }

  #addedColumn(name: string): Verdict {
    const column = this.#headTable()?.columns.find((one) => one.name === name);
    if (column === undefined || !isRequired(column)) return fine("Writers may leave the new column out.");
    if (this.#broken.length > 0) return breaks(this.#who("It is required, and writers leave it out"));
    return breaks("It is required: every writer that does not know it fails.");
  }

  #retyped(): Verdict {
    const change = this.#input.typeChanges.get(this.#step.operation);
    if (this.#subject.baseColumn === undefined)
      return fine("The column is made in this pull request: nobody reads it yet.");
    if (change?.effect === "same") return fine("Both types mean the same.");
    if (this.#broken.length > 0) return breaks(this.#who("Readers or writers fail"));
    if (change === undefined) return breaks("The type before is not known, so that its values may not fit.");
    const words = `${code(change.from.meaning)} to ${code(change.to.meaning)}`;
    if (change.effect === "widened") return fine(`${words}: every value so far still fits.`);
    return breaks(
      change.effect === "narrowed"
        ? `${words}: values that were accepted so far are refused or cut.`
        : `${words}: readers get another kind of value.`,
    );
  }

  #mostly(words: string): Verdict {
    if (this.#subject.baseColumn === undefined)
      return fine("The column is made in this pull request: nobody writes it yet.");
    if (this.#broken.length > 0) return breaks(this.#who(words));
    return fine("No query of the contract relies on what was there before.");
  }

  /** `CHECK (column IS NOT NULL)` is how NOT NULL begins that stops nobody: it breaks whom NOT NULL breaks, and no one else. */
  #required(column: string): Verdict {
    const { baseTable } = this.#subject;
    const { operation: added } = this.#step;
    const table = "table" in added ? this.#input.final.tables.get(keyOf(added.table)) : undefined;
    if (table?.columns.find(({ name }) => name === column)?.default !== undefined)
      return fine("Who leaves it out gets the default.");
    const isOf = (name: QualifiedName) => keyOf(name) === baseTable;
    const leaving = this.#input.readers
      .queriesOf(baseTable ?? "")
      .filter(({ reading }) =>
        reading.some(
          ({ operation, tables, columns }) =>
            operation === "insert" &&
            tables.some(({ table, access }) => access === "write" && isOf(table)) &&
            !columns.some((use) => use.access === "write" && (use.column === column || use.column === "*")),
        ),
      );
    if (leaving.length === 0) return fine("No query of the contract leaves it out.");
    const names = leaving.map(({ id }) => id);
    return breaks(`Writers that leave it out, or write NULL, fail: ${codeList(names)}.`);
  }

  /** A new rule for rows: those who write the columns may be refused. */
  #restricted(columns: readonly string[]): Verdict {
    const { baseTable } = this.#subject;
    if (baseTable === undefined) return fine("The table is made in this pull request.");
    const touch = [...this.#input.touches.tables.values()].find(({ baseKey }) => baseKey === baseTable);
    const isNew = (column: string): boolean => {
      const known = touch?.columns.get(column);
      return known !== undefined && known.baseName === undefined;
    };
    if (columns.length > 0 && columns.every(isNew))
      return fine("The columns are made in this pull request: nobody writes them yet.");
    const writers = this.#input.readers
      .queriesOf(baseTable)
      .filter(({ reading }) =>
        reading.some(({ columns: uses }) =>
          uses.some(
            ({ access, column, candidates }) =>
              access === "write" &&
              candidates.some((candidate) => keyOf(candidate) === baseTable) &&
              (column === "*" || columns.length === 0 || columns.includes(column)),
          ),
        ),
      );
    if (writers.length === 0) return fine("No query of the contract writes these columns.");
    return breaks(
      `Rows that were accepted so far may be refused, when written by ${codeList(writers.map(({ id }) => id))}.`,
    );
  }

  #goneRoutine(name: QualifiedName): Verdict {
    if (isForTriggers(name, this.#step)) return fine("Nobody but triggers can call it.");
    const { touches, final } = this.#input;
    return this.#gone("routine", name, isRoutineBack(name, this.#step, touches, final));
  }

  #gone(noun: "view" | "routine", name: QualifiedName, isBack: boolean): Verdict {
    if (this.#isOwn(`${noun}s`, name)) return fine(`The ${noun} got its name in this pull request.`);
    if (isBack) return fine(`The ${noun} is made again.`);
    if (this.#broken.length > 0) return breaks(this.#who("Readers fail"));
    return breaks(`Whoever uses the ${noun} fails.`);
  }

  #replacedView(key: string): Verdict {
    const before = this.#step.before.views.get(key);
    const after = this.#step.after.views.get(key);
    if (before === undefined || after === undefined) return fine("A new view takes nothing away.");
    const names = new Set(after.columns.map(({ name }) => name));
    const lost = before.columns.filter(({ name }) => !names.has(name)).map(({ name }) => name);
    return lost.length === 0
      ? fine("Every column of the view is still there.")
      : breaks(`The view loses ${codeList(lost)}.`);
  }

  #isOwn(kind: Parameters<typeof isOwn>[0], name: QualifiedName): boolean {
    return isOwn(kind, name, this.#step, this.#input.readers.schema);
  }

  /** The sequence of a serial or identity column, or one that is `OWNED BY` a column. */
  #isOwned(name: QualifiedName): boolean {
    return this.#step.before.sequences.get(keyOf(name))?.ownedBy !== undefined;
  }

  #keepsTable(): boolean {
    const { baseTable } = this.#subject;
    return (
      baseTable !== undefined && (this.#input.final.views.has(baseTable) || this.#input.final.tables.has(baseTable))
    );
  }

  #headTable(): ReturnType<Schema["tables"]["get"]> {
    const { baseTable } = this.#subject;
    const head = [...this.#input.touches.tables].find(([, { baseKey }]) => baseKey === baseTable)?.[0] ?? baseTable;
    return head === undefined ? undefined : this.#input.final.tables.get(head);
  }

  #who(words: string): string {
    return this.#broken.length === 0 ? `${words}.` : `${words}: ${codeList(this.#broken)}.`;
  }
}

/** `orders.total` (readers fail: `list_orders`). */
function toldOf(operation: Operation, because: string): string {
  const reason = because.replace(/\.$/, "").replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase());
  const table = tableNamed(operation);
  if (table === undefined) return reason;
  const column = "column" in operation && typeof operation.column === "string" ? `.${operation.column}` : "";
  return `${code(`${keyOf(table)}${column}`)} (${reason})`;
}

const nothing: Subject = { table: undefined, baseTable: undefined, column: undefined, baseColumn: undefined };

function breaks(because: string): Verdict {
  return { breaking: true, because };
}

function fine(because: string): Verdict {
  return { breaking: false, because };
}

/** The column that a check wants to be there: `CHECK (email IS NOT NULL)`. */
function requiredByCheck(constraint: Constraint): string | undefined {
  if (constraint.kind !== "check") return undefined;
  return /^\(*([\p{L}_][\p{L}\p{N}_$]*) IS NOT NULL\)*$/iu.exec(constraint.expression.meaning)?.[1];
}

function constrainedColumns(
  constraint: Extract<Operation, { kind: "add-constraint" }>["constraint"],
): readonly string[] {
  if ("columns" in constraint) return constraint.columns;
  if (constraint.kind === "not-null") return [constraint.column];
  if (constraint.kind !== "check") return [];
  // Words of the expression: a column among them is enough to say who writes it.
  return constraint.expression.meaning.replace(/'(?:[^']|'')*'/g, " ").match(/[\p{L}_][\p{L}\p{N}_$]*/gu) ?? [];
}

/** What the drop does to the workflow: it completes it, or leaves out a step that breaks no reader. */
function lastStep({ stage, missing, replacement }: DeprecationState): string {
  if (stage === "droppable") return ": this is the last step of the deprecation workflow";
  if (replacement === undefined || missing[0]?.step !== "backfill") return "";
  const { table, column } = replacement;
  return `; that its values went to ${code(column === undefined ? table : `${table}.${column}`)} was not seen`;
}
