import { unescaped } from "../escapes.ts";
import {
  type Argument,
  type Call,
  type CodeNode,
  type ConstantText,
  childrenOf,
  field,
  nodesOf,
  type Syntax,
} from "../syntax.ts";

/** Java: method calls, and annotations as calls without a receiver. */
export const java: Syntax = { calls, textOf, constants };

function calls(root: CodeNode): readonly Call[] {
  return nodesOf(root, "method_invocation", "annotation").flatMap((node) => {
    const name = field(node, "name")?.text();
    if (name === undefined) return [];
    return [
      {
        name,
        receiver: field(node, "object")?.text(),
        arguments: childrenOf(field(node, "arguments")).map(argumentOf),
        node,
      },
    ];
  });
}

function argumentOf(node: CodeNode): Argument {
  if (!node.is("element_value_pair")) return { name: undefined, node };
  return { name: field(node, "key")?.text(), node: field(node, "value") ?? node };
}

function textOf(node: CodeNode): ConstantText | undefined {
  if (node.is("binary_expression")) {
    const [left, right] = [field(node, "left"), field(node, "right")].map((side) => side && textOf(side));
    if (field(node, "operator")?.text() !== "+" || left === undefined || right === undefined) return undefined;
    return { text: left.text + right.text, holes: 0 };
  }
  if (!node.is("string_literal")) return undefined;
  const text = node.text();
  const quotes = text.startsWith('"""') ? 3 : 1;
  return { text: unescaped(text.slice(quotes, -quotes)), holes: 0 };
}

/** Fields and variables that are final. */
function constants(root: CodeNode): ReadonlyMap<string, CodeNode> {
  const found = new Map<string, CodeNode>();
  for (const declaration of nodesOf(root, "field_declaration", "local_variable_declaration")) {
    if (!/\bfinal\b/.test(declaration.text())) continue;
    const variable = field(declaration, "declarator");
    const [name, value] = [variable && field(variable, "name"), variable && field(variable, "value")];
    if (name !== undefined && value !== undefined) found.set(name.text(), value);
  }
  return found;
}
