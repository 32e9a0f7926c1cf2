import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Located, Location } from "../model/location.ts";
import { type LineIndex, lineIndexOf } from "../text/line-index.ts";
import { skeletonOf } from "./json-skeleton.ts";

const deepest = 200;

const expectations: Readonly<Record<string, string>> = {
  InvalidSymbol: "this is no JSON value",
  InvalidNumberFormat: "this is no JSON number",
  PropertyNameExpected: 'a property name in double quotes, or "}" without a comma before it, was expected',
  ValueExpected: "a value was expected",
  ColonExpected: 'a ":" was expected',
  CommaExpected: 'a "," was expected',
  CloseBraceExpected: 'a "}" was expected',
  CloseBracketExpected: 'a "]" was expected',
  EndOfFileExpected: "the end of the file was expected",
  InvalidCommentToken: "JSON has no comments",
  UnexpectedEndOfComment: "this comment is never closed",
  UnexpectedEndOfString: "this string is never closed",
  UnexpectedEndOfNumber: "this number is not complete",
  InvalidUnicode: "this \\u escape is no character",
  InvalidEscapeCharacter: "this escape is unknown to JSON",
  InvalidCharacter: "a string holds no line break or control character: it is written as \\n",
};

/** A JSON file with the positions of its parts; what can be read of an invalid one is read. */
export class JsonText {
  readonly path: string;
  readonly text: string;
  readonly root: Node | undefined;
  /** At most one, for the first mistake: those that follow are mostly its echo. */
  readonly diagnostics: readonly Diagnostic[];
  readonly #lines: LineIndex;

  constructor(source: { readonly path: string; readonly text: string }) {
    this.path = source.path;
    this.text = source.text;
    this.#lines = lineIndexOf(source.path, source.text);
    const readable = source.text.charCodeAt(0) === 0xfeff ? ` ${source.text.slice(1)}` : source.text;
    this.root = skeletonOf(readable, deepest);
    if (this.root !== undefined) {
      this.diagnostics = [];
      return;
    }
    const tooDeep = firstTooDeep(readable);
    if (tooDeep !== undefined) {
      this.diagnostics = [
        {
          kind: "limit-reached",
          at: this.#lines.location(tooDeep, tooDeep + 1),
          message: `This JSON nests deeper than ${deepest} levels and is not read.`,
        },
      ];
      return;
    }
    const errors: ParseError[] = [];
    this.root = parseTree(readable, errors, { disallowComments: true, allowTrailingComma: false });
    const [first] = errors;
    if (first !== undefined) this.diagnostics = [this.#invalid(first)];
    else if (this.root === undefined)
      this.diagnostics = [this.diagnostic(0, 0, "The file is empty: a JSON object was expected.")];
    else this.diagnostics = [];
  }

  #invalid(error: ParseError): Diagnostic {
    const { line, column } = this.#lines.position(error.offset);
    const expected = expectations[printParseErrorCode(error.error)] ?? "this cannot be read";
    const end = error.offset + error.length;
    const message = `Invalid JSON at line ${line}, column ${column}: ${expected}.`;
    return { ...this.diagnostic(error.offset, end, message), kind: "unread-file" };
  }

  diagnostic(start: number, end: number, message: string): Diagnostic {
    return { kind: "contract", at: this.#lines.location(start, end), message };
  }

  at(node: Node): Location {
    return this.#lines.location(node.offset, node.offset + node.length);
  }

  raw(node: Node): string {
    return this.text.slice(node.offset, node.offset + node.length);
  }

  located<T>(value: T, node: Node): Located<T> {
    return { value, at: this.at(node) };
  }

  complain(node: Node, message: string): Diagnostic {
    return { kind: "contract", at: this.at(node), message };
  }
}

/** One property of an object; `node` is the whole of it, `value` what stands behind the colon. */
export type Property = { readonly key: string; readonly keyNode: Node; readonly node: Node; readonly value: Node };

/** An object's properties in order, incomplete ones left out. */
export function propertiesOf(node: Node | undefined): Property[] {
  if (node?.type !== "object") return [];
  return (node.children ?? []).flatMap((property) => {
    const [keyNode, value] = property.children ?? [];
    return keyNode === undefined || value === undefined || typeof keyNode.value !== "string"
      ? []
      : [{ key: keyNode.value, keyNode, node: property, value }];
  });
}

/** The value of the first property of this name. */
export function propertyOf(node: Node | undefined, key: string): Node | undefined {
  if (node?.type !== "object") return undefined;
  const found = node.children?.find(({ children }) => children?.[0]?.value === key && children[1] !== undefined);
  return found?.children?.[1];
}

/** The items of an array; empty for anything else. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.type === "array" ? (node.children ?? []) : [];
}

/** The text of a string; `undefined` for anything else. */
export function stringOf(node: Node | undefined): string | undefined {
  return node?.type === "string" && typeof node.value === "string" ? node.value : undefined;
}

const bracketOrSkipped = /[[\]{}]|"[^"\\\n\r]*(?:\\[\s\S][^"\\\n\r]*)*"?|\/\/[^\n\r]*|\/\*[\s\S]*?(?:\*\/|$)/g;

/** The parser recurses: a hostile file must not reach it. Brackets within strings and comments nest nothing. */
function firstTooDeep(text: string): number | undefined {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(bracketOrSkipped)) {
    if (token === "{" || token === "[") depth += 1;
    else if (token === "}" || token === "]") depth -= 1;
    if (depth > deepest) return index;
  }
  return undefined;
}
