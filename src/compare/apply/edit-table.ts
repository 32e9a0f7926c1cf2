import type { Step } from "../../model/comparison.ts";
import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { Operation } from "../../model/operation.ts";
import type { Table } from "../../model/schema.ts";
import { childrenOf } from "../lookup.ts";
import { assumedTable } from "../table-parts.ts";
import type { Workspace } from "../workspace.ts";

// A clause may have a guard of its own, `ADD COLUMN IF NOT EXISTS`, and the table another.
const TABLE_IF_EXISTS = /^\s*(?:\/\*[\s\S]*?\*\/\s*|--[^\n]*\n\s*)*alter\s+(?:foreign\s+)?table\s+if\s+exists\b/i;

/**
 * Changes a table that an operation names. A table that the schema lacks is made from the assumption that it exists, unless the
 * operation allows for its absence in a schema that is known whole.
 */
export function editTable(
  work: Workspace,
  operation: Operation & { readonly table: QualifiedName },
  edit: (table: Table) => Step["effect"],
): Step["effect"] {
  const table = work.table(operation.table);
  if (table !== undefined) return edit(table);
  const allowing = TABLE_IF_EXISTS.test(operation.statement.text)
    ? { ...operation, guard: "if-exists" as const }
    : operation;
  const effect = work.missing(allowing, keyOf(operation.table));
  if (effect === "no-effect") return effect;
  const assumed = assumedTable(operation.table);
  work.putTable(assumed);
  edit(assumed);
  return effect;
}

/** The table and everything below it that shares its rows, from the top. */
function withDescendants(work: Workspace, table: Table): readonly Table[] {
  const all = [table];
  for (const each of all) {
    for (const child of childrenOf(work, each))
      if (!all.some((seen) => keyOf(seen.name) === keyOf(child.name))) all.push(child);
  }
  return all;
}

/** Changes a table and its descendants, each as it stands when its turn comes. */
export function editDescendants(work: Workspace, table: Table, edit: (table: Table) => Table): void {
  for (const each of withDescendants(work, table)) {
    const now = work.table(each.name) ?? each;
    const edited = edit(now);
    if (edited !== now) work.putTable(edited);
  }
}

// The model does not carry `ONLY`; every statement that may have it has it right behind its table keyword.
const ONLY = /^\s*(?:\/\*[\s\S]*?\*\/\s*|--[^\n]*\n\s*)*alter\s+(?:foreign\s+)?table\s+(?:if\s+exists\s+)?only\b/i;

/** Whether an `ALTER TABLE` leaves descendants alone. */
export function isOnly(operation: Operation): boolean {
  return ONLY.test(operation.statement.text);
}
