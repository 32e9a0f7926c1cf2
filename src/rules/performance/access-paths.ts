import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { Operation } from "../../model/operation.ts";
import type { Index, IndexElement, Table } from "../../model/schema.ts";
import { changedMigrations } from "../changed-migrations.ts";
import type { RuleContext } from "../define-rule.ts";

/** A way to a table's rows: an index, or the one behind a primary key or a unique constraint. */
export type AccessPath = {
  readonly kind: "index" | "primary-key" | "unique";
  readonly name: string;
  readonly method: string;
  readonly unique: boolean;
  readonly elements: readonly IndexElement[];
  readonly include: readonly string[];
  /** The predicate's meaning; empty where all rows are indexed. */
  readonly where: string;
  readonly nullsNotDistinct: boolean;
};

/** All access paths of a table, those of its keys first. */
export function accessPaths({ constraints, indexes }: Pick<Table, "constraints" | "indexes">): readonly AccessPath[] {
  const keys = constraints.flatMap((one): readonly AccessPath[] => {
    if ((one.kind !== "primary-key" && one.kind !== "unique") || one.withoutOverlaps) return [];
    const { kind, name, include } = one;
    const nullsNotDistinct = one.kind === "unique" && one.nullsNotDistinct;
    const elements = one.columns.map(plainElement);
    return [{ kind, name, include, nullsNotDistinct, elements, method: "btree", unique: true, where: "" }];
  });
  return [...keys, ...indexes.map(pathOfIndex)];
}

function pathOfIndex({ name, method, unique, elements, include, where, nullsNotDistinct }: Index): AccessPath {
  return { kind: "index", name, method, unique, elements, include, where: where?.meaning ?? "", nullsNotDistinct };
}

function plainElement(column: string): IndexElement {
  return { column, expression: undefined, collation: undefined, operatorClass: undefined, order: "asc", nulls: "last" };
}

/** Whether two paths find the same rows in the same order by the same means. */
export function isSamePath(left: AccessPath, right: AccessPath): boolean {
  return (
    left.method === right.method &&
    left.unique === right.unique &&
    left.where === right.where &&
    left.nullsNotDistinct === right.nullsNotDistinct &&
    left.elements.length === right.elements.length &&
    isPrefix(left, right) &&
    [...left.include].sort().join() === [...right.include].sort().join()
  );
}

/** Whether every search that the shorter path serves is served by the longer one too; an index can be read backwards as well. */
export function isPrefix(shorter: AccessPath, longer: AccessPath): boolean {
  if (shorter.elements.length > longer.elements.length) return false;
  const flips = [false, true];
  return flips.some((flipped) =>
    shorter.elements.every((element, index) => spelled(element, flipped) === spelled(longer.elements[index], false)),
  );
}

function spelled(element: IndexElement | undefined, flipped: boolean): string {
  if (element === undefined) return "";
  const { column, expression, collation, operatorClass, order, nulls, prefix } = element;
  const isDescending = (order === "desc") !== flipped;
  const areNullsFirst = (nulls === "first") !== flipped;
  return JSON.stringify([column, expression?.meaning, collation, operatorClass, isDescending, areNullsFirst, prefix]);
}

/** A path's columns, for people: `user_id, placed_at`. */
export function columnsOf({ elements }: AccessPath): readonly string[] {
  return elements.map(({ column, expression }) => column ?? expression?.text ?? "");
}

/** Indexes and constraints by name, each with the operation that made it. */
type MadeParts = ReadonlyMap<string, Operation>;

/** By the table's key at head: the indexes and constraints that the pull request makes, and that the table did not have in the same form before. */
export function madeParts(context: RuleContext): ReadonlyMap<string, MadeParts> {
  const made = new Map<string, Map<string, Operation>>();
  for (const { steps } of changedMigrations(context)) {
    for (const { operation, before, after } of steps) {
      if (operation.kind === "rename-table") {
        const parts = made.get(keyOf(operation.table));
        if (parts !== undefined) made.set(keyOf({ ...operation.table, name: operation.to }), parts);
      }
      if (!("table" in operation) && operation.kind !== "rename-index") continue;
      for (const key of "table" in operation ? [keyOf(operation.table)] : after.tables.keys()) {
        const [old, now] = [before.tables.get(key), after.tables.get(key)];
        if (now === undefined || now === old) continue;
        const known = new Set(old === undefined ? [] : namesIn(old));
        for (const name of namesIn(now).filter((one) => !known.has(one))) {
          const parts = made.get(key) ?? new Map<string, Operation>();
          made.set(key, parts.set(name, operation));
        }
      }
    }
  }
  return made;
}

function namesIn({ constraints, indexes }: Table): readonly string[] {
  return [...constraints, ...indexes].map(({ name }) => name);
}

/** A table of the head schema with its access paths, and which of them are this pull request's doing. */
export type IndexedTable = {
  readonly key: string;
  readonly name: QualifiedName;
  readonly paths: readonly AccessPath[];
  /** The operation that made the path under this name. */
  madeBy(path: AccessPath): Operation | undefined;
  /** How many paths of this form the table had before. */
  copies(path: AccessPath): number;
};

/** Tables that get an index or a key from this pull request; partitions follow their parent. */
export function* indexedTables(context: RuleContext): Iterable<IndexedTable> {
  const { base, head, renames } = context.comparison;
  for (const [key, parts] of madeParts(context)) {
    const table = head.tables.get(key);
    if (table === undefined || table.partitionOf !== undefined || table.persistence === "temporary") continue;
    const before = base.tables.get(renames.tables.get(key) ?? key);
    const old = before === undefined ? [] : accessPaths(before);
    yield {
      key,
      name: table.name,
      paths: accessPaths(table),
      madeBy: (path) => parts.get(path.name),
      copies: (path) => old.filter((one) => isSamePath(one, path)).length,
    };
  }
}
