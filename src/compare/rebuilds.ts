import type { TableRebuild } from "../model/comparison.ts";
import { keyOf, type QualifiedName, sameName } from "../model/name.ts";
import type { Operation, OperationOf } from "../model/operation.ts";
import type { Constraint, Schema, Table } from "../model/schema.ts";
import { applyOperations } from "./apply-operations.ts";
import { sameDefinition } from "./same-definition.ts";
import { columnOf } from "./table-parts.ts";

/** Scripts with each rebuild of a table told as what it changes in that table, and the rebuilds themselves. */
export type Unfolded = {
  readonly scripts: readonly (readonly Operation[])[];
  readonly rebuilds: readonly TableRebuild[];
};

/**
 * SQLite changes a table by making it anew: a new table, its rows copied, the old one dropped, the new one renamed. Each such sequence becomes the
 * operations that change the table in place, so that nothing downstream takes it for the loss of a table.
 */
export function unfoldRebuilds(base: Schema, scripts: readonly (readonly Operation[])[]): Unfolded {
  if (base.dialect !== "sqlite") return { scripts, rebuilds: [] };
  const rebuilds: TableRebuild[] = [];
  let schema = base;
  const unfolded = scripts.map((script) => {
    const result: Operation[] = [];
    let pending: Operation[] = [];
    const skipped = new Set<Operation>();
    for (const [at, operation] of script.entries()) {
      if (skipped.has(operation)) continue;
      const found = rebuildAt(script, at);
      if (found === undefined) {
        pending.push(operation);
        continue;
      }
      schema = applyOperations(schema, pending).schema;
      result.push(...pending);
      const table = schema.tables.get(keyOf(found.table));
      if (table === undefined) {
        pending = [operation];
        continue;
      }
      const again = restoredIndexes(table, script.slice(at));
      pending = changesOf(table, found, again);
      const operations = [...found.operations, ...again];
      for (const each of operations) skipped.add(each);
      rebuilds.push({ table: found.table, operations, changes: pending });
    }
    schema = applyOperations(schema, pending).schema;
    return [...result, ...pending];
  });
  return { scripts: unfolded, rebuilds };
}

type Found = {
  readonly table: QualifiedName;
  readonly create: OperationOf<"create-table">;
  readonly copy: OperationOf<"insert"> | undefined;
  readonly operations: readonly Operation[];
};

/** The rebuild that begins with this operation: `CREATE new … DROP old, RENAME new TO old`, or `RENAME old TO aside, CREATE old … DROP aside`. */
function rebuildAt(script: readonly Operation[], at: number): Found | undefined {
  const first = script[at];
  const rest = script.slice(at + 1);
  if (first?.kind === "create-table" && first.persistence !== "temporary") {
    const rename = rest.find(
      (each): each is OperationOf<"rename-table"> => each.kind === "rename-table" && sameName(each.table, first.table),
    );
    if (rename === undefined) return undefined;
    const table = { schema: rename.table.schema, name: rename.to };
    const drop = dropOf(rest, table);
    return drop === undefined ? undefined : foundFrom(table, first, rest, [first, drop, rename], first.table, table);
  }
  if (first?.kind !== "rename-table") return undefined;
  const aside = { schema: first.table.schema, name: first.to };
  const create = rest.find(
    (each): each is OperationOf<"create-table"> => each.kind === "create-table" && sameName(each.table, first.table),
  );
  const drop = dropOf(rest, aside);
  if (create === undefined || drop === undefined) return undefined;
  return foundFrom(first.table, create, rest, [first, create, drop], first.table, aside);
}

function dropOf(script: readonly Operation[], table: QualifiedName): Operation | undefined {
  return script.find((each) => each.kind === "drop-table" && sameName(each.table, table));
}

function foundFrom(
  table: QualifiedName,
  create: OperationOf<"create-table">,
  rest: readonly Operation[],
  steps: readonly Operation[],
  into: QualifiedName,
  from: QualifiedName,
): Found {
  const copies = rest.filter(
    (each): each is OperationOf<"insert"> =>
      each.kind === "insert" &&
      sameName(each.table, into) &&
      each.query.tables.some((use) => sameName(use.table, from)),
  );
  const all = new Set<Operation>([...steps, ...copies]);
  const order = [...steps.slice(0, 1), ...rest.filter((each) => all.has(each))];
  return { table, create, copy: copies[0], operations: [...new Set(order)] };
}

/** What the new table has otherwise than the old one. */
function changesOf(table: Table, found: Found, again: readonly IndexMade[]): Operation[] {
  const { create } = found;
  const { at, statement } = create;
  const of = { at, statement, guard: undefined, table: table.name };
  const origins = originsOf(found);
  // An index goes before the columns that it stands on, which would take it along.
  const changes: Operation[] = [...lostIndexes(table, again, of)];
  const kept = new Set<string>();
  for (const column of create.columns) {
    const from = origins.get(column.name) ?? column.name;
    const old = columnOf(table, from) ?? columnOf(table, column.name);
    if (old === undefined) {
      const { name } = column;
      changes.push({ kind: "add-column", ...of, column: name, definition: column, constraints: [] });
      continue;
    }
    kept.add(old.name);
    if (old.name !== column.name) changes.push({ kind: "rename-column", ...of, column: old.name, to: column.name });
    const on = { ...of, column: column.name };
    if (column.type !== undefined && column.type.meaning !== old.type?.meaning)
      changes.push({
        kind: "alter-column-type",
        ...on,
        type: column.type,
        using: undefined,
        collation: column.collation,
      });
    const required = !column.nullable;
    if (required === old.nullable) changes.push({ kind: required ? "set-not-null" : "drop-not-null", ...on });
    if (column.default?.meaning === old.default?.meaning) continue;
    changes.push(
      column.default === undefined
        ? { kind: "drop-default", ...on }
        : { kind: "set-default", ...on, default: column.default },
    );
  }
  for (const { name } of table.columns)
    if (!kept.has(name)) changes.push({ kind: "drop-column", ...of, column: name, cascade: false });
  return [...changes, ...constraintChanges(table, create, of)];
}

/** Which column of the old table each of the new one is copied from. */
function originsOf({ create, copy }: Found): ReadonlyMap<string, string> {
  const origins = new Map<string, string>();
  const listed = copy === undefined || copy.columns.length > 0 ? copy?.columns : create.columns.map(({ name }) => name);
  for (const [index, column] of (listed ?? []).entries()) {
    const source = copy?.sources?.[index];
    if (source !== undefined && source !== "*") origins.set(column, source);
  }
  return origins;
}

type On = Pick<OperationOf<"drop-constraint">, "at" | "statement" | "guard" | "table">;

/** Constraints that only one of the two tables has, whatever they are called. */
function constraintChanges(table: Table, create: OperationOf<"create-table">, of: On): readonly Operation[] {
  const plain = (constraint: Constraint): Constraint => ({ ...constraint, name: "" });
  const same = (left: Constraint, right: Constraint) => sameDefinition(plain(left), plain(right));
  const own = create.constraints.map((each) => complete(each, table));
  const dropped = table.constraints.filter((old) => !own.some((each) => same(old, each)));
  const added = own.filter((each) => !table.constraints.some((old) => same(old, each)));
  return [
    ...dropped.map(({ name }): Operation => ({ kind: "drop-constraint", ...of, constraint: name, cascade: false })),
    ...added.map((constraint): Operation => ({ kind: "add-constraint", ...of, constraint, usingIndex: undefined })),
  ];
}

/** A reference without columns means the key of its target; what it is called here is that of the old one. */
function complete(constraint: Constraint, table: Table): Constraint {
  if (constraint.kind !== "foreign-key" || constraint.references.columns.length > 0) return constraint;
  const old = table.constraints.find(
    (each) =>
      each.kind === "foreign-key" &&
      sameName(each.references.table, constraint.references.table) &&
      each.columns.join("\n") === constraint.columns.join("\n"),
  );
  return old?.kind === "foreign-key" ? { ...constraint, references: old.references } : constraint;
}

type IndexMade = OperationOf<"create-index">;

/** Indexes that the old table had and the script makes for the new one as they were. */
function restoredIndexes(table: Table, later: readonly Operation[]): readonly IndexMade[] {
  return later.filter(
    (each): each is IndexMade =>
      each.kind === "create-index" &&
      sameName(each.table, table.name) &&
      table.indexes.some((index) => index.name === each.index.name && sameDefinition(index, each.index)),
  );
}

/** Indexes go with the old table. */
function lostIndexes(table: Table, again: readonly IndexMade[], of: On): readonly Operation[] {
  const { table: owner, ...rest } = of;
  return table.indexes.flatMap((index): readonly Operation[] => {
    if (again.some((each) => each.index.name === index.name)) return [];
    const name = { schema: owner.schema, name: index.name };
    return [{ kind: "drop-index", ...rest, index: name, owner, concurrently: false, cascade: false }];
  });
}
