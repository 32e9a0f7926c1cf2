import type { Expression } from "../model/expression.ts";
import { keyOf, type QualifiedName, sameName } from "../model/name.ts";
import type { Constraint, Routine, Table, Trigger, View } from "../model/schema.ts";
import { childrenOf, tablesReferencing } from "./lookup.ts";
import { calls, drawsFrom, namesType } from "./rename-references.ts";
import { mentions } from "./sql-tokens.ts";
import { constraintColumns, indexUses, triggerUses, withoutPart } from "./table-parts.ts";
import { isType } from "./type-names.ts";
import type { Workspace } from "./workspace.ts";

/** Takes a table away with all that cannot be without it; `cascade` also with what merely depends on it. */
export function dropTable(work: Workspace, table: Table, cascade: boolean): void {
  if (cascade) {
    dropViewsOn(work, table.name);
    for (const referencing of tablesReferencing(work, table.name)) {
      if (!sameName(referencing.name, table.name)) dropForeignKeys(work, referencing, table.name);
    }
    dropTypeDependents(work, table.name);
  }
  // A partition goes with its parent; a table that inherits does so only when asked.
  for (const child of childrenOf(work, table)) dropTable(work, child, cascade);
  dropOwnedSequences(work, table.name, undefined);
  work.update({ tables: work.schema.tables.without(keyOf(table.name)) });
}

export function dropView(work: Workspace, view: View, cascade: boolean): void {
  work.update({ views: work.schema.views.without(keyOf(view.name)) });
  if (cascade) dropViewsOn(work, view.name);
}

/** Views that read a table or view, or one column of it, and the views on those. */
function dropViewsOn(work: Workspace, relation: QualifiedName, column?: string): void {
  for (const view of [...work.schema.views.values()]) {
    if (work.view(view.name) !== undefined && viewReads(work, view, relation, column)) dropView(work, view, true);
  }
}

function viewReads(work: Workspace, view: View, relation: QualifiedName, column: string | undefined): boolean {
  if (!view.query.tables.some((use) => sameName(use.table, relation))) return false;
  if (column === undefined) return true;
  return view.query.columns.some((use) => {
    if (!use.candidates.some((each) => sameName(each, relation))) return false;
    // Of a view that a contract documents, `*` is all that is known of its columns.
    if (use.column === "*") return view.columns.length === 0 || view.columns.some((each) => each.name === column);
    return use.column === column && isOwnColumn(work, use.candidates, relation, column);
  });
}

/** Whether, of all tables that a bare column may belong to, it is this one's. */
function isOwnColumn(
  work: Workspace,
  candidates: readonly QualifiedName[],
  relation: QualifiedName,
  column: string,
): boolean {
  const others = candidates.filter((each) => !sameName(each, relation));
  return !others.some((each) => {
    const owner = work.table(each) ?? work.view(each);
    return owner?.columns.some((own) => own.name === column) === true;
  });
}

/** Sequences that belong to a table, or to one of its columns. */
export function dropOwnedSequences(work: Workspace, table: QualifiedName, column: string | undefined): void {
  for (const [key, { ownedBy }] of work.schema.sequences) {
    if (ownedBy === undefined || !sameName(ownedBy.table, table)) continue;
    if (column === undefined || ownedBy.column === column)
      work.update({ sequences: work.schema.sequences.without(key) });
  }
}

/** Foreign keys of one table to another, or only those to a certain set of its columns. */
function dropForeignKeys(
  work: Workspace,
  table: Table,
  target: QualifiedName,
  columns?: (referenced: readonly string[]) => boolean,
): void {
  const goes = (each: Constraint) =>
    each.kind === "foreign-key" &&
    sameName(each.references.table, target) &&
    (columns === undefined || columns(each.references.columns));
  const now = work.table(table.name);
  if (now?.constraints.some(goes)) {
    work.putTable({ ...now, constraints: now.constraints.filter((each) => !goes(each)) });
  }
}

/** Foreign keys to a key that this table had, from wherever they come; those that another key of the same columns serves stay. */
export function dropForeignKeysOn(work: Workspace, table: Table, columns: readonly string[]): void {
  const same = (referenced: readonly string[]) =>
    referenced.length === columns.length && referenced.every((column) => columns.includes(column));
  const now = work.table(table.name);
  const isKey = (each: Constraint) => (each.kind === "primary-key" || each.kind === "unique") && same(each.columns);
  if (now?.constraints.some(isKey)) return;
  for (const referencing of tablesReferencing(work, table.name)) dropForeignKeys(work, referencing, table.name, same);
}

/** Takes a column away with the parts of its table that stand on it; `cascade` also with what reads it from elsewhere. */
export function dropColumn(work: Workspace, table: Table, column: string, cascade: boolean): void {
  if (!cascade) {
    removeColumn(work, table, column);
    return;
  }
  for (const each of [column, ...generatedFrom(table, column)]) {
    dropColumnDependents(work, work.table(table.name) ?? table, each);
    removeColumn(work, work.table(table.name) ?? table, each);
  }
}

function removeColumn(work: Workspace, table: Table, column: string): void {
  work.putTable({
    ...table,
    columns: withoutPart(table.columns, column),
    constraints: table.constraints.filter((each) => !constraintColumns(each, table).includes(column)),
    indexes: table.indexes.filter((each) => !indexUses(each, column, table.name.name)),
  });
  dropOwnedSequences(work, table.name, column);
}

/** Generated columns that read a column, or one that reads it. */
function generatedFrom(table: Table, column: string): readonly string[] {
  const found = [column];
  for (const source of found) {
    for (const { name, generated } of table.columns) {
      if (!found.includes(name) && mentions(generated?.expression, source, table.name.name)) found.push(name);
    }
  }
  return found.slice(1);
}

function dropColumnDependents(work: Workspace, table: Table, column: string): void {
  dropViewsOn(work, table.name, column);
  for (const referencing of tablesReferencing(work, table.name)) {
    dropForeignKeys(work, referencing, table.name, (referenced) => referenced.includes(column));
  }
  const now = work.table(table.name) ?? table;
  const { name } = now.name;
  work.putTable({
    ...now,
    triggers: now.triggers.filter((each) => !triggerUses(each, column)),
    policies: now.policies.filter((each) => !mentions(each.using, column, name) && !mentions(each.check, column, name)),
  });
}

/** What cannot be without a type: columns of it, expressions and views that cast to it, and routines that take it. */
export function dropTypeDependents(work: Workspace, type: QualifiedName): void {
  for (const view of [...work.schema.views.values()]) {
    const uses = view.columns.some((each) => isType(each.type, type)) || namesType(view.definition, type);
    if (uses && work.view(view.name) !== undefined) dropView(work, view, true);
  }
  work.update({
    tables: work.schema.tables.rewritten((table) =>
      withoutExpressions(table, ({ text, meaning }) => namesType(text, type) || namesType(meaning, type)),
    ),
  });
  for (const table of [...work.schema.tables.values()]) {
    for (const column of table.columns) {
      if (isType(column.type, type)) dropColumn(work, work.table(table.name) ?? table, column.name, true);
    }
  }
  for (const [key, routine] of work.schema.routines) {
    if (takesType(routine, type)) dropRoutine(work, key);
  }
  for (const [key, each] of work.schema.types) {
    if (each.kind === "domain" && isType(each.type, type)) {
      work.update({ types: work.schema.types.without(key) });
      dropTypeDependents(work, each.name);
    } else if (each.kind === "composite" && each.attributes.some((attribute) => isType(attribute.type, type))) {
      work.putType({ ...each, attributes: each.attributes.filter((attribute) => !isType(attribute.type, type)) });
    }
  }
}

function takesType(routine: Routine, type: QualifiedName): boolean {
  if (routine.parameters.some((each) => isType(each.type, type))) return true;
  const returned = routine.returns?.replace(/^SETOF /i, "");
  return returned === keyOf(type) || returned === `${keyOf(type)}[]`;
}

/** Takes a routine away with the triggers that fire it and the expressions that call it. */
export function dropRoutine(work: Workspace, key: string): void {
  const routine = work.schema.routines.get(key);
  if (routine === undefined) return;
  work.update({ routines: work.schema.routines.without(key) });
  const { name } = routine;
  work.update({
    tables: work.schema.tables.rewritten((table) =>
      withoutExpressions(withoutTriggers(table, name), (expression) => calls(expression, name)),
    ),
    views: work.schema.views.rewritten((view) => withoutTriggers(view, name)),
  });
  for (const view of [...work.schema.views.values()]) {
    if (view.query.routines.some((each) => sameName(each, name))) dropView(work, view, true);
  }
}

function withoutTriggers<T extends Table | View>(owner: T, routine: QualifiedName): T {
  const fires = (trigger: Trigger) => sameName(trigger.routine, routine);
  return owner.triggers.some(fires) ? { ...owner, triggers: owner.triggers.filter((each) => !fires(each)) } : owner;
}

/** A table without what an expression that is gone stood for: defaults fall away, all else goes as a whole. */
function withoutExpressions(table: Table, isGone: (expression: Expression) => boolean): Table {
  const uses = (expression: Expression | undefined) => expression !== undefined && isGone(expression);
  const free = <T>(parts: readonly T[], goes: (part: T) => boolean) =>
    parts.some(goes) ? parts.filter((part) => !goes(part)) : parts;
  const policies = free(table.policies, (each) => uses(each.using) || uses(each.check));
  const constraints = free(table.constraints, (each) => each.kind === "check" && uses(each.expression));
  const indexes = free(
    table.indexes,
    (each) => uses(each.where) || each.elements.some((element) => uses(element.expression)),
  );
  const kept = free(table.columns, (each) => uses(each.generated?.expression));
  const columns = kept.some((each) => uses(each.default))
    ? kept.map((each) => (uses(each.default) ? { ...each, default: undefined } : each))
    : kept;
  const same =
    policies === table.policies &&
    constraints === table.constraints &&
    indexes === table.indexes &&
    columns === table.columns;
  return same ? table : { ...table, policies, constraints, indexes, columns };
}

/** Takes a sequence away with the defaults that draw from it. */
export function dropSequence(work: Workspace, sequence: QualifiedName, cascade: boolean): void {
  work.update({ sequences: work.schema.sequences.without(keyOf(sequence)) });
  if (!cascade) return;
  work.update({
    tables: work.schema.tables.rewritten((table) =>
      withoutExpressions(table, (expression) => drawsFrom(expression, sequence)),
    ),
  });
}
