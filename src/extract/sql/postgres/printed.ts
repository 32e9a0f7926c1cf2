import type { Node } from "./syntax-tree.ts";

/** An expression printed canonically, and how tightly it holds together, which decides where parentheses go. */
export type Printed = {
  readonly sql: string;
  readonly level: "atom" | "operator" | "not" | "and" | "or";
  /** The flattened terms of `and` and `or`. */
  readonly terms: readonly string[];
};

/** What the printers of single kinds of node need of the whole: they print what stands inside of them. */
export interface Printer {
  /** An expression whose own cast is part of what was said: a default, a selected value. */
  whole(node: Node | undefined): Printed;
  /** An expression where the server shows the casts that it adds by itself: an operand, an argument, an element. */
  operand(node: Node | undefined): Printed;
  /** Operands between commas. */
  list(nodes: readonly Node[] | undefined): string;
  /** A query within an expression, without parentheses. */
  query(node: Node | undefined, targets: boolean): string;
}

export function atom(sql: string): Printed {
  return { sql, level: "atom", terms: [] };
}

export function operator(sql: string): Printed {
  return { sql, level: "operator", terms: [] };
}

/** `AND` and `OR` over any number of terms, nested ones of the same kind taken in. */
export function joined(level: "and" | "or", parts: readonly Printed[]): Printed {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const terms = parts.flatMap((part) => {
    if (part.level === level) return part.terms;
    return [part.level === "and" || part.level === "or" ? `(${part.sql})` : part.sql];
  });
  return { sql: terms.join(level === "and" ? " AND " : " OR "), level, terms };
}

/** In parentheses unless it stands for itself. */
export function enclosed(printed: Printed): string {
  return printed.level === "atom" ? printed.sql : `(${printed.sql})`;
}
