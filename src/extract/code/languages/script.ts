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

/** JavaScript and TypeScript, with JSX. */
export const script: Syntax = { calls, textOf, constants };

function calls(root: CodeNode): readonly Call[] {
  return nodesOf(root, "call_expression").flatMap((node) => {
    const callee = field(node, "function");
    const given = field(node, "arguments");
    if (callee === undefined || given === undefined) return [];
    // A template behind a name is a call with the template for its argument.
    const nodes = given.is("template_string") ? [given] : childrenOf(given);
    return [
      { ...splitCallee(calleeText(callee)), arguments: nodes.map((each) => ({ name: undefined, node: each })), node },
    ];
  });
}

/** The grammar puts `await` inside of the callee where type arguments follow. */
function calleeText(callee: CodeNode): string {
  const inner = callee.is("await_expression") ? (childrenOf(callee)[0] ?? callee) : callee;
  if (!inner.is("member_expression")) return inner.text();
  const object = field(inner, "object")?.text() ?? "";
  return `${object}.${field(inner, "property")?.text() ?? ""}`;
}

function textOf(node: CodeNode): ConstantText | undefined {
  switch (String(node.kind())) {
    case "string":
      return { text: unescaped(node.text().slice(1, -1)), holes: 0 };
    case "template_string":
      return ofTemplate(node);
    case "binary_expression":
      return field(node, "operator")?.text() === "+" ? joined(field(node, "left"), field(node, "right")) : undefined;
    case "parenthesized_expression":
    case "as_expression":
    case "satisfies_expression": {
      const [inner] = childrenOf(node);
      return inner && textOf(inner);
    }
    default:
      return undefined;
  }
}

function ofTemplate(node: CodeNode): ConstantText {
  const start = node.range().start.index;
  const text = node.text();
  let written = "";
  let from = 1;
  let holes = 0;
  for (const child of childrenOf(node)) {
    if (!child.is("template_substitution")) continue;
    const { start: open, end } = child.range();
    written += `${text.slice(from, open.index - start)}?`;
    from = end.index - start;
    holes += 1;
  }
  return { text: unescaped(written + text.slice(from, -1)), holes };
}

function joined(left: CodeNode | undefined, right: CodeNode | undefined): ConstantText | undefined {
  const [one, other] = [left && textOf(left), right && textOf(right)];
  if (one === undefined || other === undefined) return undefined;
  return { text: one.text + other.text, holes: one.holes + other.holes };
}

function constants(root: CodeNode): ReadonlyMap<string, CodeNode> {
  const found = new Map<string, CodeNode>();
  for (const declaration of nodesOf(root, "lexical_declaration")) {
    if (!declaration.text().startsWith("const")) continue;
    for (const one of childrenOf(declaration)) {
      const [name, value] = [field(one, "name"), field(one, "value")];
      if (name !== undefined && value !== undefined) found.set(name.text(), value);
    }
  }
  return found;
}
