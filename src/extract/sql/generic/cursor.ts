import type { QualifiedName } from "../../../model/name.ts";
import type { Grammar } from "./grammar.ts";
import { type Token, unquoted } from "./tokens.ts";

/** What the text says is not what the grammar has at this place. Caught where a statement is read, and becomes a diagnostic. */
export class NotUnderstood extends Error {
  override readonly name = "NotUnderstood";
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

const nothing: Token = { kind: "symbol", start: 0, end: 0, upper: "" };

/** Reads tokens one after the other. */
export class Cursor {
  readonly text: string;
  readonly grammar: Grammar;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string, tokens: readonly Token[], grammar: Grammar) {
    this.text = text;
    this.#tokens = tokens;
    this.grammar = grammar;
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  /** The token `ahead` of the next one; one that is nothing at the end. */
  peek(ahead = 0): Token {
    return this.#tokens[this.#at + ahead] ?? nothing;
  }

  /** Offset of the next token, or of the end. */
  get offset(): number {
    return this.#tokens[this.#at]?.start ?? this.#tokens.at(-1)?.end ?? 0;
  }

  /** Offset behind the token that was read last. */
  get endOffset(): number {
    return this.#tokens[this.#at - 1]?.end ?? this.offset;
  }

  take(): Token {
    const token = this.#tokens[this.#at];
    if (token === undefined) this.fail();
    this.#at += 1;
    return token;
  }

  /** Whether these words come next, `IF NOT EXISTS`. */
  sees(words: string): boolean {
    return words.split(" ").every((word, index) => this.peek(index).upper === word);
  }

  /** Takes these words if they come next. */
  takes(words: string): boolean {
    if (!this.sees(words)) return false;
    this.#at += words.split(" ").length;
    return true;
  }

  /** Takes the first of several phrases that comes next. */
  takesOne(...phrases: readonly string[]): string | undefined {
    return phrases.find((phrase) => this.takes(phrase));
  }

  expect(words: string): void {
    if (!this.takes(words)) this.fail();
  }

  /** A name, bare or quoted, as written. */
  rawName(): string {
    const token = this.take();
    if (token.kind === "word") return this.text.slice(token.start, token.end);
    // Either quotes of strings are taken for names where SQLite and MySQL's ANSI mode do so.
    if (token.kind === "quoted" || token.kind === "string") return unquoted(this.text, token, false);
    this.#at -= 1;
    return this.fail();
  }

  /** A column's, index's or constraint's name. */
  partName(): string {
    return this.grammar.foldPart(this.rawName());
  }

  tableName(): QualifiedName {
    let parts = [this.rawName()];
    while (this.peek().upper === ".") {
      this.take();
      parts = [...parts, this.rawName()];
    }
    return nameOfParts(parts, this.grammar);
  }

  /** The tokens up to the bracket that closes the one which comes next, both left out. */
  bracketed(): Cursor {
    this.expect("(");
    const from = this.#at;
    for (let depth = 1; ; ) {
      const { upper } = this.take();
      if (upper === "(") depth += 1;
      else if (upper === ")") depth -= 1;
      if (depth === 0) break;
    }
    return new Cursor(this.text, this.#tokens.slice(from, this.#at - 1), this.grammar);
  }

  /** The tokens up to the next comma outside of brackets, which is taken. */
  upToComma(): Cursor {
    const part = this.until((cursor) => cursor.peek().upper === ",");
    this.takes(",");
    return part;
  }

  /** The tokens up to a place outside of brackets. */
  until(isEnd: (cursor: Cursor) => boolean): Cursor {
    const from = this.#at;
    while (!this.done && !isEnd(this)) {
      if (this.peek().upper === "(") this.bracketed();
      else this.take();
    }
    return new Cursor(this.text, this.#tokens.slice(from, this.#at), this.grammar);
  }

  /** The tokens that were taken since a mark. */
  since(mark: number): Cursor {
    return new Cursor(this.text, this.#tokens.slice(mark, this.#at), this.grammar);
  }

  /** All that is left, split at the commas outside of brackets. */
  parts(): readonly Cursor[] {
    const parts: Cursor[] = [];
    while (!this.done) parts.push(this.upToComma());
    return parts;
  }

  /** What is left, which is taken. */
  rest(): readonly Token[] {
    const rest = this.#tokens.slice(this.#at);
    this.#at = this.#tokens.length;
    return rest;
  }

  /** All tokens, whatever was read. */
  get tokens(): readonly Token[] {
    return this.#tokens;
  }

  /** The text from the first to the last of all tokens. */
  get written(): string {
    const [first] = this.#tokens;
    return first === undefined ? "" : this.text.slice(first.start, this.#tokens.at(-1)?.end);
  }

  /** What a string says; fails where none comes next. */
  string(): string {
    const token = this.take();
    if (token.kind !== "string") this.fail();
    return unquoted(this.text, token, this.grammar.mysqlWords);
  }

  /** Where to go back to. */
  get mark(): number {
    return this.#at;
  }

  back(mark: number): void {
    this.#at = mark;
  }

  /** Says that the next token does not belong here. */
  fail(): never {
    const token = this.#tokens[this.#at];
    const near =
      token === undefined ? "its end" : `"${this.text.slice(token.start, Math.min(token.end, token.start + 40))}"`;
    throw new NotUnderstood(`something else is expected near ${near}`, this.offset);
  }
}

/** A name from its parts; of more than two the last two count. */
export function nameOfParts(parts: readonly string[], grammar: Grammar): QualifiedName {
  const schema = parts.at(-2);
  const isDefault = schema === undefined || grammar.isDefaultSchema(schema);
  return { schema: isDefault ? undefined : grammar.foldTable(schema), name: grammar.foldTable(parts.at(-1) ?? "") };
}
