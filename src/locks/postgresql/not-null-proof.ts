import type { Table } from "../../model/schema.ts";

/** Whether a table holds no null in a column for sure: it is NOT NULL already, or a valid check proves it, which PostgreSQL looks for since version 12. */
export function isProvedNotNull(table: Table | undefined, column: string): boolean {
  const known = table?.columns.find(({ name }) => name === column);
  const isPending = table?.constraints.some(
    (constraint) => constraint.kind === "not-null" && constraint.column === column && !constraint.validated,
  );
  if (known?.nullable === false) return isPending !== true;
  return (
    table?.constraints.some(
      (constraint) =>
        constraint.kind === "check" && constraint.validated && proves(constraint.expression.meaning, column),
    ) === true
  );
}

/** `a IS NOT NULL`, alone or among conditions that must all hold. */
function proves(meaning: string, column: string): boolean {
  return conjuncts(meaning).some(
    (part) => part === `${column} IS NOT NULL` || part === `"${column.replaceAll('"', '""')}" IS NOT NULL`,
  );
}

/** The parts of `a AND b AND (c OR d)`; a condition with a literal or `OR` outside of brackets is left whole. */
function conjuncts(meaning: string): readonly string[] {
  if (meaning.includes("'")) return [meaning];
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const match of meaning.matchAll(/[()]| AND | OR /g)) {
    if (match[0] === "(") depth += 1;
    else if (match[0] === ")") depth -= 1;
    else if (depth > 0) continue;
    else if (match[0] === " OR ") return [meaning];
    else {
      parts.push(meaning.slice(start, match.index));
      start = match.index + match[0].length;
    }
  }
  return [...parts, meaning.slice(start)];
}
