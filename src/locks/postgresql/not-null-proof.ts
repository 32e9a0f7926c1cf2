import { type Engine, isBefore } from "../../model/engine.ts";
import type { Statement } from "../../model/operation.ts";
import type { Table } from "../../model/schema.ts";

/**
 * Whether the server knows that a table holds no null in a column: it is NOT NULL already, or a valid check proves it, which PostgreSQL looks for since version 12
 * (https://www.postgresql.org/docs/release/12.0/). A check that the same statement drops proves nothing, wherever in it: drops come first.
 */
export function isProvedNotNull(
  table: Table | undefined,
  column: string,
  server: Pick<Engine, "version">,
  statement?: Statement,
): boolean {
  const known = table?.columns.find(({ name }) => name === column);
  const isPending = table?.constraints.some(
    (constraint) => constraint.kind === "not-null" && constraint.column === column && !constraint.validated,
  );
  if (known?.nullable === false) return isPending !== true;
  if (isBefore(server, 12)) return false;
  return (
    table?.constraints.some(
      (constraint) =>
        constraint.kind === "check" &&
        constraint.validated &&
        proves(constraint.expression.meaning, column) &&
        !drops(statement, constraint.name),
    ) === true
  );
}

function drops(statement: Statement | undefined, name: string): boolean {
  const dropped = (statement?.text ?? "").matchAll(
    /\bdrop\s+constraint\s+(?:if\s+exists\s+)?("(?:[^"]|"")*"|[^\s,;]+)/gi,
  );
  return [...dropped].some(([, written = ""]) => written === quoted(name) || written.toLowerCase() === name);
}

/** `a IS NOT NULL`, alone or among conditions that must all hold. */
function proves(meaning: string, column: string): boolean {
  const names = [column, quoted(column)];
  return conjuncts(meaning).some((part) =>
    names.some((name) => [`${name} IS NOT NULL`, `NOT ${name} IS NULL`, `NOT (${name} IS NULL)`].includes(part)),
  );
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The parts of `a AND b AND (c OR d)`; a condition with `OR` outside of brackets is left whole. */
function conjuncts(meaning: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const match of meaning.matchAll(/'(?:[^']|'')*'|[()]| AND | OR /g)) {
    if (match[0] === "(") depth += 1;
    else if (match[0] === ")") depth -= 1;
    else if (depth > 0 || match[0].startsWith("'")) continue;
    else if (match[0] === " OR ") return [meaning];
    else {
      parts.push(meaning.slice(start, match.index));
      start = match.index + match[0].length;
    }
  }
  return [...parts, meaning.slice(start)];
}
