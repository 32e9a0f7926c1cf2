import { keyOf, type QualifiedName, sameName } from "../model/name.ts";
import type { Index, Table, View } from "../model/schema.ts";
import type { Workspace } from "./workspace.ts";

/** Who holds an index: a table, in itself or behind a constraint, or a materialized view. */
export type IndexOwner =
  | { readonly kind: "table"; readonly table: Table; readonly index: Index }
  | { readonly kind: "constraint"; readonly table: Table }
  | { readonly kind: "view"; readonly view: View; readonly index: Index };

const BACKED_BY_INDEX: ReadonlySet<string> = new Set(["primary-key", "unique", "exclude"]);

/** The owner of an index; `thorough` also reads tables of the base that nothing points to. */
export function indexOwner(work: Workspace, name: QualifiedName, thorough: boolean): IndexOwner | undefined {
  for (const table of tablesThatMayHold(work, name, thorough)) {
    const index = table.indexes.find((each) => each.name === name.name);
    if (index !== undefined) return { kind: "table", table, index };
    if (table.constraints.some((each) => each.name === name.name && BACKED_BY_INDEX.has(each.kind)))
      return { kind: "constraint", table };
  }
  for (const view of work.schema.views.values()) {
    if (view.name.schema !== name.schema) continue;
    const index = view.indexes.find((each) => each.name === name.name);
    if (index !== undefined) return { kind: "view", view, index };
  }
  return undefined;
}

/** Whether a table, view, sequence, composite type or index of that schema has this name. */
export function relationExists(work: Workspace, name: QualifiedName, thorough = false): boolean {
  const key = keyOf(name);
  const { tables, views, sequences, types } = work.schema;
  if (tables.has(key) || views.has(key) || sequences.has(key) || types.get(key)?.kind === "composite") return true;
  return indexOwner(work, name, thorough) !== undefined;
}

/** Whether a table of that schema has a constraint of this name. */
export function constraintExists(work: Workspace, name: QualifiedName): boolean {
  for (const table of tablesThatMayHold(work, name, false))
    if (table.constraints.some((each) => each.name === name.name)) return true;
  return false;
}

/** Tables whose rows are also rows of this one: partitions and inheriting tables, one level deep. A table that claims to be its own descendant is none. */
export function childrenOf(work: Workspace, parent: Table): readonly Table[] {
  const keys =
    parent.partitionBy !== undefined && !isInMemory(work)
      ? work.schema.tables.keys()
      : work.names.children(parent.name);
  const children = tablesAt(work, keys).filter((child) => isChildOf(child, parent.name));
  if (children.length === 0) return children;
  const ancestors = ancestorsOf(work, parent);
  return children.filter((child) => !ancestors.has(keyOf(child.name)));
}

/** The table itself and all that it descends from. */
function ancestorsOf(work: Workspace, table: Table): ReadonlySet<string> {
  const seen = new Set([keyOf(table.name)]);
  const rest = [table];
  for (let each = rest.pop(); each !== undefined; each = rest.pop()) {
    const parents = each.partitionOf === undefined ? each.inherits : [...each.inherits, each.partitionOf.parent];
    for (const name of parents) {
      const parent = seen.has(keyOf(name)) ? undefined : work.table(name);
      seen.add(keyOf(name));
      if (parent !== undefined) rest.push(parent);
    }
  }
  return seen;
}

/** The other tables that a child inherits from, besides one. */
export function otherParents(work: Workspace, child: Table, parent: QualifiedName): readonly Table[] {
  return child.inherits.flatMap((name) => (sameName(name, parent) ? [] : (work.table(name) ?? [])));
}

function isChildOf(child: Table, parent: QualifiedName): boolean {
  if (child.partitionOf !== undefined && sameName(child.partitionOf.parent, parent)) return true;
  return child.inherits.some((each) => sameName(each, parent));
}

/** Whether a table is a partition, which shares keys, indexes and triggers with its parent, and not only columns and checks. */
export function isPartitionOf(child: Table, parent: QualifiedName): boolean {
  return child.partitionOf !== undefined && sameName(child.partitionOf.parent, parent);
}

/** Tables with a foreign key to this one. Reads the whole base where nothing else can tell. */
export function tablesReferencing(work: Workspace, target: QualifiedName): readonly Table[] {
  const keys = isInMemory(work) ? work.names.referencing(target) : work.schema.tables.keys();
  return tablesAt(work, keys).filter((table) =>
    table.constraints.some((each) => each.kind === "foreign-key" && sameName(each.references.table, target)),
  );
}

function tablesAt(work: Workspace, keys: Iterable<string>): readonly Table[] {
  const tables: Table[] = [];
  for (const key of keys) {
    const table = work.schema.tables.get(key);
    if (table !== undefined) tables.push(table);
  }
  return tables;
}

function* tablesThatMayHold(work: Workspace, name: QualifiedName, thorough: boolean): Generator<Table> {
  const { tables } = work.schema;
  const seen = new Set<string>();
  for (const key of [...work.names.owners(name), ...tablesInName(name)]) {
    const table = seen.has(key) ? undefined : tables.get(key);
    seen.add(key);
    if (table !== undefined && table.name.schema === name.schema) yield table;
  }
  if (!thorough || isInMemory(work)) return;
  for (const key of tables.keys()) {
    const table = seen.has(key) ? undefined : tables.get(key);
    if (table !== undefined && table.name.schema === name.schema) yield table;
  }
}

/** Tables that a name like `orders_email_idx` or `idx_orders_email` may speak of. */
function* tablesInName(name: QualifiedName): Generator<string> {
  const words = name.name.split("_");
  for (let start = 0; start < Math.min(words.length, 3); start++) {
    for (let end = words.length; end > start; end--)
      yield keyOf({ schema: name.schema, name: words.slice(start, end).join("_") });
  }
}

function isInMemory(work: Workspace): boolean {
  return work.schema.tables.root instanceof Map;
}
