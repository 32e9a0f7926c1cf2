import type { QualifiedName } from "../../model/name.ts";

/** Quotes a name where the dialect needs it. */
export type Quote = (name: string) => string;

/** A qualified name as SQL. */
export function sqlName(name: QualifiedName, quote: Quote): string {
  return name.schema === undefined ? quote(name.name) : `${quote(name.schema)}.${quote(name.name)}`;
}

/** `(a, b)`. */
export function sqlList(names: readonly string[], quote: Quote): string {
  return `(${names.map(quote).join(", ")})`;
}

/** A string literal. */
export function sqlLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A body between dollar quotes whose tag does not occur in it. */
export function dollarQuoted(body: string): string {
  let tag = "$$";
  for (let count = 0; body.includes(tag) || (tag === "$$" && body.endsWith("$")); count++)
    tag = `$body${count === 0 ? "" : count}$`;
  return `${tag}${body}${tag}`;
}
