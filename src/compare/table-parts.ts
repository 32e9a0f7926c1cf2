import type { Expression } from "../model/expression.ts";
import { type QualifiedName, sameName } from "../model/name.ts";
import type { Column, Constraint, Index, Table, Trigger } from "../model/schema.ts";
import { columnsIn, mentions, renameColumnIn, tokensOf } from "./sql-tokens.ts";

/** A table of which nothing is known but its name. */
export function assumedTable(name: QualifiedName): Table {
  return {
    name,
    columns: [],
    constraints: [],
    indexes: [],
    triggers: [],
    policies: [],
    rowSecurity: "off",
    persistence: "permanent",
    inherits: [],
    partitionBy: undefined,
    partitionOf: undefined,
    comment: undefined,
    assumed: true,
  };
}

/** A column of which nothing is known but its name. */
export function assumedColumn(name: string): Column {
  return {
    name,
    type: undefined,
    nullable: true,
    default: undefined,
    generated: undefined,
    identity: undefined,
    collation: undefined,
    comment: undefined,
  };
}

export function columnOf(table: Table, name: string): Column | undefined {
  return table.columns.find((column) => column.name === name);
}

/** The table with one column changed; as it was where it has no such column. */
export function withColumn(table: Table, name: string, change: Partial<Column>): Table {
  if (columnOf(table, name) === undefined) return table;
  return { ...table, columns: table.columns.map((each) => (each.name === name ? { ...each, ...change } : each)) };
}

/** Items with the one of this name replaced in its place, or put last. */
export function withPart<T extends { readonly name: string }>(parts: readonly T[], part: T): readonly T[] {
  const at = parts.findIndex((each) => each.name === part.name);
  return at === -1 ? [...parts, part] : parts.with(at, part);
}

export function withoutPart<T extends { readonly name: string }>(parts: readonly T[], name: string): readonly T[] {
  return parts.filter((part) => part.name !== name);
}

/** The columns that a constraint stands on, those of its expression included. */
export function constraintColumns(constraint: Constraint, table: Table): readonly string[] {
  const names = table.columns.map((column) => column.name);
  switch (constraint.kind) {
    case "primary-key":
    case "unique":
      return [...constraint.columns, ...constraint.include];
    case "foreign-key":
      return constraint.columns;
    case "check":
      return columnsIn(constraint.expression, names, table.name.name);
    case "exclude":
      return exclusionExpressions(constraint).flatMap((each) => columnsIn(each, names, table.name.name));
    case "not-null":
      return [constraint.column];
  }
}

/** The elements of an exclusion constraint without their operators, and its predicate. */
function exclusionExpressions(constraint: Constraint & { readonly kind: "exclude" }): readonly Expression[] {
  const elements = constraint.elements.map((element) => {
    const text = exclusionElement(element).expression;
    return { text, meaning: text };
  });
  return constraint.where === undefined ? elements : [...elements, constraint.where];
}

/** `room WITH =` in its two parts. */
export function exclusionElement(element: string): { readonly expression: string; readonly operator: string } {
  const at = element.toUpperCase().lastIndexOf(" WITH ");
  return at === -1
    ? { expression: element, operator: "" }
    : { expression: element.slice(0, at), operator: element.slice(at) };
}

/** Whether an index stands on a column, in an element, an included column or its predicate. */
export function indexUses(index: Index, column: string, table: string): boolean {
  if (index.include.includes(column) || mentions(index.where, column, table)) return true;
  return index.elements.some((element) => element.column === column || mentions(element.expression, column, table));
}

/** Whether a trigger fires on a column, or looks at it. */
export function triggerUses(trigger: Trigger, column: string): boolean {
  if (trigger.events.some((event) => updatedColumns(event).includes(column))) return true;
  return ["new", "old"].some((row) => mentions(trigger.when, column, row));
}

/** The columns of `update of a, b`; none for other events. */
function updatedColumns(event: string): readonly string[] {
  if (!event.startsWith("update of ")) return [];
  return tokensOf(event.slice("update of ".length))
    .filter((token) => token.kind === "name")
    .map((token) => token.value);
}

/** The table after one of its own columns got another name, which everything in it follows. */
export function renameColumnInTable(table: Table, from: string, to: string): Table {
  const one = (name: string) => (name === from ? to : name);
  const all = (names: readonly string[]) => names.map(one);
  const within = (expression: Expression) => renameColumnIn(expression, from, to, table.name.name);
  const maybe = (expression: Expression | undefined) => expression && within(expression);
  return {
    ...table,
    columns: table.columns.map((column) => ({
      ...column,
      name: one(column.name),
      generated: column.generated && { ...column.generated, expression: within(column.generated.expression) },
    })),
    constraints: table.constraints.map((each) => renameInConstraint(each, table, from, to)),
    indexes: table.indexes.map((index) => ({
      ...index,
      elements: index.elements.map((element) => ({
        ...element,
        column: element.column && one(element.column),
        expression: maybe(element.expression),
      })),
      include: all(index.include),
      where: maybe(index.where),
    })),
    triggers: table.triggers.map((trigger) => renameInTrigger(trigger, from, to)),
    policies: table.policies.map((policy) => ({ ...policy, using: maybe(policy.using), check: maybe(policy.check) })),
    partitionBy: table.partitionBy && {
      ...table.partitionBy,
      keys: table.partitionBy.keys.map((key) => (key === from ? to : within({ text: key, meaning: key }).meaning)),
    },
  };
}

function renameInConstraint(constraint: Constraint, table: Table, from: string, to: string): Constraint {
  const one = (name: string) => (name === from ? to : name);
  const within = (expression: Expression) => renameColumnIn(expression, from, to, table.name.name);
  switch (constraint.kind) {
    case "primary-key":
    case "unique":
      return { ...constraint, columns: constraint.columns.map(one), include: constraint.include.map(one) };
    case "foreign-key": {
      const self = sameName(constraint.references.table, table.name);
      const references = self
        ? { ...constraint.references, columns: constraint.references.columns.map(one) }
        : constraint.references;
      const onDeleteColumns = constraint.onDeleteColumns.map(one);
      return { ...constraint, columns: constraint.columns.map(one), onDeleteColumns, references };
    }
    case "check":
      return { ...constraint, expression: within(constraint.expression) };
    case "not-null":
      return { ...constraint, column: one(constraint.column) };
    case "exclude": {
      const elements = constraint.elements.map((element) => {
        const { expression, operator } = exclusionElement(element);
        return within({ text: expression, meaning: expression }).meaning + operator;
      });
      return { ...constraint, elements, where: constraint.where && within(constraint.where) };
    }
  }
}

function renameInTrigger(trigger: Trigger, from: string, to: string): Trigger {
  const events = trigger.events.map((event) => {
    const columns = updatedColumns(event);
    return columns.includes(from)
      ? `update of ${columns.map((column) => (column === from ? to : column)).join(", ")}`
      : event;
  });
  const rows = ["new", "old"];
  const when = trigger.when && rows.reduce((each, row) => renameColumnIn(each, from, to, row), trigger.when);
  return { ...trigger, events, when };
}
