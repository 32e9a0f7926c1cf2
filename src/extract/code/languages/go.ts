import { unescaped } from "../escapes.ts";
import {
  type Call,
  type CodeNode,
  type ConstantText,
  childrenOf,
  field,
  nodesOf,
  type Syntax,
  splitCallee,
} from "../syntax.ts";

export const go: Syntax = { calls, textOf, constants };

function calls(root: CodeNode): readonly Call[] {
  return nodesOf(root, "call_expression").flatMap((node) => {
    const callee = field(node, "function");
    if (callee === undefined) return [];
    const given = childrenOf(field(node, "arguments")).map((each) => ({ name: undefined, node: each }));
    return [{ ...splitCallee(callee.text()), arguments: given, node }];
  });
}

function textOf(node: CodeNode): ConstantText | undefined {
  if (node.is("binary_expression")) {
    const [left, right] = [field(node, "left"), field(node, "right")].map((side) => side && textOf(side));
    if (field(node, "operator")?.text() !== "+" || left === undefined || right === undefined) return undefined;
    return { text: left.text + right.text, holes: 0 };
  }
  const text = node.text().slice(1, -1);
  if (node.is("raw_string_literal")) return { text, holes: 0 };
  return node.is("interpreted_string_literal") ? { text: unescaped(text), holes: 0 } : undefined;
}

function constants(root: CodeNode): ReadonlyMap<string, CodeNode> {
  const found = new Map<string, CodeNode>();
  for (const spec of nodesOf(root, "const_spec")) {
    const name = field(spec, "name");
    const [value] = childrenOf(field(spec, "value"));
    if (name !== undefined && value !== undefined) found.set(name.text(), value);
  }
  return found;
}
