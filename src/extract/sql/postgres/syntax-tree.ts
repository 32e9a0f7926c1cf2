import type { Node } from "./load-parser.ts";

export type { Node } from "./load-parser.ts";

type KindOf<N> = N extends unknown ? keyof N : never;

/** The name of a kind of syntax node, `SelectStmt`. */
export type NodeKind = KindOf<Node>;

/** The fields of one kind of node. */
export type NodeOf<K extends NodeKind> =
  Extract<Node, Readonly<Record<K, unknown>>> extends Readonly<Record<K, infer F>> ? F : never;

/** Which kind a node is; `undefined` for an empty one. */
export function kindOf(node: Node): NodeKind | undefined {
  for (const kind in node) return kind as NodeKind;
  return undefined;
}

/** The texts of a list of string nodes, such as a qualified name. Other nodes are passed over. */
export function stringsOf(nodes: readonly Node[] | undefined): string[] {
  const strings: string[] = [];
  for (const node of nodes ?? []) if ("String" in node) strings.push(node.String.sval ?? "");
  return strings;
}

/** The items of a list node; any other node stands for itself, none for nothing. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  if (node === undefined) return [];
  return "List" in node ? (node.List.items ?? []) : [node];
}

/** The column names of a list, whatever the grammar wraps them in (`String`, `IndexElem`, `ResTarget`). */
export function columnsOf(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).flatMap((node) => {
    if ("String" in node) return [node.String.sval ?? ""];
    if ("IndexElem" in node) return node.IndexElem.name === undefined ? [] : [node.IndexElem.name];
    if ("ResTarget" in node) return node.ResTarget.name === undefined ? [] : [node.ResTarget.name];
    return [];
  });
}

/** A whole number constant as text, sign included; `undefined` for anything else. */
export function numberText(node: Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  if ("Integer" in node) return String(node.Integer.ival ?? 0);
  if ("Float" in node) return node.Float.fval;
  if (!("A_Const" in node)) return undefined;
  const constant = node.A_Const;
  if (constant.ival !== undefined) return String(constant.ival.ival ?? 0);
  return constant.fval?.fval;
}
