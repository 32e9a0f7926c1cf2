import type { Application, Discrepancy, MissingDependency } from "../model/comparison.ts";
import type { DatabaseContract } from "../model/contract.ts";
import type { Location } from "../model/location.ts";
import { keyOf } from "../model/name.ts";
import type { Schema, Table } from "../model/schema.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { promiseOf } from "./contract-promise.ts";
import type { EditedSections } from "./edited-sections.ts";
import { definitionOf, matchColumns } from "./match-columns.ts";
import { constraintText, matchConstraints } from "./match-constraints.ts";
import { indexText, matchIndexes } from "./match-indexes.ts";
import { matchEditedEnums, matchEnums, matchRoutines, matchViews, type ObjectMatch } from "./match-objects.ts";
import { causeOf, discrepancy, partTouch, type Said, type TableMatch } from "./table-match.ts";
import type { Touches } from "./touches.ts";

/** What the head contract is held against. */
export type ContractMatch = {
  readonly base: DatabaseContract | undefined;
  readonly head: DatabaseContract;
  readonly baseSchema: Schema;
  readonly application: Application;
  readonly touches: Touches;
  readonly edited: EditedSections;
  readonly sql: SqlReader;
};

/** Where the schema after the operations and the head contract differ, for all that the operations or the edit of the contract touch. */
export function matchContract(match: ContractMatch): readonly Discrepancy[] {
  if (isPolicyAlone(match.head) && (match.base === undefined || isPolicyAlone(match.base))) return [];
  const found: Discrepancy[] = [];
  for (const key of tablesToMatch(match)) found.push(...matchTable(match, key));
  const objects = objectMatch(match);
  found.push(...matchViews(objects), ...matchRoutines(objects), ...matchEnums(objects), ...matchEditedEnums(objects));
  return found;
}

/** Foreign keys of changed sections whose targets are missing under Depends On. */
export function missingDependencies(match: ContractMatch): readonly MissingDependency[] {
  return tablesToMatch(match).flatMap((key) => {
    const one = tableMatch(match, key);
    return one === undefined ? [] : dependenciesOf(one);
  });
}

/** A document that speaks of no table and has no place for one states policy alone: no schema is demanded of it. */
function isPolicyAlone(contract: DatabaseContract): boolean {
  return contract.tables.size === 0 && contract.views.size === 0 && contract.parts.tables === undefined;
}

function tablesToMatch({ touches, edited }: ContractMatch): readonly string[] {
  return [...new Set([...touches.tables.keys(), ...touches.goneTables.keys(), ...edited.tables])];
}

function* matchTable(match: ContractMatch, key: string): Generator<Discrepancy> {
  const expected = match.application.schema.tables.get(key);
  const isPromised = match.head.tables.has(key);
  if (expected === undefined) {
    if (isPromised) yield* staleTable(match, key);
    return;
  }
  const one = tableMatch(match, key);
  if (one === undefined) {
    if (!match.head.views.has(key)) yield* missingTable(match, key, expected);
    return;
  }
  yield* matchColumns(one);
  yield* matchConstraints(one);
  yield* matchIndexes(one);
}

function tableMatch(match: ContractMatch, key: string): TableMatch | undefined {
  const { application, base, head, baseSchema, touches } = match;
  const expected = application.schema.tables.get(key);
  const section = head.tables.get(key);
  if (expected === undefined || section === undefined) return undefined;
  const touch = touches.tables.get(key);
  const baseKey = touch === undefined ? key : touch.baseKey;
  const earlier = baseKey === undefined ? undefined : base?.tables.get(baseKey);
  return {
    key,
    expected,
    before: baseKey === undefined ? undefined : baseSchema.tables.get(baseKey),
    touch,
    promise: promiseOf(head, section),
    earlier: earlier === undefined || base === undefined ? undefined : promiseOf(base, earlier),
    columnNames: application.renames.columns.get(key) ?? new Map(),
    lostConstraint: touches.lostConstraints.has(key),
    partNames: application.renames.parts.get(key) ?? new Map(),
    historyKnown: baseSchema.complete,
  };
}

function* staleTable({ head, base, touches, baseSchema }: ContractMatch, key: string): Generator<Discrepancy> {
  const section = head.tables.get(key);
  if (section === undefined) return;
  const isFirst = base === undefined || base.tables.size === 0;
  const said: Said = base?.tables.has(key) === true ? "unchanged" : isFirst ? "silent" : "changed";
  const cause = causeOf(touches.goneTables.get(key), said, baseSchema.complete && !isFirst);
  if (cause !== undefined) yield discrepancy(cause, "stale", "table", key, section.headingAt);
}

function* missingTable(match: ContractMatch, key: string, expected: Table): Generator<Discrepancy> {
  const touch = match.touches.tables.get(key);
  const at = placeForTable(match.head);
  if (expected.persistence === "temporary" || expected.partitionOf !== undefined) return;
  const was = match.base?.tables.has(touch?.baseKey ?? key) === true;
  if (expected.assumed || (touch !== undefined && touch.created === undefined && !was)) {
    yield* missingParts(match, key, expected, at);
    return;
  }
  const cause = causeOf(touch?.operation, was ? "changed" : "unchanged", false);
  if (cause !== undefined) yield discrepancy(touch?.created ?? cause, "missing", "table", key, at);
}

/** Of a table that neither contract has, only what the operations change is asked for. */
function* missingParts({ touches }: ContractMatch, key: string, expected: Table, at: Location): Generator<Discrepancy> {
  const touch = touches.tables.get(key);
  if (touch === undefined) return;
  for (const column of expected.columns) {
    const operation = touch.columns.get(column.name)?.operation;
    if (operation === undefined) continue;
    yield discrepancy(operation, "missing", "column", key, at, { name: column.name, actual: definitionOf(column) });
  }
  for (const constraint of expected.constraints) {
    const operation = touch.parts.get(constraint.name);
    if (operation === undefined || constraint.kind === "not-null") continue;
    const object = constraint.kind === "foreign-key" ? "foreign-key" : "constraint";
    const more = { name: constraint.name, actual: constraintText(constraint) };
    yield discrepancy(operation, "missing", object, key, at, more);
  }
  for (const index of expected.indexes) {
    const operation = touch.parts.get(index.name);
    if (operation === undefined) continue;
    yield discrepancy(operation, "missing", "index", key, at, { name: index.name, actual: indexText(index) });
  }
}

function placeForTable(contract: DatabaseContract): Location {
  return contract.parts.tables ?? startOf(contract);
}

/** The first character of a contract, for what has no better place. */
function startOf({ path, header }: DatabaseContract): Location {
  const start = { line: 1, column: 1, offset: 0 };
  return header.version?.at ?? { path, start, end: start };
}

function objectMatch(match: ContractMatch): ObjectMatch {
  const { head, base, application, baseSchema, touches, edited, sql } = match;
  const tables = placeForTable(head);
  return {
    head,
    base,
    expected: application.schema,
    historyKnown: baseSchema.complete,
    touches,
    edited,
    sql,
    isFirst: base === undefined || (base.tables.size === 0 && base.views.size === 0 && base.routines.size === 0),
    place: { views: head.parts.views ?? tables, routines: head.parts.routines ?? tables, types: tables },
  };
}

function dependenciesOf(match: TableMatch): readonly MissingDependency[] {
  const { promise, expected, earlier, key } = match;
  const listed = new Set(promise.section.dependsOn?.map(({ table }) => keyOf(table)));
  const before = new Set(earlier?.section.dependsOn?.map(({ table }) => keyOf(table)));
  const missing = new Map<string, MissingDependency>();
  for (const constraint of expected.constraints) {
    if (constraint.kind !== "foreign-key") continue;
    const target = keyOf(constraint.references.table);
    const operation = partTouch(match, constraint.name);
    if (target === key || listed.has(target) || missing.has(target)) continue;
    if (operation === undefined && !before.has(target)) continue;
    const at = promise.section.dependsOn?.at(-1)?.at ?? promise.section.headingAt;
    missing.set(target, { table: key, target, foreignKey: constraint.name, at, operation });
  }
  return [...missing.values()];
}
