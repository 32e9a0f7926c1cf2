import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { ConstraintOperation, OperationOf } from "../../model/operation.ts";
import type { Schema } from "../../model/schema.ts";
import type { LockFormName } from "./lock-forms.ts";
import { isProvedNotNull } from "./not-null-proof.ts";
import { type LocksByKind, referencingTables, take, takeAll } from "./taken.ts";

/** The locks of operations on constraints. */
export const constraintLocks: LocksByKind<ConstraintOperation["kind"]> = {
  "add-constraint": (operation, { before }) => {
    const { table, constraint } = operation;
    const form = addedConstraintForm(operation, before);
    const target = constraint.kind === "foreign-key" ? constraint.references.table : table;
    return [...takeAll(form, table, before), ...(keyOf(target) === keyOf(table) ? [] : [take(form, target)])];
  },
  "drop-constraint": ({ table, constraint, cascade }, { before }) => {
    const dropped = constraintOf(table, constraint, before);
    const target = dropped?.kind === "foreign-key" ? [keyOf(dropped.references.table)] : [];
    const dependents = cascade && (dropped?.kind === "primary-key" || dropped?.kind === "unique");
    const others = [...target, ...(dependents ? referencingTables(table, before) : [])];
    return [
      ...takeAll("drop constraint", table, before),
      ...others.filter((other) => other !== keyOf(table)).map((other) => take("drop constraint", other)),
    ];
  },
  // ALTER INDEX … RENAME renames the constraint behind it and locks the index alone.
  "rename-constraint": ({ table, statement }, { before }) =>
    /^\s*alter\s+index\b/i.test(statement.text) ? [] : takeAll("rename constraint", table, before),
  "validate-constraint": ({ table, constraint }, { before }) => {
    const validated = constraintOf(table, constraint, before);
    if (validated !== undefined && (!("validated" in validated) || validated.validated))
      return [take("validate constraint, valid", table)];
    const target = validated?.kind === "foreign-key" ? [validated.references.table] : [];
    return [
      ...takeAll("validate constraint", table, before),
      ...target
        .filter((name) => keyOf(name) !== keyOf(table))
        .map((name) => take("validate foreign key, referenced", name)),
    ];
  },
  "alter-constraint": ({ table }, { before }) => takeAll("alter constraint", table, before),
};

function constraintOf(table: QualifiedName, name: string, { tables }: Schema) {
  return tables.get(keyOf(table))?.constraints.find((constraint) => constraint.name === name);
}

function addedConstraintForm(
  { table, constraint, usingIndex }: OperationOf<"add-constraint">,
  before: Schema,
): LockFormName {
  switch (constraint.kind) {
    case "check":
      return constraint.validated && constraint.enforced ? "add check" : "add check, not valid";
    case "not-null":
      if (!constraint.validated) return "add not null, not valid";
      return isProvedNotNull(before.tables.get(keyOf(table)), constraint.column)
        ? "set not null, proved"
        : "add not null";
    case "foreign-key":
      return constraint.validated && constraint.enforced ? "add foreign key" : "add foreign key, not valid";
    case "unique":
      return usingIndex === undefined ? "add unique" : "use index";
    case "primary-key":
      if (usingIndex === undefined) return "add primary key";
      return hasNullable(table, usingIndex, before) ? "use index, over nullable columns" : "use index";
    case "exclude":
      return "add exclusion";
  }
}

/** Whether the columns of a primary key by this index must be searched for nulls. Of an unknown index nothing is claimed. */
function hasNullable(table: QualifiedName, usingIndex: string, { tables }: Schema): boolean {
  const known = tables.get(keyOf(table));
  const index = known?.indexes.find(({ name }) => name === usingIndex);
  return index?.elements.some(({ column }) => column !== undefined && !isProvedNotNull(known, column)) === true;
}
