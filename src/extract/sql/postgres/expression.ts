import type { Expression } from "../../../model/expression.ts";
import { isMore } from "./data-type.ts";
import { parse } from "./load-parser.ts";
import { printExpression } from "./print-expression.ts";
import type { Node } from "./syntax-tree.ts";

/** An expression from its syntax node and the text it was written in; without a text the meaning stands for it. */
export function readExpressionNode(node: Node, text: string | undefined): Expression {
  const meaning = meaningOf(node) ?? text ?? "";
  return { text: text === undefined || text === "" ? meaning : text, meaning };
}

/** An expression from text alone, `now() + '1 day'`; `undefined` where it is none. */
export function readExpression(text: string): Expression | undefined {
  const outcome = parse(`SELECT ${text}\n`);
  if (outcome.kind === "failed" || outcome.statements.length !== 1) return undefined;
  const node = outcome.statements[0]?.node;
  if (node === undefined || !("SelectStmt" in node)) return undefined;
  const { targetList, ...rest } = node.SelectStmt;
  const target = targetList?.[0];
  if (targetList?.length !== 1 || target === undefined || !("ResTarget" in target) || isMore(rest)) return undefined;
  const { name, val } = target.ResTarget;
  if (name !== undefined || val === undefined || isStar(val)) return undefined;
  return readExpressionNode(val, text.trim());
}

/** `undefined` where the expression is nested more deeply than the stack is. */
function meaningOf(node: Node): string | undefined {
  try {
    return printExpression(node);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function isStar(node: Node): boolean {
  return "ColumnRef" in node && (node.ColumnRef.fields ?? []).some((field) => "A_Star" in field);
}
