import type { Step } from "../model/comparison.ts";
import { keyOf } from "../model/name.ts";
import type { Operation } from "../model/operation.ts";
import type { Schema, Table } from "../model/schema.ts";
import type { Mentions } from "./mentions.ts";
import { attributeOf, constraintOwner, isNamed, isNamedColumn, nameHeldOnTo, tableNamed } from "./operation-subject.ts";
import { differingKeys } from "./overlay-map.ts";

/** What the operations did to one table, under its name at head. */
export type TableTouch = {
  /** The last one. */
  readonly operation: Operation;
  /** The operation that made the table. */
  readonly created: Operation | undefined;
  /** Its name in the base schema; `undefined` where the pull request made it. */
  readonly baseKey: string | undefined;
  /** By the name at head, or the last name of what is gone. */
  readonly columns: ReadonlyMap<string, ColumnTouch>;
  /** Constraints, indexes, triggers and policies, by name. */
  readonly parts: ReadonlyMap<string, Operation>;
};

export type ColumnTouch = {
  readonly operation: Operation;
  /** `all` for a column that was added, renamed or dropped. */
  readonly attributes: ReadonlySet<string>;
  /** Its name in the base schema; `undefined` where the pull request made it. */
  readonly baseName: string | undefined;
};

/** What one operation is about, and what that was called before the pull request; base names are `undefined` for what the pull request makes. */
export type Subject = {
  readonly table: string | undefined;
  readonly baseTable: string | undefined;
  readonly column: string | undefined;
  readonly baseColumn: string | undefined;
};

export type Touches = {
  readonly tables: ReadonlyMap<string, TableTouch>;
  /** Names that tables had and have no longer. */
  readonly goneTables: ReadonlyMap<string, Operation>;
  readonly views: ReadonlyMap<string, Operation>;
  readonly types: ReadonlyMap<string, Operation>;
  /** By signature. */
  readonly routines: ReadonlyMap<string, Operation>;
  readonly subjects: ReadonlyMap<Operation, Subject>;
  /** Tables that lost a constraint of a name that nobody knows: one of those that the contract states without a name. */
  readonly lostConstraints: ReadonlySet<string>;
};

type MutableColumn = { operation: Operation; attributes: Set<string>; baseName: string | undefined };
type MutableTable = {
  operation: Operation;
  created: Operation | undefined;
  baseKey: string | undefined;
  columns: Map<string, MutableColumn>;
  parts: Map<string, Operation>;
};

/** Follows every object through the steps: which operation last changed what, and what it was called in the base. */
export function followTouches(steps: readonly Step[], base: Schema, mentions: Mentions): Touches {
  const trail = new Trail(base, mentions);
  for (const step of steps) if (step.effect !== "no-effect") trail.follow(step);
  return trail;
}

class Trail implements Touches {
  readonly tables = new Map<string, MutableTable>();
  readonly goneTables = new Map<string, Operation>();
  readonly views = new Map<string, Operation>();
  readonly types = new Map<string, Operation>();
  readonly routines = new Map<string, Operation>();
  readonly subjects = new Map<Operation, Subject>();
  readonly lostConstraints = new Set<string>();
  readonly #base: Schema;
  readonly #mentions: Mentions;

  constructor(base: Schema, mentions: Mentions) {
    this.#base = base;
    this.#mentions = mentions;
  }

  follow(step: Step): void {
    const { operation, before, after } = step;
    this.subjects.set(operation, this.#subjectOf(operation));
    for (const key of this.#differing("views", step)) this.views.set(key, operation);
    for (const key of differingKeys(before.types, after.types)) this.types.set(key, operation);
    for (const key of differingKeys(before.routines, after.routines)) this.routines.set(key, operation);
    const owner = constraintOwner(operation);
    if (owner !== undefined && step.effect === "unknown-target") this.lostConstraints.add(keyOf(owner));
    const keys = this.#differing("tables", step);
    const moves = movesOf(operation, keys, step);
    for (const [from, to] of moves) this.#move(from, to, operation);
    for (const key of keys) this.#changed(key, step, moves);
    this.#named(operation);
  }

  /** Everything that speaks of the old name gets the new one, or goes with what had it, and is read to see whether it does. */
  #differing(kind: "tables" | "views", { operation, before, after }: Step): readonly string[] {
    const changed = differingKeys<object>(before[kind], after[kind]);
    const old = nameHeldOnTo(operation);
    if (old === undefined) return changed;
    const speaking = this.#mentions.of(kind, old).filter((key) => before[kind].get(key) !== after[kind].get(key));
    return [...new Set([...changed, ...speaking])];
  }

  #subjectOf(operation: Operation): Subject {
    const name = tableNamed(operation);
    const table = name === undefined ? undefined : keyOf(name);
    const column = "column" in operation && typeof operation.column === "string" ? operation.column : undefined;
    const touch = table === undefined ? undefined : this.tables.get(table);
    const known = column === undefined ? undefined : touch?.columns.get(column);
    const isMade = operation.kind === "create-table";
    const baseTable = isMade ? undefined : touch === undefined ? table : touch.baseKey;
    const isNew = operation.kind === "add-column" || baseTable === undefined;
    return { table, baseTable, column, baseColumn: isNew ? undefined : known === undefined ? column : known.baseName };
  }

  #move(from: string, to: string, operation: Operation): void {
    const touch = this.tables.get(from) ?? blank(operation, this.#base.tables.has(from) ? from : undefined);
    this.tables.delete(from);
    this.tables.set(to, { ...touch, operation });
    this.goneTables.set(from, operation);
    this.goneTables.delete(to);
  }

  #changed(key: string, { operation, before, after }: Step, moves: ReadonlyMap<string, string>): void {
    const origin = [...moves].find(([, to]) => to === key)?.[0] ?? key;
    const left = before.tables.get(origin);
    const right = after.tables.get(key);
    if (right === undefined) {
      if (!moves.has(key)) {
        this.tables.delete(key);
        this.goneTables.set(key, operation);
      }
      return;
    }
    if (right.assumed && !isNamed(operation, key) && origin === key) return;
    const touch = this.tables.get(key) ?? blank(operation, left !== undefined || right.assumed ? key : undefined);
    if (left === undefined && !right.assumed) touch.created = operation;
    touch.operation = operation;
    this.tables.set(key, touch);
    this.goneTables.delete(key);
    if (touch.created === operation) return;
    touchColumns(touch, left, right, operation);
    touchParts(touch, left, right, operation);
  }

  /** Operations that state an attribute anew touch it, also where that changes nothing that was known. */
  #named(operation: Operation): void {
    const attribute = attributeOf(operation);
    const name = tableNamed(operation);
    if (attribute === undefined || name === undefined || !("column" in operation)) return;
    const touch = this.tables.get(keyOf(name));
    if (touch === undefined) return;
    markColumn(touch, operation.column, operation, [attribute]);
  }
}

function blank(operation: Operation, baseKey: string | undefined): MutableTable {
  return { operation, created: undefined, baseKey, columns: new Map(), parts: new Map() };
}

function markColumn(touch: MutableTable, name: string, operation: Operation, attributes: readonly string[]): void {
  const known = touch.columns.get(name);
  if (known === undefined) {
    touch.columns.set(name, { operation, attributes: new Set(attributes), baseName: touch.created ? undefined : name });
    return;
  }
  known.operation = operation;
  for (const attribute of attributes) known.attributes.add(attribute);
}

function touchColumns(touch: MutableTable, left: Table | undefined, right: Table, operation: Operation): void {
  const old = new Map(left?.columns.map((column) => [column.name, column]));
  if (operation.kind === "rename-column" && old.has(operation.column) && !hasColumn(right, operation.column)) {
    const known = touch.columns.get(operation.column);
    const baseName = known === undefined ? (touch.created ? undefined : operation.column) : known.baseName;
    touch.columns.set(operation.column, { operation, attributes: new Set(["all"]), baseName: undefined });
    touch.columns.set(operation.to, {
      operation,
      attributes: new Set([...(known?.attributes ?? []), "name"]),
      baseName,
    });
    const column = old.get(operation.column);
    if (column !== undefined) old.set(operation.to, { ...column, name: operation.to });
    old.delete(operation.column);
  }
  const isNew = operation.kind === "add-column" || (left !== undefined && !right.assumed);
  for (const column of right.columns) {
    const before = old.get(column.name);
    old.delete(column.name);
    if (before === column) continue;
    if (before === undefined) {
      if (isNew || isNamedColumn(operation, column.name)) {
        const baseName = operation.kind === "add-column" || !right.assumed ? undefined : column.name;
        const attributes = new Set(baseName === undefined ? ["all"] : []);
        touch.columns.set(column.name, { operation, attributes, baseName });
      }
      continue;
    }
    const attributes = attributesThatDiffer(before, column);
    if (attributes.length > 0) markColumn(touch, column.name, operation, attributes);
  }
  for (const name of old.keys()) touch.columns.set(name, { operation, attributes: new Set(["all"]), baseName: name });
  if (operation.kind === "drop-column" && !hasColumn(right, operation.column) && !touch.columns.has(operation.column)) {
    touch.columns.set(operation.column, { operation, attributes: new Set(["all"]), baseName: operation.column });
  }
}

const columnAttributes = ["type", "nullable", "default", "generated", "identity", "collation"] as const;

function attributesThatDiffer(left: Table["columns"][number], right: Table["columns"][number]): readonly string[] {
  return columnAttributes.filter((attribute) => {
    const a = left[attribute];
    const b = right[attribute];
    return a !== b && JSON.stringify(a) !== JSON.stringify(b);
  });
}

function touchParts(touch: MutableTable, left: Table | undefined, right: Table, operation: Operation): void {
  for (const kind of ["constraints", "indexes", "triggers", "policies"] as const) {
    const old = new Map<string, object>(left?.[kind].map((part) => [part.name, part]));
    for (const part of right[kind]) {
      if (old.get(part.name) !== part) touch.parts.set(part.name, operation);
      old.delete(part.name);
    }
    for (const name of old.keys()) touch.parts.set(name, operation);
  }
  if (operation.kind === "drop-constraint") touch.parts.set(operation.constraint, operation);
}

/** Tables that got another name: old key → new key. */
function movesOf(operation: Operation, keys: readonly string[], { before, after }: Step): ReadonlyMap<string, string> {
  const moves = new Map<string, string>();
  if (operation.kind === "rename-table") {
    moves.set(keyOf(operation.table), keyOf({ schema: operation.table.schema, name: operation.to }));
  }
  if (operation.kind === "move-to-schema" && operation.object === "table") {
    moves.set(keyOf(operation.name), keyOf({ schema: schemaName(operation.to), name: operation.name.name }));
  }
  if (operation.kind === "rename-schema") {
    for (const key of keys) {
      const table = before.tables.get(key);
      if (table === undefined || after.tables.has(key)) continue;
      moves.set(key, keyOf({ schema: operation.to, name: table.name.name }));
    }
  }
  for (const [from, to] of moves) if (!before.tables.has(from) || !after.tables.has(to)) moves.delete(from);
  return moves;
}

function schemaName(written: string): string | undefined {
  return written === "public" ? undefined : written;
}

function hasColumn(table: Table, column: string): boolean {
  return table.columns.some(({ name }) => name === column);
}
