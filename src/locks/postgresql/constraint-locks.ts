import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { ConstraintOperation, OperationOf } from "../../model/operation.ts";
import type { Constraint, ForeignKey, Schema } from "../../model/schema.ts";
import type { LockFormName } from "./lock-forms.ts";
import { isProvedNotNull } from "./not-null-proof.ts";
import {
  type LocksByKind,
  partitionsOf,
  referencedTables,
  referencingTables,
  type Scene,
  type Taken,
  take,
  takeAll,
} from "./taken.ts";

/** The locks of operations on constraints. */
export const constraintLocks: LocksByKind<ConstraintOperation["kind"]> = {
  "add-constraint": (operation, scene) => {
    const { table, constraint } = operation;
    const { before } = scene;
    if (constraint.kind === "foreign-key") return foreignKeyLocks(operation, constraint, scene);
    const isKey = constraint.kind === "unique" || constraint.kind === "primary-key";
    if (isKey && isOnly(operation) && isPartitioned(table, before)) return [take("add key, on the parent only", table)];
    const form = addedConstraintForm(operation, scene);
    const isNullable = isKey && constraint.kind === "primary-key" && !areProved(table, constraint.columns, scene);
    if (!isKey || isNullable || operation.usingIndex !== undefined) return takeAll(form, table, before);
    return [take(form, table), ...partitionsOf(table, before).map((key) => take("add unique, the partition", key))];
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
  "alter-constraint": ({ table, constraint, enforced }, { before }) => {
    const target = referencedTables(table, before).filter((key) => key === targetOf(table, constraint, before));
    if (enforced === undefined || target.length === 0) return takeAll("alter constraint", table, before);
    return enforced
      ? [...takeAll("enforce foreign key", table, before), ...target.map((key) => take("enforced, referenced", key))]
      : [
          ...takeAll("alter constraint", table, before),
          ...target.map((key) => take("enforced no more, referenced", key)),
        ];
  },
};

/** The referenced table and its partitions are locked as the referencing ones are. */
function foreignKeyLocks(operation: OperationOf<"add-constraint">, key: ForeignKey, scene: Scene): readonly Taken[] {
  const { table } = operation;
  const { before } = scene;
  const target = key.references.table;
  const partitions = partitionsOf(table, before);
  if (
    partitions.length > 0 &&
    partitions.every((one) => before.tables.get(one)?.constraints.some((own) => isSameKey(own, key)))
  ) {
    return [
      ...takeAll("add foreign key, as all partitions have it", table, before),
      take("add foreign key, referenced by partitions", target),
    ];
  }
  const form = addedConstraintForm(operation, scene);
  return [...takeAll(form, table, before), ...(keyOf(target) === keyOf(table) ? [] : takeAll(form, target, before))];
}

/** Whether a constraint of a partition is the valid foreign key that its parent has. */
export function isSameKey(own: Constraint, { columns, references }: ForeignKey): boolean {
  return (
    own.kind === "foreign-key" &&
    own.validated &&
    own.columns.join() === columns.join() &&
    keyOf(own.references.table) === keyOf(references.table) &&
    (references.columns.length === 0 || own.references.columns.join() === references.columns.join())
  );
}

function targetOf(table: QualifiedName, name: string, before: Schema): string | undefined {
  const constraint = constraintOf(table, name, before);
  return constraint?.kind === "foreign-key" ? keyOf(constraint.references.table) : undefined;
}

/** `ALTER TABLE ONLY`, which leaves the partitions alone. */
function isOnly({ statement }: OperationOf<"add-constraint">): boolean {
  return /^\s*alter\s+table\s+(?:if\s+exists\s+)?only\b/i.test(statement.text);
}

function isPartitioned(table: QualifiedName, { tables }: Schema): boolean {
  return tables.get(keyOf(table))?.partitionBy !== undefined;
}

function areProved(table: QualifiedName, columns: readonly string[], { before, version }: Scene): boolean {
  return columns.every((column) => isProvedNotNull(before.tables.get(keyOf(table)), column, { version }));
}

function constraintOf(table: QualifiedName, name: string, { tables }: Schema) {
  return tables.get(keyOf(table))?.constraints.find((constraint) => constraint.name === name);
}

function addedConstraintForm(
  { table, constraint, usingIndex }: OperationOf<"add-constraint">,
  scene: Scene,
): LockFormName {
  switch (constraint.kind) {
    case "check":
      return constraint.validated && constraint.enforced ? "add check" : "add check, not valid";
    case "not-null":
      if (!constraint.validated) return "add not null, not valid";
      return areProved(table, [constraint.column], scene) ? "set not null, proved" : "add not null";
    case "foreign-key":
      return constraint.validated && constraint.enforced ? "add foreign key" : "add foreign key, not valid";
    case "unique":
      return usingIndex === undefined ? "add unique" : "use index";
    case "primary-key":
      if (usingIndex === undefined) return "add primary key";
      return hasNullable(table, usingIndex, scene) ? "use index, over nullable columns" : "use index";
    case "exclude":
      return "add exclusion";
  }
}

/** Whether the columns of a primary key by this index must be searched for nulls. Of an unknown index nothing is claimed. */
function hasNullable(table: QualifiedName, usingIndex: string, scene: Scene): boolean {
  const known = scene.before.tables.get(keyOf(table));
  const index = known?.indexes.find(({ name }) => name === usingIndex);
  return index?.elements.some(({ column }) => column !== undefined && !areProved(table, [column], scene)) === true;
}
