import type { Step } from "../../model/comparison.ts";
import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { Operation, OperationKind, OperationOf } from "../../model/operation.ts";
import type { CheckConstraint, UserType } from "../../model/schema.ts";
import { dropTypeDependents } from "../dependents.ts";
import { followType } from "../rename-references.ts";
import { chooseName } from "../server-names.ts";
import { withoutPart, withPart } from "../table-parts.ts";
import { toleratesExisting, type Workspace } from "../workspace.ts";
import type { Appliers } from "./applier.ts";

type TypeKind =
  | Extract<OperationKind, `${string}-domain-${string}` | `${string}-attribute` | `${string}-attribute-${string}`>
  | "create-enum"
  | "create-domain"
  | "create-composite"
  | "create-range"
  | "create-base-type"
  | "add-enum-value"
  | "rename-enum-value"
  | "alter-domain-default"
  | "drop-type"
  | "rename-type";

export const typeAppliers: Appliers<TypeKind> = {
  "create-enum": (work, operation) =>
    makeType(work, operation, { kind: "enum", name: operation.type, values: operation.values }),
  "create-composite": (work, operation) =>
    makeType(work, operation, { kind: "composite", name: operation.type, attributes: operation.attributes }),
  "create-range": (work, operation) =>
    makeType(work, operation, { kind: "range", name: operation.type, subtype: operation.subtype }),
  // `CREATE TYPE t;` is only a shell until the type itself is made.
  "create-base-type": (work, operation) => makeType(work, operation, { kind: "base", name: operation.type }),
  "create-domain": (work, operation) =>
    makeType(work, operation, {
      kind: "domain",
      name: operation.type,
      type: operation.baseType,
      nullable: operation.nullable,
      default: operation.default,
      checks: namedChecks(operation.type, operation.checks),
    }),

  "add-enum-value": (work, operation) =>
    editType(work, operation, "enum", (type) => {
      if (type.values.includes(operation.value)) return undefined;
      const beside = operation.before ?? operation.after;
      const at = beside === undefined ? -1 : type.values.indexOf(beside);
      const place = at === -1 ? type.values.length : operation.before === undefined ? at + 1 : at;
      return { ...type, values: type.values.toSpliced(place, 0, operation.value) };
    }),

  "rename-enum-value": (work, operation) =>
    editType(work, operation, "enum", (type) => {
      const { value, to } = operation;
      if (!type.values.includes(value) || type.values.includes(to)) return undefined;
      work.trace(work.moment.origins.partRenamed("enumValues", keyOf(type.name), value, to));
      return { ...type, values: type.values.map((each) => (each === value ? to : each)) };
    }),

  "alter-domain-default": (work, operation) =>
    editType(work, operation, "domain", (type) => ({ ...type, default: operation.default })),
  "alter-domain-nullability": (work, operation) =>
    editType(work, operation, "domain", (type) => ({ ...type, nullable: operation.nullable })),
  "add-domain-constraint": (work, operation) =>
    editType(work, operation, "domain", (type) => ({
      ...type,
      checks: withPart(type.checks, namedCheck(type.name, type.checks, operation.constraint)),
    })),
  "drop-domain-constraint": (work, operation) =>
    editCheck(work, operation, (type, name) => ({ ...type, checks: withoutPart(type.checks, name) })),
  "rename-domain-constraint": (work, operation) =>
    editCheck(work, operation, (type, name) => ({
      ...type,
      checks: type.checks.map((each) => (each.name === name ? { ...each, name: operation.to } : each)),
    })),
  "validate-domain-constraint": (work, operation) =>
    editCheck(work, operation, (type, name) => ({
      ...type,
      checks: type.checks.map((each) => (each.name === name ? { ...each, validated: true } : each)),
    })),

  "add-attribute": (work, operation) =>
    editType(work, operation, "composite", (type) => ({
      ...type,
      attributes: withPart(type.attributes, { name: operation.attribute, type: operation.dataType }),
    })),
  "drop-attribute": (work, operation) =>
    editType(work, operation, "composite", (type) =>
      type.attributes.some((each) => each.name === operation.attribute)
        ? { ...type, attributes: withoutPart(type.attributes, operation.attribute) }
        : undefined,
    ),
  "alter-attribute-type": (work, operation) =>
    editType(work, operation, "composite", (type) => ({
      ...type,
      attributes: withPart(type.attributes, { name: operation.attribute, type: operation.dataType }),
    })),
  "rename-attribute": (work, operation) =>
    editType(work, operation, "composite", (type) => ({
      ...type,
      attributes: type.attributes.map((each) =>
        each.name === operation.attribute ? { ...each, name: operation.to } : each,
      ),
    })),

  "drop-type": (work, operation) => {
    const key = keyOf(operation.type);
    if (!work.schema.types.has(key)) return work.missing(operation, key);
    work.update({ types: work.schema.types.without(key) });
    if (operation.cascade) dropTypeDependents(work, operation.type);
    return "applied";
  },

  "rename-type": (work, operation) => {
    const type = work.schema.types.get(keyOf(operation.type));
    const to = { schema: operation.type.schema, name: operation.to };
    if (type === undefined) {
      // Columns may be of a type that no contract documents.
      followType(work, operation.type, to);
      return work.missing(operation, keyOf(operation.type));
    }
    if (work.schema.types.has(keyOf(to))) return "no-effect";
    moveType(work, type, to);
    return "applied";
  },
};

/** A type under another name, which columns and parameters follow. */
export function moveType(work: Workspace, type: UserType, to: QualifiedName): void {
  const from = keyOf(type.name);
  work.update({ types: work.schema.types.without(from).set(keyOf(to), { ...type, name: to }) });
  followType(work, type.name, to);
  work.trace(work.moment.origins.renamed("types", from, keyOf(to)));
}

function makeType(work: Workspace, operation: Operation, type: UserType): Step["effect"] {
  const key = keyOf(type.name);
  if (work.schema.types.has(key) && toleratesExisting(operation)) return "no-effect";
  work.putType(type);
  work.trace(work.moment.origins.born("types", key, work.base));
  return "applied";
}

type OfKind<K extends UserType["kind"]> = Extract<UserType, { readonly kind: K }>;

/** Changes a type of one kind; `undefined` from `edit` means that there was nothing to change. */
function editType<K extends UserType["kind"]>(
  work: Workspace,
  operation: Operation & { readonly type: QualifiedName },
  kind: K,
  edit: (type: OfKind<K>) => UserType | undefined,
): Step["effect"] {
  const type = work.schema.types.get(keyOf(operation.type));
  if (type === undefined || !isKind(type, kind)) return work.missing(operation, keyOf(operation.type));
  const edited = edit(type);
  if (edited === undefined) return "no-effect";
  work.putType(edited);
  return "applied";
}

function isKind<K extends UserType["kind"]>(type: UserType, kind: K): type is OfKind<K> {
  return type.kind === kind;
}

type CheckOperation = OperationOf<"drop-domain-constraint" | "rename-domain-constraint" | "validate-domain-constraint">;

function editCheck(
  work: Workspace,
  operation: CheckOperation,
  edit: (type: OfKind<"domain">, name: string) => UserType,
): Step["effect"] {
  return editType(work, operation, "domain", (type) =>
    type.checks.some((each) => each.name === operation.constraint) ? edit(type, operation.constraint) : undefined,
  );
}

function namedChecks(type: QualifiedName, checks: readonly CheckConstraint[]): readonly CheckConstraint[] {
  const named: CheckConstraint[] = [];
  for (const check of checks) named.push(namedCheck(type, named, check));
  return named;
}

function namedCheck(type: QualifiedName, others: readonly CheckConstraint[], check: CheckConstraint): CheckConstraint {
  if (check.name !== "") return check;
  const taken = (name: string) => others.some((each) => each.name === name);
  return { ...check, name: chooseName(taken, type.name, undefined, "check") };
}
