import type {
  AddedTable,
  AttributeChange,
  ChangedTable,
  ColumnSummary,
  NamedObject,
  ObjectChanges,
} from "../model/change.ts";
import { keyOf } from "../model/name.ts";
import type { Column, Table } from "../model/schema.ts";
import { constraintDefinition, indexDefinition, policyDefinition, triggerDefinition } from "./definitions.ts";
import { attribute, byName, diffPairs, type ObjectKindDiff, pairObjects } from "./diff-objects.ts";

type Names = ReadonlyMap<string, string>;

/** A whole table, for one that was added or dropped. */
export function describeTable(key: string, table: Table): AddedTable {
  const named = <V extends { readonly name: string }>(
    parts: readonly V[],
    define: (part: V) => string,
  ): NamedObject[] => parts.map((part) => ({ name: part.name, definition: define(part) }));
  return {
    name: key,
    columns: table.columns.map(describeColumn),
    constraints: named(table.constraints, constraintDefinition),
    indexes: named(table.indexes, (each) => indexDefinition(each, table)),
    triggers: named(table.triggers, (each) => triggerDefinition(each, table)),
    policies: named(table.policies, (each) => policyDefinition(each, table)),
    attributes: tableAttributes(table).flatMap(([name, usual, value]) => attribute(name, usual, value)),
  };
}

function describeColumn(column: Column): ColumnSummary {
  return {
    name: column.name,
    type: column.type?.meaning,
    nullable: column.nullable,
    default: column.default?.meaning,
    generated: generatedText(column),
    identity: column.identity,
  };
}

/**
 * What became of a table that is there before and after; `undefined` where nothing did. `before` has every rename of other
 * objects already in it, so that only its own changes show.
 */
export function diffTable(
  key: string,
  before: Table,
  after: Table,
  columns: Names,
  parts: Names,
): ChangedTable | undefined {
  const columnPairs = pairParts(before.columns, after.columns, columns);
  const changed: ChangedTable = {
    name: key,
    columns: {
      added: columnPairs.flatMap(({ from, to }) =>
        from === undefined && to !== undefined ? [describeColumn(to[1])] : [],
      ),
      dropped: columnPairs.flatMap(({ from, to }) =>
        to === undefined && from !== undefined ? [describeColumn(from[1])] : [],
      ),
      renamed: columnPairs.flatMap(({ from, to }) =>
        from !== undefined && to !== undefined && from[0] !== to[0] ? [{ from: from[0], to: to[0] }] : [],
      ),
      changed: diffPairs(columnPairs, columnKind).changed,
    },
    constraints: diffParts(before.constraints, after.constraints, parts, constraintDefinition),
    indexes: diffParts(before.indexes, after.indexes, parts, (each) => indexDefinition({ ...each, name: "" }, after)),
    triggers: diffParts(before.triggers, after.triggers, parts, (each) =>
      triggerDefinition({ ...each, name: "" }, after),
    ),
    policies: diffParts(before.policies, after.policies, parts, (each) =>
      policyDefinition({ ...each, name: "" }, after),
    ),
    changes: diffAttributes(before, after),
  };
  return isEmptyChange(changed) ? undefined : withNames(changed, before, after);
}

function pairParts<V extends { readonly name: string }>(before: readonly V[], after: readonly V[], renamed: Names) {
  const base = byName(before);
  const head = byName(after);
  const own = new Map([...renamed].filter(([to, from]) => head.has(to) && base.has(from)));
  return pairObjects(base, head, [...base.keys(), ...head.keys()], own);
}

function diffParts<V extends { readonly name: string }>(
  before: readonly V[],
  after: readonly V[],
  renamed: Names,
  define: (part: V) => string,
): ObjectChanges {
  return diffPairs(pairParts(before, after, renamed), {
    define,
    compare: (from, to) => attribute("definition", define(from), define(to)),
  });
}

/** Definitions are compared without names, which a rename tells apart, and shown with them. */
function withNames(changed: ChangedTable, before: Table, after: Table): ChangedTable {
  const shown = (
    changes: ObjectChanges,
    define: (name: string, table: Table) => string | undefined,
  ): ObjectChanges => ({
    ...changes,
    added: changes.added.map((each) => ({ ...each, definition: define(each.name, after) ?? each.definition })),
    dropped: changes.dropped.map((each) => ({ ...each, definition: define(each.name, before) ?? each.definition })),
  });
  return {
    ...changed,
    indexes: shown(changed.indexes, (name, table) => {
      const index = table.indexes.find((each) => each.name === name);
      return index && indexDefinition(index, table);
    }),
    triggers: shown(changed.triggers, (name, table) => {
      const trigger = table.triggers.find((each) => each.name === name);
      return trigger && triggerDefinition(trigger, table);
    }),
    policies: shown(changed.policies, (name, table) => {
      const policy = table.policies.find((each) => each.name === name);
      return policy && policyDefinition(policy, table);
    }),
  };
}

const columnKind: ObjectKindDiff<Column> = {
  define: (column) => column.name,
  compare: (from, to) => [
    ...attribute("type", from.type?.meaning, to.type?.meaning),
    ...attribute("nullable", String(from.nullable), String(to.nullable)),
    ...attribute("default", from.default?.meaning, to.default?.meaning),
    ...attribute("generated", generatedText(from), generatedText(to)),
    ...attribute("identity", from.identity, to.identity),
    ...attribute("collation", from.collation, to.collation),
    ...attribute("comment", from.comment, to.comment),
  ],
};

function generatedText({ generated }: Column): string | undefined {
  return generated && `(${generated.expression.meaning}) ${generated.kind.toUpperCase()}`;
}

function diffAttributes(before: Table, after: Table): readonly AttributeChange[] {
  const values = new Map(tableAttributes(before).map(([name, , value]) => [name, value]));
  return tableAttributes(after).flatMap(([name, , value]) => attribute(name, values.get(name), value));
}

/** Name, usual value and value of what a table is besides its parts. */
function tableAttributes(table: Table): readonly (readonly [string, string | undefined, string | undefined])[] {
  const { partitionBy, partitionOf } = table;
  return [
    ["row security", "off", table.rowSecurity],
    ["persistence", "permanent", table.persistence],
    ["partition by", undefined, partitionBy && `${partitionBy.strategy} (${partitionBy.keys.join(", ")})`],
    ["partition of", undefined, partitionOf && `${keyOf(partitionOf.parent)} ${partitionOf.bound}`],
    ["inherits", undefined, table.inherits.length === 0 ? undefined : table.inherits.map(keyOf).join(", ")],
    ["comment", undefined, table.comment],
  ];
}

/** Whether nothing became of the table. */
export function isEmptyChange({ columns, constraints, indexes, triggers, policies, changes }: ChangedTable): boolean {
  if (changes.length > 0) return false;
  return [columns, constraints, indexes, triggers, policies].every((each) =>
    [each.added, each.dropped, each.renamed, each.changed].every((list) => list.length === 0),
  );
}
