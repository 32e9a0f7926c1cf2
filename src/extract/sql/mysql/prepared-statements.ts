import { Cursor, NotUnderstood } from "../generic/cursor.ts";
import type { Executed, ExecutedText } from "../generic/executed-text.ts";
import type { Grammar } from "../generic/grammar.ts";
import type { Piece } from "../generic/split-statements.ts";
import type { Token } from "../generic/tokens.ts";
import {
  evaluate,
  type KnownText,
  nameOfLocal,
  nameOfVariable,
  nobodyKnows,
  selected,
  type Value,
  type Variables,
} from "./constant-text.ts";

/** So much text is run at most; what a script runs beyond is not read. */
const MOST_RUN = 400_000;

/** Follows a script's user variables and prepared statements, as far as they are constant text or a choice of constant texts. */
export class PreparedStatements {
  readonly #text: string;
  readonly #grammar: Grammar;
  #variables: Map<string, Value>;
  readonly #prepared = new Map<string, Executed["runs"]>();
  #run = 0;

  /** `locals` are what a procedure's parameters hold. */
  constructor(text: string, grammar: Grammar, locals: Variables = new Map()) {
    this.#text = text;
    this.#grammar = grammar;
    this.#variables = new Map(locals);
  }

  /** What the variables hold by now. */
  get variables(): Variables {
    return new Map(this.#variables);
  }

  set variables(variables: Variables) {
    this.#variables = new Map(variables);
  }

  /** `a, b INT DEFAULT 0` of a procedure. */
  declare(cursor: Cursor): void {
    const names = cursor.until((it) => it.peek().kind === "word" && it.peek(1).kind === "word").tokens;
    const last = cursor.peek();
    cursor.until((it) => it.sees("DEFAULT"));
    const value = cursor.takes("DEFAULT")
      ? evaluate(
          cursor.until(() => false),
          this.#variables,
        )
      : nobodyKnows;
    for (const token of [...names, last])
      if (token.kind === "word") this.#variables.set(nameOfLocal(this.#text, token), value);
  }

  /** Takes the script's next statement. What it prepares or runs, where that is known; `undefined` for all other statements. */
  next({ tokens }: Piece): Executed | undefined {
    try {
      return this.#next(new Cursor(this.#text, tokens, this.#grammar));
    } catch (error) {
      if (error instanceof NotUnderstood || error instanceof RangeError) return this.#forget(tokens);
      throw error;
    }
  }

  #next(cursor: Cursor): Executed | undefined {
    if (cursor.takes("SET")) return this.#set(cursor);
    if (cursor.takes("SELECT")) return this.#select(cursor);
    if (cursor.takes("PREPARE")) return this.#prepare(cursor);
    if (cursor.takes("EXECUTE IMMEDIATE")) {
      const runs = this.#chosen(this.#upToUsing(cursor));
      return runs === "unknown" ? undefined : this.#ran("EXECUTE IMMEDIATE", runs);
    }
    if (cursor.takes("EXECUTE")) {
      const name = cursor.partName();
      return this.#prepared.has(name) ? this.#ran("EXECUTE", this.#prepared.get(name)) : undefined;
    }
    if (cursor.takesOne("DEALLOCATE PREPARE", "DROP PREPARE") !== undefined) {
      this.#prepared.delete(cursor.partName());
      return { command: "DEALLOCATE", runs: undefined };
    }
    return this.#forget(cursor.tokens);
  }

  #set(cursor: Cursor): undefined {
    for (const part of cursor.parts()) {
      const target = part.take();
      const name = this.#nameOf(target);
      if (name === undefined || part.takesOne("=", ":=") === undefined) continue;
      this.#variables.set(
        name,
        evaluate(
          part.until(() => false),
          this.#variables,
        ),
      );
    }
  }

  /** `SELECT a, b INTO @x, @y FROM …`, `SELECT a INTO @x`, `SELECT @x := a`. */
  #select(cursor: Cursor): undefined {
    const mark = cursor.mark;
    const items = cursor.until((it) => it.sees("INTO") || it.sees("FROM"));
    const before = cursor.until((it) => it.sees("INTO"));
    if (!cursor.takes("INTO")) {
      cursor.back(mark);
      this.#forget(cursor.tokens);
      return;
    }
    const targets = cursor.until((it) => it.sees("FROM")).parts();
    const from = before.tokens.length > 0 ? before : cursor.until(() => false);
    for (const [index, item] of items.parts().entries()) {
      const target = targets[index]?.take();
      const name = this.#nameOf(target);
      if (name === undefined) continue;
      const whole = new Cursor(this.#text, [...item.tokens, ...from.tokens], this.#grammar);
      const value = selected(whole, this.#variables);
      this.#variables.set(name, value ?? nobodyKnows);
    }
  }

  /** What a variable is kept under: any of the session's, and those that the procedure has. */
  #nameOf(target: Token | undefined): string | undefined {
    if (target?.kind === "parameter") return nameOfVariable(this.#text, target);
    if (target?.kind !== "word") return undefined;
    const local = nameOfLocal(this.#text, target);
    return this.#variables.has(local) ? local : undefined;
  }

  #prepare(cursor: Cursor): Executed | undefined {
    const name = cursor.partName();
    cursor.expect("FROM");
    const runs = this.#chosen(cursor);
    if (runs === "unknown") {
      this.#prepared.delete(name);
      return undefined;
    }
    this.#prepared.set(name, runs);
    return { command: "PREPARE", runs: undefined };
  }

  #upToUsing(cursor: Cursor): Cursor {
    return cursor.until((it) => it.sees("USING"));
  }

  /** The one text among those that may run which changes something; "unknown" where there are several, or nobody knows. */
  #chosen(part: Cursor): ExecutedText | undefined | "unknown" {
    const { texts, asks, nullable } = evaluate(
      part.until(() => false),
      this.#variables,
    );
    if (texts === undefined || nullable) return "unknown";
    const [first, ...others] = texts.filter((text) => !isHarmless(text));
    if (first === undefined) return undefined;
    if (others.length > 0) return "unknown";
    const isChoice = texts.length > 1;
    return {
      ...first,
      guard: isChoice && asks === "catalog" ? "catalog-check" : undefined,
      conditional: isChoice && asks !== "catalog",
    };
  }

  #ran(command: string, runs: ExecutedText | undefined): Executed {
    this.#run += runs?.text.length ?? 0;
    if (this.#run <= MOST_RUN) return { command, runs };
    return { command, runs: undefined, unread: "the script runs too much text" };
  }

  /** What another statement may have put into variables is not known. */
  #forget(tokens: Piece["tokens"]): undefined {
    for (const [index, token] of tokens.entries()) {
      const isWritten = tokens[0]?.upper === "CALL" || tokens[index + 1]?.upper === ":=" || tokens[0]?.upper === "SET";
      if (token.kind === "parameter" && isWritten) this.#variables.set(nameOfVariable(this.#text, token), nobodyKnows);
    }
  }
}

/** `SELECT 1`, `DO 0` and nothing at all, which stand where there is nothing to do. */
function isHarmless({ text }: KnownText): boolean {
  return /^\s*(?:;\s*)?$|^\s*(?:SELECT|DO|SHOW)\b(?![\s\S]*\bINTO\b)|^\s*SET\s+@\w/i.test(text);
}
