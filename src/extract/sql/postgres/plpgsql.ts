import { type TokenKind, Tokens } from "./tokens.ts";

/** UTF-16 offsets of the body, end exclusive. */
export type Stretch = { readonly start: number; readonly end: number };

/** One statement of PL/pgSQL by its form. Expressions and SQL are stretches of the body's text. */
export type PlStatement = Stretch &
  (
    | { readonly kind: "sql" | "perform" | "return-query" }
    /** `command` is the expression that gives the SQL text, without INTO and USING. */
    | { readonly kind: "execute"; readonly command: Stretch }
    | { readonly kind: "assign"; readonly variable: string; readonly value: Stretch }
    | { readonly kind: "expression"; readonly value: Stretch }
    | { readonly kind: "if"; readonly branches: readonly PlBranch[]; readonly otherwise: readonly PlStatement[] }
    | { readonly kind: "case"; readonly bodies: readonly (readonly PlStatement[])[] }
    | {
        readonly kind: "loop";
        readonly header: Stretch;
        readonly variables: readonly string[];
        readonly body: readonly PlStatement[];
      }
    | PlBlock
    /** `word` is its keyword: `return`, `raise`, `null`, `exit`… */
    | { readonly kind: "other"; readonly word: string }
  );

export type PlBranch = { readonly condition: Stretch; readonly body: readonly PlStatement[] };

export type PlBlock = {
  readonly kind: "block";
  readonly declarations: readonly {
    readonly name: string;
    readonly value: Stretch | undefined;
    readonly cursor: boolean;
  }[];
  readonly body: readonly PlStatement[];
  readonly handlers: readonly { readonly conditions: readonly string[]; readonly body: readonly PlStatement[] }[];
};

type PlToken = Stretch & { readonly kind: TokenKind; readonly word: string };

/** Reads the body of a PL/pgSQL routine or DO block; `undefined` where it is not of that form. */
export function readPlpgsql(text: string): PlBlock | undefined {
  const tokens: PlToken[] = [];
  const scan = new Tokens(text);
  while (scan.nextSignificant()) {
    tokens.push({ kind: scan.kind, start: scan.start, end: scan.end, word: scan.keyword });
  }
  try {
    return new BodyReader(text, tokens).read();
  } catch (error) {
    if (error instanceof NotPlpgsql || error instanceof RangeError) return undefined;
    throw error;
  }
}

class NotPlpgsql extends Error {
  override readonly name = "NotPlpgsql";
}

const simple: ReadonlySet<string> = new Set(
  "null exit continue raise get assert open fetch move close commit rollback".split(" "),
);

class BodyReader {
  readonly #text: string;
  readonly #tokens: readonly PlToken[];
  #next = 0;

  constructor(text: string, tokens: readonly PlToken[]) {
    this.#text = text;
    this.#tokens = tokens;
  }

  read(): PlBlock {
    while (this.#word() === "#") this.#next += 3;
    this.#label();
    const block = this.#block();
    if (this.#next < this.#tokens.length) throw new NotPlpgsql();
    return block;
  }

  #block(): PlBlock {
    const declarations = this.#declarations();
    this.#expect("begin");
    const body = this.#statements();
    const handlers: PlBlock["handlers"][number][] = [];
    if (this.#accept("exception")) {
      while (this.#accept("when")) {
        const condition = this.#until((word) => word === "then");
        this.#expect("then");
        const conditions = this.#slice(condition)
          .toLowerCase()
          .split(/\s+or\s+/);
        handlers.push({ conditions: conditions.map((name) => name.trim()), body: this.#statements() });
      }
    }
    this.#expect("end");
    this.#closing();
    return { kind: "block", declarations, body, handlers };
  }

  #declarations(): PlBlock["declarations"] {
    const declarations: PlBlock["declarations"][number][] = [];
    while (this.#accept("declare")) {
      while (this.#word() !== "begin" && this.#word() !== "declare") {
        const name = this.#take();
        const rest = this.#until((word) => word === ";");
        this.#expect(";");
        const cursor = /\bCURSOR\b[\s\S]*?\b(?:FOR|IS)\b/i.exec(this.#slice(rest));
        const start = cursor !== null ? rest.start + cursor[0].length : this.#valueStart(rest);
        const value = start === undefined ? undefined : { start, end: rest.end };
        declarations.push({ name: this.#identifier(name), value, cursor: cursor !== null });
      }
    }
    return declarations;
  }

  #valueStart(rest: Stretch): number | undefined {
    const sign = /:=|=|\bDEFAULT\b/i.exec(this.#slice(rest));
    return sign === null ? undefined : rest.start + sign.index + sign[0].length;
  }

  #statements(): readonly PlStatement[] {
    const statements: PlStatement[] = [];
    for (;;) {
      const word = this.#word();
      if (word === "end" || word === "exception" || word === "else" || word === "elsif" || word === "elseif")
        return statements;
      if (word === "when") return statements;
      if (!this.#accept(";")) statements.push(this.#statement());
    }
  }

  #statement(): PlStatement {
    this.#label();
    const { start, word } = this.#peek();
    if (word === "begin" || word === "declare") return { ...this.#block(), ...this.#since(start) };
    if (word === "if") return this.#if(start);
    if (word === "case") return this.#case(start);
    if (word === "loop" || word === "while" || word === "for" || word === "foreach") return this.#loop(start);
    if (word === "return") return this.#return(start);
    if (word === "execute") return this.#execute(start);
    if (word === "perform") return this.#line("perform", start);
    const assignment = this.#assignment(start);
    if (assignment !== undefined) return assignment;
    if (!simple.has(word)) return this.#line("sql", start);
    this.#until((next) => next === ";");
    return { kind: "other", word, ...this.#finish(start) };
  }

  #if(start: number): PlStatement {
    const branches: PlBranch[] = [];
    let otherwise: readonly PlStatement[] = [];
    this.#take();
    do {
      const condition = this.#until((word) => word === "then");
      this.#expect("then");
      branches.push({ condition, body: this.#statements() });
    } while (this.#accept("elsif") || this.#accept("elseif"));
    if (this.#accept("else")) otherwise = this.#statements();
    this.#expect("end");
    this.#expect("if");
    return { kind: "if", branches, otherwise, ...this.#finish(start) };
  }

  #case(start: number): PlStatement {
    const bodies: (readonly PlStatement[])[] = [];
    this.#take();
    this.#until((word) => word === "when");
    while (this.#accept("when")) {
      this.#until((word) => word === "then");
      this.#expect("then");
      bodies.push(this.#statements());
    }
    if (this.#accept("else")) bodies.push(this.#statements());
    this.#expect("end");
    this.#expect("case");
    return { kind: "case", bodies, ...this.#finish(start) };
  }

  #loop(start: number): PlStatement {
    const header = this.#until((word) => word === "loop");
    this.#expect("loop");
    const names = /^\s*FOR(?:EACH)?\s+([\s\S]+?)\s+(?:SLICE\s+\d+\s+)?IN\b/i.exec(this.#slice(header));
    const variables = (names?.[1] ?? "").split(",").map((name) => name.trim().toLowerCase());
    const body = this.#statements();
    this.#expect("end");
    this.#expect("loop");
    this.#closing();
    return { kind: "loop", header, variables, body, ...this.#since(start) };
  }

  #return(start: number): PlStatement {
    this.#take();
    if (this.#accept("query")) {
      return this.#word() === "execute" ? this.#execute(start) : this.#line("return-query", this.#peek().start);
    }
    this.#accept("next");
    const value = this.#until((word) => word === ";");
    if (value.start === value.end) return { kind: "other", word: "return", ...this.#finish(start) };
    return { kind: "expression", value, ...this.#finish(start) };
  }

  #execute(start: number): PlStatement {
    this.#take();
    const command = this.#until((word) => word === ";" || word === "into" || word === "using");
    this.#until((word) => word === ";");
    return { kind: "execute", command, ...this.#finish(start) };
  }

  #assignment(start: number): PlStatement | undefined {
    let at = this.#next + 1;
    const word = (index: number): string => this.#tokens[index]?.word ?? "";
    while (word(at) === "." || word(at) === "[") {
      if (word(at) === ".") at += 2;
      else for (at += 1; at < this.#tokens.length && word(at - 1) !== "]"; ) at += 1;
    }
    const length = word(at) === ":" && word(at + 1) === "=" ? 2 : word(at) === "=" ? 1 : 0;
    if (length === 0) return undefined;
    const variable = this.#identifier(this.#peek());
    this.#next = at + length;
    const value = this.#until((next) => next === ";");
    return { kind: "assign", variable, value, ...this.#finish(start) };
  }

  #line(kind: "sql" | "perform" | "return-query", start: number): PlStatement {
    const { end } = this.#until((word) => word === ";");
    this.#expect(";");
    return { kind, start, end };
  }

  /** Everything up to a word outside of parentheses and of `CASE … END`. */
  #until(stops: (word: string) => boolean): Stretch {
    const start = this.#peek().start;
    let end = start;
    let parentheses = 0;
    let cases = 0;
    for (;;) {
      const token = this.#peek();
      if (parentheses <= 0 && cases === 0 && stops(token.word)) return { start, end };
      if (token.word === "(") parentheses += 1;
      else if (token.word === ")") parentheses -= 1;
      else if (token.word === "case") cases += 1;
      else if (token.word === "end" && cases > 0) cases -= 1;
      end = token.end;
      this.#next += 1;
    }
  }

  #label(): void {
    if (this.#word() !== "<") return;
    this.#next += 5;
  }

  /** An optional label and the semicolon, which the outermost block may leave out. */
  #closing(): void {
    if (this.#word() !== ";" && this.#next < this.#tokens.length) this.#next += 1;
    this.#accept(";");
  }

  #finish(start: number): Stretch {
    this.#expect(";");
    return this.#since(start);
  }

  #since(start: number): Stretch {
    return { start, end: this.#tokens[this.#next - 1]?.end ?? start };
  }

  #peek(): PlToken {
    const token = this.#tokens[this.#next];
    if (token === undefined) throw new NotPlpgsql();
    return token;
  }

  #take(): PlToken {
    const token = this.#peek();
    this.#next += 1;
    return token;
  }

  #word(): string {
    return this.#tokens[this.#next]?.word ?? "";
  }

  #accept(word: string): boolean {
    if (this.#word() !== word) return false;
    this.#next += 1;
    return true;
  }

  #expect(word: string): void {
    if (!this.#accept(word)) throw new NotPlpgsql();
  }

  #identifier(token: PlToken): string {
    const written = this.#slice(token);
    return token.kind === "quoted" ? written.slice(1, -1).replaceAll('""', '"') : written.toLowerCase();
  }

  #slice({ start, end }: Stretch): string {
    return this.#text.slice(start, end);
  }
}
