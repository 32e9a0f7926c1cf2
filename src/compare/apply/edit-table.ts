import type { Step } from "../../model/comparison.ts";
import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { Operation } from "../../model/operation.ts";
import type { Table } from "../../model/schema.ts";
import { isAlterIfExists } from "../alter-table-words.ts";
import { childrenOf } from "../lookup.ts";
import { assumedTable } from "../table-parts.ts";
import type { Workspace } from "../workspace.ts";

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
  const allowing = isAlterIfExists(operation) ? { ...operation, guard: "if-exists" as const } : operation;
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
