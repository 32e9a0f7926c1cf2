import type { ChangedTable, ObjectChanges, SchemaChange } from "../../model/change.ts";

/** Something that is not as it was, with what became of it: `coupons` "is still there". */
export type Leftover = { readonly name: string; readonly words: string };

/** What a schema change leaves, one by one. Extensions may be used by others, and an enum's new value cannot be taken back. */
export function leftovers(change: SchemaChange): readonly Leftover[] {
  const { tables, enums } = change;
  return [
    ...[...tables.added, ...enums.added].map(({ name }) => ({ name, words: "is still there" })),
    ...[...tables.dropped, ...enums.dropped].map(({ name }) => ({ name, words: "is not made again" })),
    ...[...tables.renamed, ...enums.renamed].map(({ to }) => ({ name: to, words: "keeps its new name" })),
    ...tables.changed.flatMap(inTable),
    ...enums.changed
      .filter(({ dropped, renamed }) => dropped.length + renamed.length > 0)
      .map(({ name }) => ({ name, words: "keeps its new values" })),
    ...[change.schemas, change.views, change.sequences, change.types, change.routines].flatMap((objects) =>
      ofObjects(objects),
    ),
  ];
}

function inTable({
  name: table,
  columns,
  constraints,
  indexes,
  triggers,
  policies,
  changes,
}: ChangedTable): readonly Leftover[] {
  const parts = [constraints, indexes, triggers, policies].flatMap((objects) => ofObjects(objects));
  const own = changes.filter(({ attribute }) => attribute !== "comment");
  return [...ofColumns(columns), ...parts]
    .map(({ name, words }) => ({ name: `${table}.${name}`, words }))
    .concat(own.map(({ attribute }) => ({ name: table, words: `keeps its new ${attribute}` })));
}

function ofColumns({ added, dropped, renamed, changed }: ChangedTable["columns"]): readonly Leftover[] {
  return [
    ...added.map(({ name }) => ({ name, words: "is still there" })),
    ...dropped.map(({ name }) => ({ name, words: "is not made again" })),
    ...renamed.map(({ to }) => ({ name: to, words: "keeps its new name" })),
    ...changed.map(({ name, changes }) => ({ name, words: `keeps its new ${changes[0]?.attribute ?? "form"}` })),
  ];
}

function ofObjects({ added, dropped, renamed, changed }: ObjectChanges): readonly Leftover[] {
  return [
    ...added.map(({ name }) => ({ name, words: "is still there" })),
    ...dropped.map(({ name }) => ({ name, words: "is not made again" })),
    ...renamed.map(({ to }) => ({ name: to, words: "keeps its new name" })),
    ...changed.map(({ name }) => ({ name, words: "keeps its new form" })),
  ];
}
