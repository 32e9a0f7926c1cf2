import type { Guard } from "../../../model/operation.ts";
import { isCatalogQuestion } from "./catalog-question.ts";
import { constantTurns } from "./constant-rows.ts";
import { type Constants, constantList, constantText } from "./constant-text.ts";
import { type Fragment, quotedFragment, within } from "./fragment.ts";
import { type PlBlock, type PlStatement, readPlpgsql, type Stretch } from "./plpgsql.ts";
import type { Node } from "./syntax-tree.ts";
import { Tokens } from "./tokens.ts";
import { withoutInto } from "./without-into.ts";

/** Under what a piece of SQL runs. A guard that a second run satisfies makes it as good as unconditional. */
export type Circumstances = { readonly guard: Guard | undefined; readonly conditional: boolean };

/** Who takes what a DO block holds. */
export type BlockListener = {
  readonly sql: (part: Fragment, circumstances: Circumstances) => void;
  /** SQL that is put together at run time. */
  readonly dynamic: (part: Fragment) => void;
};

/** The language and the body of a DO block, or of `CREATE FUNCTION … AS`; its body is a fragment of the text around it. */
export function quotedBody(
  options: readonly Node[] | undefined,
  fragment: Fragment,
  offsetOf: (byte: number) => number,
): { readonly language: string | undefined; readonly body: Fragment | undefined } {
  let body: Fragment | undefined;
  let language: string | undefined;
  for (const node of options ?? []) {
    if (!("DefElem" in node)) continue;
    const { defname, arg, location = 0 } = node.DefElem;
    if (defname === "language" && arg !== undefined && "String" in arg) language = arg.String.sval?.toLowerCase();
    if (defname !== "as") continue;
    const tokens = new Tokens(fragment.parsed, offsetOf(location));
    while (tokens.nextSignificant() && tokens.keyword === "as");
    if (tokens.kind === "dollar" || tokens.kind === "string") {
      body = quotedFragment(fragment, { kind: tokens.kind, start: tokens.start, end: tokens.end });
    }
  }
  return { language, body };
}

/** Reads what is static in a body of PL/pgSQL, given what its parameters hold; `false` where it is none. */
export function readBlock(
  body: Fragment,
  circumstances: Circumstances,
  listener: BlockListener,
  parameters: Constants = new Map(),
): boolean {
  const block = readPlpgsql(body.parsed);
  if (block === undefined) return false;
  new BlockWalk(body, listener, parameters).block(block, circumstances);
  return true;
}

/** Errors of making what is there, or of dropping what is not. */
const satisfied =
  /^(?:duplicate_(?:object|table|column|schema|function|alias|database|file|prepared_statement)|undefined_(?:object|table|column|function|file)|invalid_schema_name|invalid_table_definition|unique_violation|object_not_in_prerequisite_state|others|sqlstate\s+'(?:42710|42P07|42701|42P06|42723|42704|42P01|42703|42883|3F000|42P16|23505)')$/i;

/** Turns of all loops of a block together: loops within loops multiply. */
const MOST_TURNS = 2000;

class BlockWalk {
  readonly #body: Fragment;
  readonly #listener: BlockListener;
  /** Variables whose value tells what the catalog holds, and nothing else. */
  readonly #fromCatalog = new Set<string>();
  /** Variables that are declared with a constant and hold it as long as nobody assigns to them. */
  readonly #constants: Map<string, Fragment>;
  readonly #lists = new Map<string, readonly string[]>();
  /** In a later turn of a loop, in which only what its variables go into is new. */
  #again = false;
  #turns = 0;

  constructor(body: Fragment, listener: BlockListener, parameters: Constants) {
    this.#body = body;
    this.#listener = listener;
    this.#constants = new Map(parameters);
  }

  block(block: PlBlock, outer: Circumstances): void {
    for (const { name, value } of block.declarations) if (value !== undefined) this.#assign(name, value, outer);
    const forgives =
      block.handlers.length > 0 &&
      block.handlers.every(
        ({ conditions, body }) => conditions.every((name) => satisfied.test(name)) && !this.#raises(body),
      );
    this.#statements(block.body, forgives ? { ...outer, guard: outer.guard ?? "exception-handler" } : outer);
    for (const { body } of block.handlers) this.#statements(body, { ...outer, conditional: true });
  }

  #statements(statements: readonly PlStatement[], outer: Circumstances): void {
    let here = outer;
    for (const statement of statements) {
      this.#statement(statement, here);
      if (statement.kind === "other" && leaves(statement)) here = this.#unless(statement, here);
      if (statement.kind !== "if") continue;
      // What follows `IF … THEN RETURN; END IF` runs under the opposite condition.
      for (const { condition, body } of statement.branches) if (body.some(leaves)) here = this.#under(condition, here);
    }
  }

  #statement(statement: PlStatement, here: Circumstances): void {
    const unknown = { ...here, conditional: true };
    if (statement.kind === "sql" || statement.kind === "perform" || statement.kind === "return-query") {
      this.#sql(statement, here);
    } else if (statement.kind === "execute") this.#execute(statement.command, statement, here);
    else if (statement.kind === "assign") this.#assign(statement.variable, statement.value, here);
    else if (statement.kind === "if") this.#if(statement, here);
    else if (statement.kind === "block") this.block(statement, here);
    else if (statement.kind === "case") for (const body of statement.bodies) this.#statements(body, unknown);
    else if (statement.kind === "other") this.#forget(statement);
    else if (statement.kind === "loop") this.#loop(statement, here);
  }

  /** A loop over constants is as good as its turns written out. */
  #loop({ header, variables, body }: Extract<PlStatement, { kind: "loop" }>, here: Circumstances): void {
    this.#fromCatalog.delete("found");
    const place = within(this.#body, header.start, header.end);
    const found = this.#turns < MOST_TURNS ? constantTurns(place, variables, this.#constants, this.#lists) : undefined;
    this.#turns += found?.length ?? 0;
    const turns = this.#turns > MOST_TURNS ? undefined : found;
    const outer = this.#again;
    for (const [index, turn] of (turns ?? [new Map<string, Fragment>()]).entries()) {
      for (const name of variables) this.#constants.delete(name);
      for (const [name, text] of turn) this.#constants.set(name, text);
      this.#again = outer || index > 0;
      this.#statements(body, turns === undefined ? { ...here, conditional: true } : here);
      for (const name of turn.keys()) this.#constants.delete(name);
    }
    this.#again = outer;
  }

  /** What follows `CONTINUE WHEN condition` runs under the opposite condition. */
  #unless(statement: Stretch, here: Circumstances): Circumstances {
    const when = /\bWHEN\b/i.exec(this.#textOf(statement));
    const start = statement.start + (when === null ? 0 : when.index + when[0].length);
    return when === null ? here : this.#under({ start, end: statement.end - 1 }, here);
  }

  #if(statement: Extract<PlStatement, { kind: "if" }>, here: Circumstances): void {
    let asked = true;
    for (const { condition, body } of statement.branches) {
      const under = this.#under(condition, here);
      asked &&= !under.conditional || here.conditional;
      this.#statements(body, asked ? under : { ...here, conditional: true });
    }
    // The other half of a look at the catalog is as repeatable as the first.
    const guard = here.guard ?? "catalog-check";
    this.#statements(statement.otherwise, asked ? { ...here, guard } : { ...here, conditional: true });
  }

  #under(condition: Stretch, here: Circumstances): Circumstances {
    return isCatalogQuestion(this.#textOf(condition), this.#fromCatalog)
      ? { ...here, guard: here.guard ?? "catalog-check" }
      : { ...here, conditional: true };
  }

  #sql(statement: Extract<PlStatement, { kind: "sql" | "perform" | "return-query" }>, here: Circumstances): void {
    const mask = statement.kind === "perform" ? (text: string) => text.replace(/^perform/i, "SELECT ") : withoutInto;
    const part = within(this.#body, statement.start, statement.end, mask);
    const asks = /^\s*(?:select|with)\b/i.test(part.parsed) && isCatalogQuestion(part.parsed, new Set());
    if (asks) this.#fromCatalog.add("found");
    else this.#fromCatalog.delete("found");
    for (const target of intoTargets(this.#textOf(statement), part.parsed)) {
      this.#constants.delete(target);
      if (asks) this.#fromCatalog.add(target);
      else this.#fromCatalog.delete(target);
    }
    if (!this.#again) this.#listener.sql(part, here);
  }

  #execute(command: Stretch, statement: Stretch, here: Circumstances): void {
    const expression = within(this.#body, command.start, command.end);
    const constant = constantText(expression, this.#constants);
    this.#forget({ start: command.end, end: statement.end });
    if (constant !== undefined) this.#listener.sql(constant, here);
    else if (!this.#again) this.#listener.dynamic(within(this.#body, statement.start, statement.end));
  }

  #assign(variable: string, value: Stretch, here: Circumstances): void {
    if (isCatalogQuestion(this.#textOf(value), this.#fromCatalog)) this.#fromCatalog.add(variable);
    else this.#fromCatalog.delete(variable);
    const certain = !here.conditional && here.guard !== "catalog-check";
    const constant = certain ? constantText(within(this.#body, value.start, value.end), this.#constants) : undefined;
    const list = certain ? constantList(within(this.#body, value.start, value.end), this.#constants) : undefined;
    if (list === undefined) this.#lists.delete(variable);
    else this.#lists.set(variable, list);
    if (constant === undefined) this.#constants.delete(variable);
    else this.#constants.set(variable, constant);
  }

  /** Variables that a statement may write, as FETCH, GET DIAGNOSTICS and INTO do, are constant no longer. */
  #forget(statement: Stretch): void {
    const words = new Set(
      this.#textOf(statement)
        .toLowerCase()
        .split(/[^\w\u0080-\uffff]+/),
    );
    for (const name of this.#constants.keys()) if (words.has(name.split(".")[0] ?? "")) this.#constants.delete(name);
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

function leaves(statement: PlStatement): boolean {
  return statement.kind === "other" && /^(?:return|exit|continue)$/.test(statement.word);
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
