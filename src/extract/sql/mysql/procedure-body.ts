import { Cursor } from "../generic/cursor.ts";
import type { ExecutedText } from "../generic/executed-text.ts";
import type { Grammar } from "../generic/grammar.ts";
import type { Token } from "../generic/tokens.ts";
import { type Asked, asked, more } from "./asked.ts";
import { eitherOf, type Variables } from "./constant-text.ts";
import { PreparedStatements } from "./prepared-statements.ts";

/** What a body does, told while it is walked. */
export type BodyHost = {
  run(text: ExecutedText): void;
  /** A statement runs text that nobody knows. */
  unknown(): void;
};

/** Under which a statement runs: after a question to the catalog, under a handler, or if something holds that nobody knows. */
type Circumstances = Pick<ExecutedText, "guard" | "conditional">;

/** Errors of a second run: the table, column, index or row is there, or is not. */
const secondRun = /^(?:SQLEXCEPTION|1050|1051|1054|1060|1061|1062|1068|1091|1304|1305|1826)$/;
const states = /42S01|42S02|42S21|42S22|42000|23000/;

const runs =
  /^(?:ALTER|CREATE|DROP|RENAME|TRUNCATE|INSERT|UPDATE|DELETE|REPLACE|WITH|LOAD|GRANT|REVOKE|CALL|OPTIMIZE|ANALYZE)$/;

/** Walks through the body of a stored procedure: each statement that changes something, in the order they stand. */
export class ProcedureBody {
  readonly #text: string;
  readonly #grammar: Grammar;
  readonly #host: BodyHost;
  readonly #values: PreparedStatements;

  /** `locals` are the values of its parameters, as far as the call tells them. */
  constructor(text: string, grammar: Grammar, locals: Variables, host: BodyHost) {
    this.#text = text;
    this.#grammar = grammar;
    this.#host = host;
    this.#values = new PreparedStatements(text, grammar, locals);
  }

  walk(tokens: readonly Token[], around: Circumstances = { guard: undefined, conditional: false }): void {
    const cursor = new Cursor(this.#text, tokens, this.#grammar);
    let here = around;
    while (!cursor.done) here = this.#statement(cursor, here);
  }

  #statement(cursor: Cursor, around: Circumstances): Circumstances {
    if (cursor.takes(";")) return around;
    if (cursor.peek(1).upper === ":") {
      cursor.take();
      cursor.take();
    }
    if (cursor.takes("BEGIN")) this.walk(this.#block(cursor), around);
    else if (cursor.takes("IF")) this.#if(cursor, around);
    else if (cursor.takes("CASE")) this.#case(cursor, around);
    else if (cursor.takesOne("WHILE", "LOOP", "REPEAT") !== undefined) this.#loop(cursor, around);
    else if (cursor.sees("DECLARE")) return this.#declare(this.#simple(cursor), around);
    else this.#plain(this.#simple(cursor), around);
    return around;
  }

  /** The tokens up to the END that closes a block whose first word was taken. */
  #block(cursor: Cursor): readonly Token[] {
    const inside = upTo(cursor, ["END"]);
    if (cursor.takes("END")) cursor.takesOne("IF", "CASE", "WHILE", "LOOP", "REPEAT");
    return inside;
  }

  #if(cursor: Cursor, around: Circumstances): void {
    const inside = new Cursor(this.#text, this.#block(cursor), this.#grammar);
    const arms: Arm[] = [];
    for (let word: string | undefined = "IF"; word !== undefined; word = inside.takesOne("ELSEIF", "ELSE")) {
      const condition = word === "ELSE" ? [] : inside.until((it) => it.sees("THEN")).tokens;
      inside.takes("THEN");
      arms.push({ condition, body: upTo(inside, ["ELSEIF", "ELSE"]) });
    }
    this.#branches(arms, around);
  }

  #case(cursor: Cursor, around: Circumstances): void {
    const inside = new Cursor(this.#text, this.#block(cursor), this.#grammar);
    const subject = inside.until((it) => it.sees("WHEN")).tokens;
    const arms: Arm[] = [];
    for (let word = inside.takesOne("WHEN", "ELSE"); word !== undefined; word = inside.takesOne("WHEN", "ELSE")) {
      const condition = word === "ELSE" ? [] : inside.until((it) => it.sees("THEN")).tokens;
      inside.takes("THEN");
      arms.push({ condition: [...subject, ...condition], body: upTo(inside, ["WHEN", "ELSE"]) });
    }
    this.#branches(arms, around);
  }

  /** Each branch starts from the values before; afterwards a variable has one of what the branches made of it. */
  #branches(arms: readonly Arm[], around: Circumstances): void {
    const before = this.#values.variables;
    const after: Variables[] = [];
    let asks: Asked = "nothing";
    for (const { condition, body } of arms) {
      asks = more(asks, asked(new Cursor(this.#text, condition, this.#grammar), before));
      this.#values.variables = before;
      this.walk(body, {
        guard: asks === "catalog" ? "catalog-check" : around.guard,
        conditional: around.conditional || asks !== "catalog",
      });
      after.push(this.#values.variables);
    }
    const isComplete = arms.at(-1)?.condition.length === 0;
    this.#values.variables = eitherOf(isComplete ? after : [before, ...after], asks);
  }

  #loop(cursor: Cursor, around: Circumstances): void {
    const inside = this.#block(cursor);
    const start = new Cursor(this.#text, inside, this.#grammar);
    const condition = start.until((it) => it.sees("DO") || it.sees(";"));
    const body = start.takes("DO") ? start.rest() : [...condition.tokens, ...start.rest()];
    const before = this.#values.variables;
    this.walk(body, { ...around, conditional: true });
    // What a round makes of a variable is known of the first one alone.
    this.#values.variables = eitherOf([before, this.#values.variables], "something");
  }

  /** A statement up to its semicolon; a handler's may hold a block. */
  #simple(cursor: Cursor): readonly Token[] {
    return upTo(cursor, [";"]);
  }

  #declare(tokens: readonly Token[], around: Circumstances): Circumstances {
    const words = tokens.map(({ upper, start, end }) => upper || this.#text.slice(start, end));
    if (!words.includes("HANDLER")) {
      this.#values.declare(new Cursor(this.#text, tokens.slice(1), this.#grammar));
      return around;
    }
    const passesOn = words.includes("RESIGNAL") || words.includes("SIGNAL");
    const catches = words.some((word) => secondRun.test(word) || states.test(word));
    return catches && !passesOn ? { ...around, guard: "exception-handler" } : around;
  }

  #plain(tokens: readonly Token[], { guard, conditional }: Circumstances): void {
    const [first] = tokens;
    const last = tokens.at(-1);
    if (first === undefined || last === undefined) return;
    const piece = { tokens, start: first.start, end: last.end };
    const executed = this.#values.next(piece);
    if (executed?.runs !== undefined) {
      const { runs: text } = executed;
      this.#host.run({ ...text, guard: text.guard ?? guard, conditional: text.conditional || conditional });
    } else if (executed === undefined && first.upper === "EXECUTE") this.#host.unknown();
    else if (executed === undefined && runs.test(first.upper)) {
      const text = this.#text.slice(piece.start, piece.end);
      this.#host.run({ text, start: piece.start, end: piece.end, verbatim: true, guard, conditional });
    }
  }
}

type Arm = { readonly condition: readonly Token[]; readonly body: readonly Token[] };

/** The tokens up to one of these words outside of every block in between. */
function upTo(cursor: Cursor, stops: readonly string[]): readonly Token[] {
  const from = cursor.mark;
  let depth = 0;
  for (let previous = ";"; !cursor.done; ) {
    const { upper } = cursor.peek();
    if (depth === 0 && stops.includes(upper)) break;
    if (upper === "END") {
      depth -= 1;
      cursor.take();
      if (/^(?:IF|CASE|WHILE|LOOP|REPEAT)$/.test(cursor.peek().upper)) cursor.take();
    } else {
      if (opens(upper, previous)) depth += 1;
      cursor.take();
    }
    previous = upper;
  }
  return cursor.since(from).tokens;
}

/** Whether a word opens what an END closes. `IF` does so at the beginning of a statement alone: elsewhere it is a function or a guard. */
function opens(word: string, previous: string): boolean {
  if (word === "BEGIN" || word === "CASE") return true;
  if (!/^(?:IF|WHILE|LOOP|REPEAT)$/.test(word)) return false;
  return /^(?:;|THEN|ELSE|BEGIN|DO|LOOP|REPEAT|:)$/.test(previous);
}
