import type { SqlValue } from "../../../model/catalog.ts";
import type { Guard } from "../../../model/operation.ts";
import { isCatalogQuestion } from "./catalog-question.ts";
import { constantText } from "./constant-text.ts";
import { rowsOfText, valueOfText } from "./evaluate-text.ts";
import { type Fragment, within } from "./fragment.ts";
import { loopTurns, type Turn } from "./loop-turns.ts";
import type { PlBlock, PlStatement, Stretch } from "./plpgsql.ts";
import type { Row, Scope } from "./scope.ts";
import { truthOf } from "./sql-values.ts";
import { Undecided } from "./undecided.ts";
import type { Variables } from "./variables.ts";
import { withoutInto } from "./without-into.ts";

/** Under what a piece of SQL runs. A guard that a second run satisfies makes it as good as unconditional. */
export type Circumstances = {
  readonly guard: Guard | undefined;
  readonly conditional: boolean;
  /** Nobody knows whether it runs: the other way is read as well. */
  readonly unsure?: boolean;
};

/** Who takes what a block holds. */
export type BlockListener = {
  /** `again`: it was taken before, in an earlier turn of a loop; only what its variables go into is new. */
  readonly sql: (part: Fragment, circumstances: Circumstances, scope: Scope, again: boolean) => void;
  /** SQL that is put together at run time. */
  readonly dynamic: (part: Fragment) => void;
  /** Which way it goes depends on what the catalog holds. */
  readonly unsettled: () => void;
};

/** Errors of making what is there, or of dropping what is not. */
const satisfied =
  /^(?:duplicate_(?:object|table|column|schema|function|alias|database|file|prepared_statement)|undefined_(?:object|table|column|function|file)|invalid_schema_name|invalid_table_definition|unique_violation|object_not_in_prerequisite_state|others|sqlstate\s+'(?:42710|42P07|42701|42P06|42723|42704|42P01|42703|42883|3F000|42P16|23505)')$/i;

/** Turns of all loops of a block together: loops within loops multiply. */
const MOST_TURNS = 2000;

/** Where a statement leads: on to the next one, or out of the turn, the loop, the whole. */
type Flow = "on" | "continue" | "exit" | "return";

/** Goes through a block of PL/pgSQL as the server would, as far as it is known which way that is. */
export class BlockWalk {
  readonly #body: Fragment;
  readonly #listener: BlockListener;
  readonly #variables: Variables;
  /** Variables whose value tells what the catalog holds, and nothing else. */
  readonly #fromCatalog = new Set<string>();
  /** In a later turn of a loop. */
  #again = false;
  #turns = 0;

  constructor(body: Fragment, listener: BlockListener, variables: Variables) {
    this.#body = body;
    this.#listener = listener;
    this.#variables = variables;
  }

  block(block: PlBlock, outer: Circumstances): Flow {
    for (const { name, value } of block.declarations) {
      if (value !== undefined) this.#assign(name, value, outer);
      else this.#variables.drop(name);
    }
    const forgives =
      block.handlers.length > 0 &&
      block.handlers.every(
        ({ conditions, body }) => conditions.every((name) => satisfied.test(name)) && !this.#raises(body),
      );
    const flow = this.#statements(
      block.body,
      forgives ? { ...outer, guard: outer.guard ?? "exception-handler" } : outer,
    );
    // With the catalog at hand, what the block does is what the server did without an error.
    if (this.#variables.scope.catalog === undefined) {
      for (const { body } of block.handlers) this.#statements(body, unknown(outer));
    }
    return flow;
  }

  #statements(statements: readonly PlStatement[], outer: Circumstances): Flow {
    let here = outer;
    for (const statement of statements) {
      if (statement.kind === "other" && leaves(statement)) {
        const flow = this.#leave(statement);
        if (flow !== undefined && flow !== "on") return flow;
        if (flow === undefined) here = this.#unless(statement, here);
      } else if (statement.kind === "expression") {
        if (!/^return\s+next\b/i.test(this.#textOf(statement))) return "return";
      } else if (statement.kind === "if") {
        const { flow, after } = this.#if(statement, here);
        if (flow !== "on") return flow;
        here = after;
      } else {
        const flow = this.#statement(statement, here);
        if (flow !== "on") return flow;
      }
    }
    return "on";
  }

  #statement(statement: PlStatement, here: Circumstances): Flow {
    if (statement.kind === "sql" || statement.kind === "perform" || statement.kind === "return-query") {
      this.#sql(statement, here);
    } else if (statement.kind === "execute") this.#execute(statement.command, statement, here);
    else if (statement.kind === "assign") this.#assignStatement(statement, here);
    else if (statement.kind === "block") return this.block(statement, here);
    else if (statement.kind === "case") {
      for (const body of statement.bodies) this.#statements(body, unknown(here));
    } else if (statement.kind === "other") this.#forget(statement);
    else if (statement.kind === "loop") return this.#loop(statement, here);
    return "on";
  }

  /** A loop whose turns are known is as good as its turns written out. */
  #loop({ header, variables, body }: Extract<PlStatement, { kind: "loop" }>, here: Circumstances): Flow {
    this.#fromCatalog.delete("found");
    const place = within(this.#body, header.start, header.end);
    const found = this.#turns < MOST_TURNS ? loopTurns(place, variables, this.#variables) : undefined;
    this.#turns += found?.length ?? 0;
    if (found === undefined || this.#turns > MOST_TURNS) return this.#unknownLoop(variables, body, place, here);
    const outer = this.#again;
    let flow: Flow = "on";
    for (const [index, turn] of found.entries()) {
      this.#take(variables, turn, place);
      this.#again = outer || index > 0;
      flow = this.#statements(body, here);
      if (flow === "exit" || flow === "return") break;
    }
    this.#again = outer;
    for (const name of variables) this.#variables.drop(name);
    return flow === "return" ? "return" : "on";
  }

  /** Its body is read once, as what may run. */
  #unknownLoop(
    variables: readonly string[],
    body: readonly PlStatement[],
    header: Fragment,
    here: Circumstances,
  ): Flow {
    if (isCatalogQuestion(header.parsed.replace(/^[\s\S]*?\bIN\b/i, ""), new Set())) this.#listener.unsettled();
    for (const name of variables) this.#variables.drop(name);
    for (const name of assigned(body)) this.#variables.drop(name);
    this.#statements(body, unknown(here));
    return "on";
  }

  #take(variables: readonly string[], turn: Turn, place: Fragment): void {
    for (const name of variables) this.#variables.drop(name);
    for (const [name, value] of turn) this.#variables.hold(name, value, place);
  }

  /** Where RETURN, EXIT and CONTINUE lead; `undefined` where that is not known. */
  #leave(statement: PlStatement & { readonly kind: "other" }): Flow | undefined {
    if (statement.word === "return") return "return";
    const [, label, condition] =
      /^\w+(\s+(?!when\b)\w+)?(?:\s+when\b([\s\S]*?))?;?$/i.exec(this.#textOf(statement)) ?? [];
    const truth = condition === undefined ? true : this.#truth(condition);
    if (truth === false) return "on";
    if (label !== undefined || truth === undefined) return undefined;
    return statement.word === "exit" ? "exit" : "continue";
  }

  /** What follows `CONTINUE WHEN condition` runs under the opposite condition. */
  #unless(statement: Stretch, here: Circumstances): Circumstances {
    const when = /\bWHEN\b/i.exec(this.#textOf(statement));
    const start = statement.start + (when === null ? 0 : when.index + when[0].length);
    return when === null ? unknown(here) : this.#under({ start, end: statement.end - 1 }, here);
  }

  #if(
    statement: Extract<PlStatement, { kind: "if" }>,
    here: Circumstances,
  ): { readonly flow: Flow; readonly after: Circumstances } {
    // What follows `IF … THEN RETURN; END IF` runs under the opposite condition.
    let after = here;
    let asked = true;
    let sure = true;
    for (const { condition, body } of statement.branches) {
      const truth = this.#truth(this.#textOf(condition));
      const under = this.#under(condition, here);
      if (truth === false) {
        asked &&= !under.conditional || here.conditional;
        continue;
      }
      if (truth === true && sure) return { flow: this.#statements(body, { ...here, guard: under.guard }), after };
      sure = false;
      asked &&= !under.conditional || here.conditional;
      if (this.#isAsked(condition)) this.#listener.unsettled();
      const flow = this.#statements(body, asked ? { ...under, unsure: true } : unknown(here));
      if (flow !== "on") after = this.#under(condition, after);
    }
    // The other half of a look at the catalog is as repeatable as the first.
    const guard =
      here.guard ??
      (asked && statement.branches.some(({ condition }) => this.#isAsked(condition)) ? "catalog-check" : undefined);
    if (sure) return { flow: this.#statements(statement.otherwise, { ...here, guard }), after };
    const flow = this.#statements(statement.otherwise, asked ? { ...here, guard, unsure: true } : unknown(here));
    return { flow: "on", after: flow === "on" ? after : { ...after, conditional: true, unsure: true } };
  }

  /** Whether a condition holds; NULL does not. */
  #truth(condition: string): boolean | undefined {
    const value = valueOfText(condition, this.#variables.scope);
    if (value === undefined) return undefined;
    try {
      return truthOf(value) === true;
    } catch (error) {
      if (error instanceof Undecided) return undefined;
      throw error;
    }
  }

  #isAsked(condition: Stretch): boolean {
    return isCatalogQuestion(this.#textOf(condition), this.#fromCatalog);
  }

  #under(condition: Stretch, here: Circumstances): Circumstances {
    return this.#isAsked(condition) ? { ...here, guard: here.guard ?? "catalog-check", unsure: true } : unknown(here);
  }

  #sql(statement: Extract<PlStatement, { kind: "sql" | "perform" | "return-query" }>, here: Circumstances): void {
    const mask = statement.kind === "perform" ? (text: string) => text.replace(/^perform/i, "SELECT ") : withoutInto;
    const part = within(this.#body, statement.start, statement.end, mask);
    const selects = /^\s*(?:select|with)\b/i.test(part.parsed);
    const asks = selects && isCatalogQuestion(part.parsed, new Set());
    const { scope } = this.#variables;
    const targets = intoTargets(this.#textOf(statement), part.parsed);
    const rows =
      selects && (asks || targets.length > 0) ? rowsOfText(part.parsed.replace(/;\s*$/, ""), scope) : undefined;
    if (asks) this.#fromCatalog.add("found");
    else this.#fromCatalog.delete("found");
    if (rows === undefined || here.unsure === true) this.#variables.drop("found");
    else this.#variables.hold("found", rows.length > 0, part);
    for (const target of targets) {
      this.#variables.drop(target);
      if (asks) this.#fromCatalog.add(target);
      else this.#fromCatalog.delete(target);
    }
    if (rows !== undefined && here.unsure !== true) this.#fill(targets, rows[0], part);
    const calls = statement.kind === "perform" || selects || /^\s*call\b/i.test(part.parsed);
    if (!this.#again || calls) this.#listener.sql(part, here, scope, this.#again);
  }

  /** `INTO a, b`, or into the fields of a record; all NULL without a row. */
  #fill(targets: readonly string[], row: Row | undefined, place: Fragment): void {
    for (const [at, target] of targets.entries()) {
      const cell = row === undefined ? { value: null } : row[at];
      if (cell?.value !== undefined) this.#variables.hold(target, cell.value, place);
    }
    const [only] = targets;
    if (targets.length !== 1 || only === undefined || row === undefined) return;
    for (const { name, value } of row) if (value !== undefined) this.#variables.hold(`${only}.${name}`, value, place);
  }

  #execute(command: Stretch, statement: Stretch, here: Circumstances): void {
    const expression = within(this.#body, command.start, command.end);
    const constant = this.#textIn(expression);
    this.#forget({ start: command.end, end: statement.end });
    if (constant !== undefined) this.#listener.sql(constant, here, this.#variables.scope, false);
    else if (!this.#again) this.#listener.dynamic(within(this.#body, statement.start, statement.end));
  }

  /** The text that an expression gives, with the places of the constants that it was made from where it is made of them alone. */
  #textIn(expression: Fragment): Fragment | undefined {
    const constant = constantText(expression, this.#variables.texts);
    if (constant !== undefined) return constant;
    const value = valueOfText(expression.parsed, this.#variables.scope);
    return typeof value === "string" ? { parsed: value, written: value, at: () => expression.at(0) } : undefined;
  }

  #assignStatement(statement: Extract<PlStatement, { kind: "assign" }>, here: Circumstances): void {
    // A field of a record, or an element of an array, is not the whole.
    if (/^\s*(?:"[^"]*"|[\w$]+)\s*[.[]/.test(this.#textOf(statement))) this.#variables.drop(statement.variable);
    else this.#assign(statement.variable, statement.value, here);
  }

  #assign(variable: string, value: Stretch, here: Circumstances): void {
    if (isCatalogQuestion(this.#textOf(value), this.#fromCatalog)) this.#fromCatalog.add(variable);
    else this.#fromCatalog.delete(variable);
    const expression = within(this.#body, value.start, value.end);
    const certain = !here.conditional && here.unsure !== true;
    const held = certain ? this.#valueIn(expression) : undefined;
    this.#variables.drop(variable);
    if (held !== undefined) this.#variables.hold(variable, held.value, held.place);
  }

  #valueIn(expression: Fragment): { readonly value: SqlValue; readonly place: Fragment } | undefined {
    const text = constantText(expression, this.#variables.texts);
    if (text !== undefined) return { value: text.parsed, place: text };
    const value = valueOfText(expression.parsed, this.#variables.scope);
    return value === undefined ? undefined : { value, place: expression };
  }

  /** Variables that a statement may write, as FETCH, GET DIAGNOSTICS and INTO do, are constant no longer. */
  #forget(statement: Stretch): void {
    this.#variables.dropMentioned(this.#textOf(statement));
  }

  /** Whether an error goes on its way: `RAISE;` or `RAISE EXCEPTION`, which is what RAISE means without a level. */
  #raises(body: readonly PlStatement[]): boolean {
    return body.some(
      (statement) =>
        statement.kind === "other" &&
        statement.word === "raise" &&
        !/^raise\s+(?:notice|warning|info|log|debug)\b/i.test(this.#textOf(statement)),
    );
  }

  #textOf({ start, end }: Stretch): string {
    return this.#body.parsed.slice(start, end);
  }
}

function unknown(here: Circumstances): Circumstances {
  return { ...here, conditional: true, unsure: true };
}

function leaves(statement: PlStatement): statement is PlStatement & { readonly kind: "other" } {
  return statement.kind === "other" && /^(?:return|exit|continue)$/.test(statement.word);
}

/** The variables that these statements assign to. */
function assigned(statements: readonly PlStatement[]): readonly string[] {
  return statements.flatMap((statement): readonly string[] => {
    if (statement.kind === "assign") return [statement.variable];
    if (statement.kind === "block" || statement.kind === "loop") return assigned(statement.body);
    if (statement.kind === "case") return statement.bodies.flatMap(assigned);
    if (statement.kind !== "if") return [];
    return [...statement.branches.flatMap(({ body }) => assigned(body)), ...assigned(statement.otherwise)];
  });
}

/** The variables that INTO names: what the mask made blank. */
function intoTargets(written: string, masked: string): readonly string[] {
  let start = 0;
  while (start < written.length && written[start] === masked[start]) start += 1;
  if (!/^into\b/i.test(written.slice(start))) return [];
  const end = masked.slice(start).search(/\S/);
  const names = written.slice(start + 4, end === -1 ? undefined : start + end).replace(/^\s*strict\b/i, "");
  return names.split(",").map((name) => name.trim().toLowerCase());
}
