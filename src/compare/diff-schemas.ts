import type { ObjectChanges, SchemaChange, TableChanges } from "../model/change.ts";
import type { Renames } from "../model/comparison.ts";
import { keyOf, sameName } from "../model/name.ts";
import type { Extension, Namespace, Routine, Schema, Sequence, Table, UserType, View } from "../model/schema.ts";
import {
  extensionDefinition,
  namespaceDefinition,
  routineDefinition,
  sequenceDefinition,
  typeDefinition,
  viewDefinition,
} from "./definitions.ts";
import { diffEnums } from "./diff-enums.ts";
import { attribute, diffPairs, type ObjectKindDiff, type Pair, pairObjects } from "./diff-objects.ts";
import { describeTable, diffTable } from "./diff-tables.ts";
import { followRenames } from "./follow-renames.ts";
import { differingKeys } from "./overlay-map.ts";
import { columnOf } from "./table-parts.ts";

/**
 * The difference between two schemas as plain data. Only what an application touched is looked at when `head` grew from `base`.
 * What follows from a rename elsewhere (a foreign key to a renamed table) is no change of its own.
 */
export function diffSchemas(base: Schema, head: Schema, renames: Renames): SchemaChange {
  const before = followRenames(base, renames);
  const types = pairs(before.types, head.types, renames.types);
  return {
    schemas: diffPairs(pairs(before.namespaces, head.namespaces, new Map()), namespaceKind),
    tables: diffTables(before, head, renames),
    views: diffPairs(pairs(before.views, head.views, renames.views), viewKind),
    sequences: diffSequences(before, head, renames),
    enums: diffEnums(
      types.flatMap((pair) => pairOf(pair, "enum")),
      renames.enumValues,
    ),
    types: diffPairs(
      types.filter((pair) => !isEnumPair(pair)),
      typeKind,
    ),
    routines: diffPairs(pairs(before.routines, head.routines, renames.routines), routineKind),
    extensions: diffPairs(pairs(before.extensions, head.extensions, new Map()), extensionKind),
  };
}

function pairs<V extends object>(
  base: ReadonlyMap<string, V>,
  head: ReadonlyMap<string, V>,
  renamed: ReadonlyMap<string, string>,
): readonly Pair<V>[] {
  return pairObjects(base, head, differingKeys(base, head), renamed);
}

function diffTables(base: Schema, head: Schema, renames: Renames): TableChanges {
  const all = pairs(base.tables, head.tables, renames.tables);
  const none: ReadonlyMap<string, string> = new Map();
  return {
    added: all.flatMap(({ from, to }) => (from === undefined && to !== undefined ? [describeTable(...to)] : [])),
    dropped: all.flatMap(({ from, to }) => (to === undefined && from !== undefined ? [describeTable(...from)] : [])),
    renamed: all.flatMap(({ from, to }) =>
      from !== undefined && to !== undefined && from[0] !== to[0] ? [{ from: from[0], to: to[0] }] : [],
    ),
    changed: all.flatMap(({ from, to }) => {
      if (from === undefined || to === undefined) return [];
      const [key, after] = to;
      const changed = diffTable(key, from[1], after, renames.columns.get(key) ?? none, renames.parts.get(key) ?? none);
      return changed === undefined ? [] : [changed];
    }),
  };
}

/** Sequences, but for those that come and go with their serial or identity column. */
function diffSequences(base: Schema, head: Schema, renames: Renames): ObjectChanges {
  const all = pairs(base.sequences, head.sequences, renames.sequences);
  const isOwn = (pair: Pair<Sequence>): boolean => {
    if (pair.from !== undefined && pair.to !== undefined) return false;
    const owner = (pair.to ?? pair.from)?.[1].ownedBy;
    if (owner === undefined) return false;
    const other = pair.to === undefined ? head : base;
    const baseKey = renames.tables.get(keyOf(owner.table)) ?? keyOf(owner.table);
    const table = other.tables.get(pair.to === undefined ? keyOf(owner.table) : baseKey);
    const column = table && columnOf(table, owner.column);
    // A column that turned serial or identity, or ceased to be, says so itself.
    const own = (pair.to === undefined ? base : head).tables.get(keyOf(owner.table));
    const isServed = own !== undefined && drawsItself(own, owner.column);
    return column === undefined || isServed;
  };
  return diffPairs(
    all.filter((pair) => !isOwn(pair)),
    sequenceKind,
  );
}

function drawsItself(table: Table, name: string): boolean {
  const column = columnOf(table, name);
  return column?.identity !== undefined || column?.default?.meaning.startsWith("nextval(") === true;
}

type Enum = Extract<UserType, { readonly kind: "enum" }>;

function isEnumPair({ from, to }: Pair<UserType>): boolean {
  return (from?.[1].kind ?? "enum") === "enum" && (to?.[1].kind ?? "enum") === "enum";
}

function pairOf(pair: Pair<UserType>, _kind: "enum"): readonly Pair<Enum>[] {
  if (!isEnumPair(pair)) return [];
  const side = (entry: Pair<UserType>["from"]): Pair<Enum>["from"] =>
    entry !== undefined && entry[1].kind === "enum" ? [entry[0], entry[1]] : undefined;
  return [{ from: side(pair.from), to: side(pair.to) }];
}

const namespaceKind: ObjectKindDiff<Namespace> = { define: namespaceDefinition, compare: () => [] };

const extensionKind: ObjectKindDiff<Extension> = {
  define: extensionDefinition,
  compare: (from, to) => attribute("schema", from.schema, to.schema),
};

const viewKind: ObjectKindDiff<View> = {
  define: viewDefinition,
  compare: (from, to) => [
    ...attribute("definition", from.definition.replace(/\s+/g, " ").trim(), to.definition.replace(/\s+/g, " ").trim()),
    ...attribute("columns", viewColumns(from, to), viewColumns(to, from)),
    ...attribute("materialized", String(from.materialized), String(to.materialized)),
    ...attribute("indexes", partNames(from.indexes), partNames(to.indexes)),
    ...attribute("triggers", partNames(from.triggers), partNames(to.triggers)),
    ...attribute("options", optionText(from), optionText(to)),
    ...attribute("comment", from.comment, to.comment),
  ],
};

/** Columns with their types; where one side's type is not known, neither counts. */
function viewColumns(view: View, other: View): string {
  return view.columns
    .map((column, at) => {
      const counts = column.type !== undefined && other.columns[at]?.type !== undefined;
      return counts ? `${column.name} ${column.type?.meaning}` : column.name;
    })
    .join(", ");
}

function partNames(parts: readonly { readonly name: string }[]): string | undefined {
  return parts.length === 0
    ? undefined
    : parts
        .map((each) => each.name)
        .sort()
        .join(", ");
}

function optionText(view: View): string | undefined {
  return view.options.length === 0 ? undefined : view.options.toSorted().join(", ");
}

const sequenceKind: ObjectKindDiff<Sequence> = {
  define: sequenceDefinition,
  compare: (from, to) => [
    ...attribute("type", from.type, to.type),
    ...attribute("start", from.start, to.start),
    ...attribute("increment", from.increment, to.increment),
    ...attribute("minimum", from.minimum, to.minimum),
    ...attribute("maximum", from.maximum, to.maximum),
    ...attribute("cache", from.cache, to.cache),
    ...attribute("cycle", String(from.cycle), String(to.cycle)),
    ...attribute("owned by", ownerText(from), ownerText(to)),
  ],
};

function ownerText({ ownedBy }: Sequence): string | undefined {
  return ownedBy && `${keyOf(ownedBy.table)}.${ownedBy.column}`;
}

const typeKind: ObjectKindDiff<UserType> = {
  define: typeDefinition,
  compare: (from, to) => attribute("definition", typeDefinition({ ...from, name: to.name }), typeDefinition(to)),
};

const routineKind: ObjectKindDiff<Routine> = {
  define: routineDefinition,
  compare: (from, to) => {
    const renamed = sameName(from.name, to.name) ? from : { ...from, name: to.name };
    return attribute("definition", routineDefinition(renamed), routineDefinition(to));
  },
};
