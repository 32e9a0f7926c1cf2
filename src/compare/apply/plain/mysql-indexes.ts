import { keyOf, type QualifiedName } from "../../../model/name.ts";
import type { Operation } from "../../../model/operation.ts";
import type { Constraint, ForeignKey, Index, Table } from "../../../model/schema.ts";
import { withoutPart, withPart } from "../../table-parts.ts";
import { toleratesExisting, type Workspace } from "../../workspace.ts";
import type { Appliers } from "../applier.ts";
import { addConstraint } from "../constraints.ts";
import { editTable } from "../edit-table.ts";
import { freeName, hasKey, isKey } from "./mysql-names.ts";

/** What MySQL does to indexes, whose names belong to their table. A unique index over whole columns is the unique constraint of that name. */
export const mysqlIndexAppliers: Appliers<
  "create-index" | "drop-index" | "rename-index" | "alter-index-storage" | "drop-constraint"
> = {
  "create-index": (work, operation) =>
    editTable(work, operation, (table) => {
      const { index: written } = operation;
      const index = written.name === "" ? { ...written, name: freeName(table, firstName(written)) } : written;
      if (hasKey(table, index.name) && toleratesExisting(operation)) return "no-effect";
      const columns = wholeColumns(index);
      if (index.unique && columns !== undefined) {
        const key = {
          include: [],
          nullsNotDistinct: false,
          withoutOverlaps: false,
          deferral: "not deferrable" as const,
        };
        addConstraint(work, table.name, { kind: "unique", name: index.name, columns, ...key });
        return "applied";
      }
      work.putTable({ ...table, indexes: withPart(table.indexes, index) });
      work.trace(work.moment.origins.partBorn("parts", keyOf(table.name), index.name));
      return "applied";
    }),

  "drop-index": (work, operation) =>
    ofOwner(work, operation, operation.index, operation.owner, (table) => {
      const { name } = operation.index;
      if (!hasKey(table, name))
        return table.assumed ? "applied" : work.missing(operation, `${keyOf(table.name)}.${name}`);
      const constraints = table.constraints.filter((each) => each.kind !== "unique" || each.name !== name);
      work.putTable({ ...table, constraints, indexes: withoutPart(table.indexes, name) });
      return "applied";
    }),

  "rename-index": (work, operation) =>
    ofOwner(work, operation, operation.index, operation.owner, (table) => {
      const { name: from } = operation.index;
      const { to } = operation;
      if (!hasKey(table, from))
        return table.assumed ? "applied" : work.missing(operation, `${keyOf(table.name)}.${from}`);
      const renamed = <P extends Index | Constraint>(parts: readonly P[]) =>
        parts.map((each) => (each.name === from && isKey(each) ? { ...each, name: to } : each));
      work.putTable({ ...table, constraints: renamed(table.constraints), indexes: renamed(table.indexes) });
      work.trace(work.moment.origins.partRenamed("parts", keyOf(table.name), from, to));
      return "applied";
    }),

  "alter-index-storage": (work, operation) =>
    ofOwner(work, operation, operation.index, operation.owner, () => "applied"),

  "drop-constraint": (work, operation) =>
    editTable(work, operation, (table) => {
      const constraint = table.constraints.find((each) => each.name === operation.constraint);
      if (constraint === undefined)
        return table.assumed ? "applied" : work.missing(operation, `${keyOf(table.name)}.${operation.constraint}`);
      const without = { ...table, constraints: withoutPart(table.constraints, constraint.name) };
      work.putTable(constraint.kind === "foreign-key" ? withIndexLeft(without, constraint) : without);
      return "applied";
    }),
};

function ofOwner(
  work: Workspace,
  operation: Operation,
  index: QualifiedName,
  owner: QualifiedName | undefined,
  edit: Parameters<typeof editTable>[2],
): ReturnType<typeof editTable> {
  if (owner === undefined) return work.missing(operation, keyOf(index));
  return editTable(work, { ...operation, table: owner } as Parameters<typeof editTable>[1], edit);
}

/** The columns of an index over nothing but whole columns. */
function wholeColumns({ elements, method }: Index): readonly string[] | undefined {
  const columns = elements.flatMap(({ column, prefix }) =>
    column === undefined || prefix !== undefined ? [] : [column],
  );
  return method === "btree" && columns.length === elements.length ? columns : undefined;
}

/** A foreign key's own index outlives it, unless another index served. */
function withIndexLeft(table: Table, { name, columns }: ForeignKey): Table {
  const starts = (others: readonly (string | undefined)[]) => columns.every((column, at) => others[at] === column);
  const isServed =
    table.indexes.some(({ elements }) => starts(elements.map(({ column }) => column))) ||
    table.constraints.some((each) => (each.kind === "primary-key" || each.kind === "unique") && starts(each.columns));
  if (isServed) return table;
  const plain = { expression: undefined, collation: undefined, operatorClass: undefined } as const;
  // Made for a foreign key without a name, the index has its first column's.
  const own = name.startsWith(`${table.name.name}_ibfk_`) ? freeName(table, columns[0] ?? name) : name;
  const elements = columns.map((column) => ({ ...plain, column, order: "asc" as const, nulls: "last" as const }));
  const rest = { method: "btree", unique: false, nullsNotDistinct: false, include: [], where: undefined, options: [] };
  return { ...table, indexes: [...table.indexes, { name: own, elements, ...rest }] };
}

function firstName({ elements }: Index): string {
  return elements[0]?.column ?? "functional_index";
}
