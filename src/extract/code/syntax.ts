import type { SgNode } from "@ast-grep/napi";
import type { Location } from "../../model/location.ts";

/** A node of the tree that a file of code was parsed into. */
export type CodeNode = SgNode;

export type LanguageName = "script" | "python" | "java" | "go";

/** An argument of a call, with its name where the language gives it one. */
export type Argument = { readonly name: string | undefined; readonly node: CodeNode };

/** `receiver.name(arguments)`, also as a decorator or annotation. */
export type Call = {
  readonly name: string;
  /** What stands before the last dot, as written. */
  readonly receiver: string | undefined;
  readonly arguments: readonly Argument[];
  readonly node: CodeNode;
};

/** A text that is constant but for values that are put in: each of those is a `?`. */
export type ConstantText = { readonly text: string; readonly holes: number };

/** What the readers ask of a host language. */
export interface Syntax {
  readonly calls: (root: CodeNode) => readonly Call[];
  /** The text of a literal; `undefined` for what is worked out at run time. */
  readonly textOf: (node: CodeNode) => ConstantText | undefined;
  /** Names that are given a value once: `const NAME = "…"`. */
  readonly constants: (root: CodeNode) => ReadonlyMap<string, CodeNode>;
}

/** A file of code, parsed. */
export type ParsedFile = {
  readonly path: string;
  readonly text: string;
  readonly language: LanguageName;
  readonly root: CodeNode;
  readonly syntax: Syntax;
  readonly calls: readonly Call[];
  at(node: CodeNode): Location;
  /** The call that a node is. */
  callAt(node: CodeNode | undefined): Call | undefined;
  /** The text of a literal, or of the constant that an identifier names. */
  textOf(node: CodeNode | undefined): ConstantText | undefined;
};

/** The argument of a call by its name, or by its place among those without. */
export function argument({ arguments: given }: Call, place: number | undefined, name?: string): CodeNode | undefined {
  const named = name === undefined ? undefined : given.find((each) => each.name === name);
  return (named ?? (place === undefined ? undefined : given.filter((each) => each.name === undefined)[place]))?.node;
}

/** All nodes of these kinds, in the order of the text. */
export function nodesOf(root: CodeNode, ...kinds: readonly string[]): readonly CodeNode[] {
  return root.findAll({ rule: { any: kinds.map((kind) => ({ kind })) } });
}

/** A field of a node. The grammars are loaded at run time, so that nothing is known of their fields before. */
export function field(node: CodeNode, name: string): CodeNode | undefined {
  return (node.field(name as never) as CodeNode | null) ?? undefined;
}

export function childrenOf(node: CodeNode | undefined): readonly CodeNode[] {
  return node?.children().filter((child) => child.isNamed() && !/comment/.test(String(child.kind()))) ?? [];
}

/** `a.b.c` taken apart at its last dot. */
export function splitCallee(text: string): Pick<Call, "name" | "receiver"> {
  const plain = text.replace(/^await\s+/, "");
  const dot = plain.lastIndexOf(".");
  return dot === -1
    ? { name: plain, receiver: undefined }
    : { name: plain.slice(dot + 1).trim(), receiver: plain.slice(0, dot).trim() };
}
