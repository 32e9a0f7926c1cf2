import { Tokens } from "./tokens.ts";

/** One statement's stretch of a text, from its first token to before its semicolon. */
export type Piece = { readonly start: number; readonly end: number };

/**
 * Cuts a script at its semicolons without understanding it, for text that does not parse as a whole. Quotes, comments and dollar
 * quotes are respected, and so are the semicolons of `BEGIN ATOMIC … END` bodies and of rules' command lists.
 */
export function splitScript(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const tokens = new Tokens(text);
  const inside = new Nesting();
  let start = -1;
  let end = -1;
  while (tokens.nextSignificant()) {
    const word = tokens.keyword;
    if (word === ";" && !inside.open) {
      if (start !== -1) pieces.push({ start, end });
      start = -1;
      inside.reset();
      continue;
    }
    if (start === -1) start = tokens.start;
    end = tokens.end;
    inside.see(word);
  }
  if (start !== -1) pieces.push({ start, end });
  return pieces;
}

/** Knows whether a semicolon belongs to the inside of the statement that stands here. */
class Nesting {
  #words = 0;
  #create = false;
  #rule = false;
  #previous = "";
  #parentheses = 0;
  #blocks = 0;

  get open(): boolean {
    return this.#blocks > 0 || (this.#rule && this.#parentheses > 0);
  }

  see(word: string): void {
    this.#words += 1;
    if (this.#words === 1) this.#create = word === "create";
    if (this.#create && this.#words <= 4 && word === "rule") this.#rule = true;
    if (this.#rule) this.#parentheses += word === "(" ? 1 : word === ")" ? -1 : 0;
    if (word === "atomic" && this.#create && this.#previous === "begin") this.#blocks += 1;
    else if (this.#blocks > 0) this.#blocks += word === "case" ? 1 : word === "end" ? -1 : 0;
    this.#previous = word;
  }

  reset(): void {
    this.#words = 0;
    this.#create = false;
    this.#rule = false;
    this.#previous = "";
    this.#parentheses = 0;
    this.#blocks = 0;
  }
}
