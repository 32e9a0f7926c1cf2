import type { Rerun, Step } from "../model/comparison.ts";
import { keyOf, type QualifiedName } from "../model/name.ts";
import type { Operation, OperationOf } from "../model/operation.ts";
import type { Column, Schema, Table } from "../model/schema.ts";
import { code } from "../text/markdown.ts";

/**
 * What a second run of a migration surely does otherwise than its first: `first` are its steps, `second` those of the same operations onto
 * what the first left. What either run does under a condition is left out, and so is every first failure's aftermath on the same object.
 */
export function rerunOf(first: readonly Step[], second: readonly Step[]): readonly Rerun[] {
  // A block that goes by the catalog may take another way.
  if (first.length !== second.length) return [];
  const found: Rerun[] = [];
  const told = new Set<string>();
  for (const [at, step] of first.entries()) {
    const again = second[at];
    if (again === undefined || again.operation.kind !== step.operation.kind) return found;
    if (step.operation.statement.conditional || step.effect === "unknown-target") continue;
    const fails = failure(step, again);
    const because = fails ?? change(step, again);
    if (because === undefined || told.has(because)) continue;
    told.add(because);
    found.push({ operation: step.operation, outcome: fails === undefined ? "changes" : "fails", because });
  }
  return found;
}

/** Why the server refuses it the second time. */
function failure(step: Step, { operation, before }: Step): string | undefined {
  const { guard } = operation;
  if (guard === "exception-handler" || guard === "catalog-check") return undefined;
  if (guard !== "if-exists") {
    const gone = goneTable(step, before) ?? goneColumn(step, before);
    if (gone !== undefined)
      return `${code(gone)} is no longer there: a later statement of the same migration takes it away`;
  }
  if (guard !== undefined) return undefined;
  return standing(operation, before) ?? goneName(step.operation, step.before, before);
}

/** It finds done what it does. */
function standing(operation: Operation, { tables, types }: Schema): string | undefined {
  switch (operation.kind) {
    case "attach-partition":
      return tables.get(keyOf(operation.partition))?.partitionOf === undefined
        ? undefined
        : `${code(keyOf(operation.partition))} is a partition already`;
    case "detach-partition": {
      const partition = tables.get(keyOf(operation.partition));
      if (partition === undefined || partition.partitionOf !== undefined) return undefined;
      return `${code(keyOf(operation.partition))} is no partition any more`;
    }
    case "set-inheritance": {
      const child = tables.get(keyOf(operation.table));
      const inherits = child?.inherits.some((parent) => keyOf(parent) === keyOf(operation.parent));
      if (child === undefined || inherits !== operation.inherit) return undefined;
      return `${code(keyOf(operation.table))} ${operation.inherit ? "inherits from" : "no longer inherits from"} ${code(keyOf(operation.parent))} already`;
    }
    case "add-identity":
      return columnOf(tables, operation)?.identity === undefined
        ? undefined
        : `${code(`${keyOf(operation.table)}.${operation.column}`)} is an identity column already`;
    case "drop-identity":
    case "drop-expression": {
      const column = columnOf(tables, operation);
      const has = operation.kind === "drop-identity" ? column?.identity : column?.generated;
      if (column === undefined || has !== undefined) return undefined;
      const what = operation.kind === "drop-identity" ? "an identity" : "a generated";
      return `${code(`${keyOf(operation.table)}.${operation.column}`)} is no longer ${what} column`;
    }
    case "add-attribute": {
      const type = types.get(keyOf(operation.type));
      const exists = type?.kind === "composite" && type.attributes.some(({ name }) => name === operation.attribute);
      return exists
        ? `${code(keyOf(operation.type))} has the attribute ${code(operation.attribute)} already`
        : undefined;
    }
    case "add-domain-constraint": {
      const type = types.get(keyOf(operation.type));
      const { name } = operation.constraint;
      const exists = type?.kind === "domain" && name !== "" && type.checks.some((check) => check.name === name);
      return exists ? `${code(keyOf(operation.type))} has the constraint ${code(name)} already` : undefined;
    }
    default:
      return undefined;
  }
}

/** What it renames, moves or takes from something was there in the first run and is not in the second. */
function goneName(operation: Operation, was: Schema, is: Schema): string | undefined {
  const part = partNamed(operation);
  if (part === undefined || !part.exists(was) || part.exists(is)) return undefined;
  return `${code(part.name)} is no longer there under that name`;
}

type Part = { readonly name: string; readonly exists: (schema: Schema) => boolean };

function partNamed(operation: Operation): Part | undefined {
  switch (operation.kind) {
    case "rename-schema":
      return { name: operation.schema, exists: ({ namespaces }) => namespaces.has(operation.schema) };
    case "move-to-schema": {
      const key = keyOf(operation.name);
      const exists = ({ tables, views, sequences, types }: Schema) =>
        [tables, views, sequences, types].some((objects) => objects.has(key));
      return { name: key, exists };
    }
    case "rename-enum-value":
      return {
        name: operation.value,
        exists: ({ types }) => {
          const type = types.get(keyOf(operation.type));
          return type?.kind === "enum" && type.values.includes(operation.value);
        },
      };
    case "rename-attribute":
    case "drop-attribute":
      return {
        name: `${keyOf(operation.type)}.${operation.attribute}`,
        exists: ({ types }) => {
          const type = types.get(keyOf(operation.type));
          return type?.kind === "composite" && type.attributes.some(({ name }) => name === operation.attribute);
        },
      };
    case "rename-domain-constraint":
    case "drop-domain-constraint":
      return {
        name: operation.constraint,
        exists: ({ types }) => {
          const type = types.get(keyOf(operation.type));
          return type?.kind === "domain" && type.checks.some(({ name }) => name === operation.constraint);
        },
      };
    case "rename-trigger":
      return tablePart(operation, operation.trigger, ({ triggers }) => triggers);
    case "rename-policy":
      return tablePart(operation, operation.policy, ({ policies }) => policies);
    case "rename-view-column":
      return {
        name: `${keyOf(operation.view)}.${operation.column}`,
        exists: ({ views }) =>
          views.get(keyOf(operation.view))?.columns.some(({ name }) => name === operation.column) === true,
      };
    case "rename-routine": {
      const opening = `${keyOf(operation.routine)}(`;
      return {
        name: keyOf(operation.routine),
        exists: ({ routines }) => [...routines.keys()].some((signature) => signature.startsWith(opening)),
      };
    }
    default:
      return undefined;
  }
}

function tablePart(
  { table }: { readonly table: QualifiedName },
  part: string,
  parts: (table: Table) => readonly { readonly name: string }[],
): Part {
  const exists = ({ tables }: Schema): boolean => {
    const owner = tables.get(keyOf(table));
    return owner !== undefined && parts(owner).some(({ name }) => name === part);
  };
  return { name: part, exists };
}

/** The table that it works on, taken away or renamed further down. Dropping and renaming it twice is for the rules on guards. */
function goneTable({ operation, before }: Step, again: Schema): string | undefined {
  // Its own guard hides that of the table, which only the statement still tells.
  if (/\balter\s+table\s+if\s+exists\b/i.test(operation.statement.text)) return undefined;
  if (!("table" in operation) || operation.kind === "create-table" || /^(?:drop|rename)-/.test(operation.kind))
    return undefined;
  const key = keyOf(operation.table);
  const was = before.tables.has(key) || before.views.has(key);
  return was && !again.tables.has(key) && !again.views.has(key) ? key : undefined;
}

/** A column that it reads or writes, taken away or renamed further down. */
function goneColumn({ operation, before }: Step, again: Schema): string | undefined {
  const query = "query" in operation ? operation.query : undefined;
  if (query === undefined || operation.kind === "call-routine") return undefined;
  for (const { column, candidates } of query.columns) {
    const [table] = candidates;
    if (table === undefined || candidates.length !== 1 || column === "*") continue;
    const key = keyOf(table);
    const now = again.tables.get(key);
    if (now === undefined || now.assumed || !has(before.tables.get(key), column) || has(now, column)) continue;
    return `${key}.${column}`;
  }
  return undefined;
}

function has(table: Table | undefined, column: string): boolean {
  return table?.columns.some(({ name }) => name === column) === true;
}

function columnOf(
  tables: Schema["tables"],
  { table, column }: { readonly table: QualifiedName; readonly column: string },
): Column | undefined {
  return tables.get(keyOf(table))?.columns.find(({ name }) => name === column);
}

/** What passes the second time, and makes something anew. */
function change({ operation }: Step, again: Step): string | undefined {
  const isGuarded = operation.guard !== undefined && operation.guard !== "if-exists";
  if (operation.kind === "create-index" && operation.index.name === "" && isGuarded && again.effect === "applied")
    return `the index on ${code(keyOf(operation.table))} has no name, so the guard never finds it and one more is made`;
  if (
    operation.kind === "add-constraint" &&
    operation.constraint.name === "" &&
    isGuarded &&
    again.effect === "applied"
  ) {
    const { kind } = operation.constraint;
    if (kind !== "check" && kind !== "foreign-key" && kind !== "unique" && kind !== "exclude") return undefined;
    return operation.guard === "catalog-check"
      ? undefined
      : `the constraint on ${code(keyOf(operation.table))} has no name, so nothing conflicts and one more is made`;
  }
  if (operation.kind === "insert" && isRepeatable(operation) && !mayConflict(operation, again.before))
    return `no key of ${code(keyOf(operation.table))} is among the columns that it fills, so nothing conflicts and the rows are inserted again`;
  return undefined;
}

/** It relies on a conflict with what the first run inserted. */
function isRepeatable({ onConflict, notExists, guard }: OperationOf<"insert">): boolean {
  return !notExists && (onConflict === "nothing" || (onConflict === undefined && guard === "exception-handler"));
}

/** Whether a row of the first run can stand in the way of the same row, as far as that is known. */
function mayConflict({ table: name, columns }: OperationOf<"insert">, { tables }: Schema): boolean {
  const table = tables.get(keyOf(name));
  if (table === undefined || table.assumed || columns.length === 0 || table.persistence === "temporary") return true;
  const isSame = (column: string): boolean =>
    columns.includes(column) || isConstant(table.columns.find((each) => each.name === column));
  for (const constraint of table.constraints) {
    if (constraint.kind === "exclude") return true;
    if ((constraint.kind === "primary-key" || constraint.kind === "unique") && constraint.columns.every(isSame))
      return true;
  }
  return table.indexes.some(
    ({ unique, elements }) => unique && elements.every(({ column }) => column === undefined || isSame(column)),
  );
}

/** A column that is left out is the same each time where its default is; NULL conflicts with nothing. */
function isConstant(column: Column | undefined): boolean {
  if (column === undefined) return true;
  if (column.identity !== undefined || column.type?.serial === true) return false;
  return (
    column.generated !== undefined ||
    (column.default !== undefined && !/[(]|^CURRENT_|^LOCALTIME/i.test(column.default.meaning))
  );
}
