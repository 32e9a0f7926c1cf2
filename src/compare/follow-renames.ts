import type { Renames } from "../model/comparison.ts";
import { keyOf, type QualifiedName } from "../model/name.ts";
import type { Schema } from "../model/schema.ts";
import { followColumn, followRelation, followRoutine, followSequence, followType } from "./rename-references.ts";
import { renameColumnInTable } from "./table-parts.ts";
import { type WorkingSchema, Workspace } from "./workspace.ts";

/**
 * The base with every reference to a renamed object under its new name, while the objects keep their old ones: against it, only what
 * was changed besides the renames differs. Entries that nothing renamed touches stay the same objects.
 */
export function followRenames(base: Schema, renames: Renames): WorkingSchema {
  const work = new Workspace(base);
  followColumns(work, renames);
  for (const [from, to] of namesOf(work.base.tables, renames.tables)) followRelation(work, from, to);
  for (const [from, to] of namesOf(work.base.views, renames.views)) followRelation(work, from, to);
  for (const [from, to] of namesOf(work.base.types, renames.types)) followType(work, from, to);
  for (const [from, to] of namesOf(work.base.sequences, renames.sequences)) followSequence(work, from, to);
  for (const [to, from] of renames.routines) {
    const name = work.base.routines.get(from)?.name;
    if (name !== undefined) followRoutine(work, name, nameOfKey(to.slice(0, to.indexOf("("))));
  }
  return work.schema;
}

function followColumns(work: Workspace, renames: Renames): void {
  for (const [headKey, columns] of renames.columns) {
    const key = renames.tables.get(headKey) ?? headKey;
    const name = work.base.tables.get(key)?.name;
    if (name === undefined) continue;
    for (const [to, from] of columns) {
      const table = work.schema.tables.get(key);
      if (table === undefined) continue;
      // The columns keep their names, which pair them; what stands on them follows.
      work.putTable({ ...renameColumnInTable(table, from, to), columns: followInColumns(table, from, to) });
      followColumn(work, name, from, to);
    }
  }
}

function followInColumns(table: Parameters<typeof renameColumnInTable>[0], from: string, to: string) {
  const renamed = renameColumnInTable(table, from, to).columns;
  return renamed.map((column, at) => ({ ...column, name: table.columns[at]?.name ?? column.name }));
}

function namesOf(
  base: ReadonlyMap<string, { readonly name: QualifiedName }>,
  renamed: ReadonlyMap<string, string>,
): readonly (readonly [from: QualifiedName, to: QualifiedName])[] {
  return [...renamed].flatMap(([to, from]) => {
    const name = base.get(from)?.name;
    return name === undefined ? [] : [[name, nameOfKey(to)] as const];
  });
}

/** The name behind a key; the reverse of `keyOf`. */
function nameOfKey(key: string): QualifiedName {
  const parts = [...key.matchAll(/"((?:[^"]|"")*)"|([^."]+)/g)].map(([, quoted, bare]) =>
    quoted === undefined ? (bare ?? "") : quoted.replaceAll('""', '"'),
  );
  const [first = "", second] = parts;
  const name = second === undefined ? { schema: undefined, name: first } : { schema: first, name: second };
  return keyOf(name) === key ? name : { schema: undefined, name: key };
}
