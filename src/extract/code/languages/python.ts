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
  splitCallee,
} from "../syntax.ts";

export const python: Syntax = { calls, textOf, constants };

function calls(root: CodeNode): readonly Call[] {
  return nodesOf(root, "call").flatMap((node) => {
    const callee = field(node, "function");
    const given = field(node, "arguments");
    if (callee === undefined || given?.is("argument_list") !== true) return [];
    return [{ ...splitCallee(callee.text()), arguments: childrenOf(given).map(argumentOf), node }];
  });
}

function argumentOf(node: CodeNode): Argument {
  if (!node.is("keyword_argument")) return { name: undefined, node };
  return { name: field(node, "name")?.text(), node: field(node, "value") ?? node };
}

function textOf(node: CodeNode): ConstantText | undefined {
  switch (String(node.kind())) {
    case "string":
      return ofString(node);
    case "concatenated_string": {
      const parts = childrenOf(node).map(textOf);
      return parts.reduce(
        (one, other) => one && other && { text: one.text + other.text, holes: one.holes + other.holes },
      );
    }
    case "parenthesized_expression": {
      const [inner] = childrenOf(node);
      return inner && textOf(inner);
    }
    default:
      return undefined;
  }
}

function ofString(node: CodeNode): ConstantText | undefined {
  const text = node.text();
  const opening = /^([a-zA-Z]*)("""|'''|"|')/.exec(text);
  if (opening === null || /b/i.test(opening[1] ?? "")) return undefined;
  const [start = "", prefix = "", quotes = ""] = opening;
  const begin = node.range().start.index;
  let written = "";
  let from = start.length;
  let holes = 0;
  for (const child of childrenOf(node)) {
    if (!child.is("interpolation")) continue;
    const { start: open, end } = child.range();
    written += `${text.slice(from, open.index - begin)}?`;
    from = end.index - begin;
    holes += 1;
  }
  written += text.slice(from, -quotes.length);
  return { text: /r/i.test(prefix) ? written : unescaped(written), holes };
}

/** Names of a module or class that are assigned once. */
function constants(root: CodeNode): ReadonlyMap<string, CodeNode> {
  const found = new Map<string, CodeNode>();
  const twice = new Set<string>();
  for (const node of nodesOf(root, "assignment")) {
    const [name, value] = [field(node, "left"), field(node, "right")];
    if (name?.is("identifier") !== true || value === undefined) continue;
    if (found.has(name.text())) twice.add(name.text());
    found.set(name.text(), value);
  }
  for (const name of twice) found.delete(name);
  return found;
}
