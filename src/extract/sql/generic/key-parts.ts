import type { Index, IndexElement } from "../../../model/schema.ts";
import type { Cursor } from "./cursor.ts";
import { expressionOf } from "./expression.ts";

/** One element of a key: a column, a prefix of one, or an expression. */
export type KeyPart = IndexElement & { readonly prefix?: number | undefined };

/** Reads the elements between an index's brackets. */
export function keyParts(inner: Cursor): readonly KeyPart[] {
  return inner.parts().map(keyPart);
}

function keyPart(part: Cursor): KeyPart {
  const ends = (cursor: Cursor) => /^(?:ASC|DESC|COLLATE)$/.test(cursor.peek().upper);
  const element = part.until(ends);
  const collation = part.takes("COLLATE") ? part.rawName().toLowerCase() : undefined;
  const order = part.takes("DESC") ? "desc" : "asc";
  part.takes("ASC");
  if (part.takes("NULLS")) part.take();
  if (!part.done) part.fail();
  const [first, bracket, length, close, ...more] = element.tokens;
  const isName = first?.kind === "word" || first?.kind === "quoted" || first?.kind === "string";
  const isPrefix = bracket?.upper === "(" && length?.kind === "number" && close?.upper === ")" && more.length === 0;
  const shared = { collation, operatorClass: undefined, order, nulls: order === "asc" ? "last" : "first" } as const;
  if (!isName || (bracket !== undefined && !isPrefix))
    return { ...shared, column: undefined, expression: expressionOf(element) };
  const column = { ...shared, column: element.partName(), expression: undefined };
  return isPrefix ? { ...column, prefix: Number(part.text.slice(length.start, length.end)) } : column;
}

/** An index as it is written. */
export function indexOf(
  name: string,
  elements: readonly KeyPart[],
  more: { readonly unique: boolean; readonly method: string; readonly where?: Index["where"] },
): Index {
  return { name, elements, include: [], options: [], nullsNotDistinct: false, where: undefined, ...more };
}
