import type { ObjectChanges, SchemaChange } from "../model/change.ts";

/** Number of objects that are added, dropped, renamed or changed; a changed table counts once. */
export function schemaChangeSize(change: SchemaChange): number {
  const { enums, tables, schemas, views, sequences, types, routines, extensions } = change;
  return [enums, tables, schemas, views, sequences, types, routines, extensions]
    .flatMap(({ added, dropped, renamed, changed }: Sizes) => [added, dropped, renamed, changed])
    .reduce((sum, list) => sum + list.length, 0);
}

type Sizes = { readonly [K in keyof ObjectChanges]: readonly unknown[] };
