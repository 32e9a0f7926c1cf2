/** A piece of a Prisma schema: a word, a number, a text in quotes, a mark. Offsets are UTF-16. */
type Token = { readonly kind: "word" | "text" | "mark" | "line"; readonly text: string; readonly start: number };

/** An argument of an attribute, or a value: what is written, taken apart as far as schemas nest. */
export type PrismaValue =
  | { readonly kind: "text" | "word"; readonly text: string }
  | { readonly kind: "call"; readonly name: string; readonly arguments: readonly PrismaArgument[] }
  | { readonly kind: "list"; readonly items: readonly PrismaValue[] };

export type PrismaArgument = { readonly name: string | undefined; readonly value: PrismaValue };

/** `@id`, `@db.VarChar(255)`, `@@map("users")`, without the marks. */
export type PrismaAttribute = {
  readonly name: string;
  readonly arguments: readonly PrismaArgument[];
  readonly start: number;
  readonly end: number;
};

/** One line of a block: a field with its type, an enum's value (no type), or a block attribute. */
export type PrismaMember = {
  readonly name: string;
  /** `String`, `Unsupported`; empty for an enum's value, and for settings (`provider = "…"`), whose value is `value`. */
  readonly type: string;
  readonly modifier: "optional" | "list" | "required";
  readonly attributes: readonly PrismaAttribute[];
  readonly value: PrismaValue | undefined;
  readonly start: number;
  readonly end: number;
};

export type PrismaBlock = {
  readonly kind: string;
  readonly name: string;
  readonly members: readonly PrismaMember[];
  readonly attributes: readonly PrismaAttribute[];
  readonly start: number;
  /** Of the line that opens it. */
  readonly end: number;
};

export type PrismaDocument = {
  readonly blocks: readonly PrismaBlock[];
  /** Stretches that are no Prisma schema. */
  readonly unread: readonly { readonly start: number; readonly end: number }[];
};

const pattern =
  /(?<space>[ \t\r\f\uFEFF]+|\/\/[^\n]*)|(?<line>\n)|"(?<text>(?:[^"\\\n]|\\.)*)"|(?<word>[-+]?[\p{L}\p{N}_][\p{L}\p{N}_.-]*)|(?<mark>@@|[\s\S])/uy;

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const { space, line, text: quoted, word, mark } = match.groups ?? {};
    if (space !== undefined) continue;
    const kind = line !== undefined ? "line" : quoted !== undefined ? "text" : word !== undefined ? "word" : "mark";
    tokens.push({
      kind,
      text: kind === "text" ? unescaped(quoted ?? "") : (line ?? word ?? mark ?? ""),
      start: match.index,
    });
  }
  return tokens;
}

function unescaped(quoted: string): string {
  return quoted.replace(/\\(.)/g, (_, char: string) => (char === "n" ? "\n" : char === "t" ? "\t" : char));
}

/** Lists and calls that nest deeper are no schema. */
const deepest = 20;

/** Reads a Prisma schema line by line: what one line does not say right costs that line alone. */
export function parsePrisma(text: string): PrismaDocument {
  return new Parser(text).document();
}

class Parser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #at = 0;
  readonly #unread: { start: number; end: number }[] = [];

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokensOf(text);
  }

  document(): PrismaDocument {
    const blocks: PrismaBlock[] = [];
    while (this.#at < this.#tokens.length) {
      if (this.#take("\n")) continue;
      const block = this.#block();
      if (block === undefined) this.#skipLine();
      else blocks.push(block);
    }
    return { blocks, unread: this.#unread };
  }

  #block(): PrismaBlock | undefined {
    const [kind, name, brace] = this.#tokens.slice(this.#at, this.#at + 3);
    if (kind?.kind !== "word" || name?.kind !== "word" || brace?.text !== "{" || brace.kind !== "mark")
      return undefined;
    this.#at += 3;
    const members: PrismaMember[] = [];
    const attributes: PrismaAttribute[] = [];
    while (this.#at < this.#tokens.length && !this.#take("}")) {
      if (this.#take("\n")) continue;
      const attribute = this.#attribute("@@");
      const member = attribute === undefined ? this.#member() : undefined;
      if (attribute !== undefined) attributes.push(attribute);
      else if (member !== undefined) members.push(member);
      if ((attribute ?? member) === undefined || !this.#atLineEnd()) this.#skipLine();
    }
    return { kind: kind.text, name: name.text, members, attributes, start: kind.start, end: brace.start + 1 };
  }

  #member(): PrismaMember | undefined {
    const name = this.#word();
    if (name === undefined) return undefined;
    if (this.#take("=")) {
      const value = this.#value(0);
      return { ...plain, name: name.text, value, start: name.start, end: this.#end() };
    }
    const type = this.#word();
    if (type?.text === "Unsupported") this.#arguments(0);
    const modifier = this.#take("?") ? "optional" : this.#take("[") ? "list" : "required";
    if (modifier === "list") {
      this.#take("]");
      this.#take("?");
    }
    const attributes: PrismaAttribute[] = [];
    for (let next = this.#attribute("@"); next !== undefined; next = this.#attribute("@")) attributes.push(next);
    const end = this.#end();
    return { name: name.text, type: type?.text ?? "", modifier, attributes, value: undefined, start: name.start, end };
  }

  #attribute(mark: "@" | "@@"): PrismaAttribute | undefined {
    const start = this.#tokens[this.#at]?.start ?? 0;
    if (!this.#take(mark)) return undefined;
    const name = this.#word()?.text ?? "";
    return { name, arguments: this.#arguments(0), start, end: this.#end() };
  }

  #arguments(depth: number): readonly PrismaArgument[] {
    if (!this.#take("(")) return [];
    return this.#listed(")", () => {
      const next = this.#tokens[this.#at + 1];
      const isNamed = this.#tokens[this.#at]?.kind === "word" && next?.kind === "mark" && next.text === ":";
      const name = isNamed ? this.#word()?.text : undefined;
      if (isNamed) this.#at += 1;
      const value = this.#value(depth + 1);
      return value === undefined ? undefined : { name, value };
    });
  }

  #value(depth: number): PrismaValue | undefined {
    const token = this.#tokens[this.#at];
    if (token === undefined || depth > deepest) return undefined;
    if (this.#take("[")) return { kind: "list", items: this.#listed("]", () => this.#value(depth + 1)) };
    if (token.kind !== "word" && token.kind !== "text") return undefined;
    this.#at += 1;
    const isCall =
      token.kind === "word" && this.#tokens[this.#at]?.text === "(" && this.#tokens[this.#at]?.kind === "mark";
    return isCall
      ? { kind: "call", name: token.text, arguments: this.#arguments(depth) }
      : { kind: token.kind, text: token.text };
  }

  /** Items between commas and line breaks, up to the closing mark; what is none ends the list. */
  #listed<T>(close: string, item: () => T | undefined): readonly T[] {
    const items: T[] = [];
    while (this.#at < this.#tokens.length && !this.#take(close)) {
      if (this.#take(",") || this.#take("\n")) continue;
      const next = item();
      if (next === undefined) return items;
      items.push(next);
    }
    return items;
  }

  #word(): Token | undefined {
    const token = this.#tokens[this.#at];
    if (token?.kind !== "word") return undefined;
    this.#at += 1;
    return token;
  }

  #take(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.text !== text || token.kind === "text" || token.kind === "word") return false;
    this.#at += 1;
    return true;
  }

  #atLineEnd(): boolean {
    const token = this.#tokens[this.#at];
    return token === undefined || token.kind === "line" || (token.kind === "mark" && token.text === "}");
  }

  #skipLine(): void {
    const start = this.#tokens[this.#at]?.start ?? this.#text.length;
    while (this.#at < this.#tokens.length && this.#tokens[this.#at]?.kind !== "line") this.#at += 1;
    const end = this.#tokens[this.#at]?.start ?? this.#text.length;
    if (end > start) this.#unread.push({ start, end });
  }

  /** Where the last token that was taken ends, the next one's space left out. */
  #end(): number {
    const next = this.#tokens[this.#at]?.start ?? this.#text.length;
    const last = this.#tokens[this.#at - 1]?.start ?? 0;
    return last + this.#text.slice(last, next).replace(/(?:\s|\/\/[^\n]*$)+$/, "").length;
  }
}

const plain = { type: "", modifier: "required", attributes: [] } as const;
