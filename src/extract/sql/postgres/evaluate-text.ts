import type { SqlValue } from "../../../model/catalog.ts";
import { evaluate } from "./evaluate.ts";
import { parse } from "./load-parser.ts";
import type { Row, Scope } from "./scope.ts";
import { selectRows } from "./select-rows.ts";
import type { Node } from "./syntax-tree.ts";
import { known, Undecided } from "./undecided.ts";

/** A scope with nothing but these names. */
export function scopeOf(lookUp: Scope["lookUp"], catalog: Scope["catalog"]): Scope {
  return { lookUp, catalog, select: selectRows };
}

/** The value of an expression's text; `undefined` where it cannot be known. */
export function valueOfText(text: string, scope: Scope): SqlValue | undefined {
  const isQuery = /^\s*(?:select|with|values)\b/i.test(text);
  return decided(() => {
    const [row] = rowsNow(isQuery ? text : `SELECT ${text}`, scope);
    return row === undefined ? null : known(row[0]?.value);
  });
}

/** The rows that a query's text gives; `undefined` where they cannot be known. */
export function rowsOfText(text: string, scope: Scope): readonly Row[] | undefined {
  return decided(() => rowsNow(text, scope));
}

export function valueOfNode(node: Node | undefined, scope: Scope): SqlValue | undefined {
  return decided(() => evaluate(node, scope));
}

function rowsNow(text: string, scope: Scope): readonly Row[] {
  const outcome = parse(text);
  const node = outcome.kind === "parsed" && outcome.statements.length === 1 ? outcome.statements[0]?.node : undefined;
  if (node === undefined || !("SelectStmt" in node)) throw new Undecided();
  return selectRows(node.SelectStmt, scope);
}

function decided<T>(evaluated: () => T): T | undefined {
  try {
    return evaluated();
  } catch (error) {
    if (error instanceof Undecided || error instanceof RangeError) return undefined;
    throw error;
  }
}
