import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { TableOperation } from "../../model/operation.ts";
import type { Index, Schema, Table } from "../../model/schema.ts";
import { isSameKey } from "./constraint-locks.ts";
import { directPartitions, type LocksByKind, referencedTables, type Scene, take, takeAll } from "./taken.ts";

/** The locks of attaching and detaching partitions. */
export const partitionLocks: LocksByKind<Extract<TableOperation["kind"], "attach-partition" | "detach-partition">> = {
  "attach-partition": ({ table, partition, bound }, scene) => {
    const { before } = scene;
    const work = attachWork(table, partition, scene);
    const forms = attachForms[work];
    return [
      take(forms[0], table),
      ...takeAll(forms[1], partition, before),
      ...(/^default$/i.test(bound) ? [] : defaultPartition(table, before)).map((key) =>
        take("attach partition, default partition", key),
      ),
      ...referencedTables(table, before).map((target) =>
        take(
          hasForeignKey(table, partition, target, before)
            ? "add foreign key, referenced by partitions"
            : "attach partition, referenced",
          target,
        ),
      ),
    ];
  },
  "detach-partition": ({ table, partition, concurrently }, { before }) => {
    if (concurrently)
      return [take("detach partition concurrently", table), take("detached concurrently, the partition", partition)];
    const rest = defaultPartition(table, before).filter((key) => key !== keyOf(partition));
    return [
      take("detach partition", table),
      take("detached, the partition", partition),
      ...rest.map((key) => take("detach partition", key)),
      ...referencedTables(table, before).map((key) => take("detached, referenced", key)),
    ];
  },
};

const attachForms = {
  nothing: ["attach partition, proved", "attached, the proved partition"],
  scan: ["attach partition", "attached, the partition"],
  "key lookup": ["attach partition, lacking a foreign key", "attached, the partition without a foreign key"],
  "index build": ["attach partition, lacking an index", "attached, the partition without an index"],
} as const;

/** The key of the default partition of a table, as a list that may be empty. */
export function defaultPartition(table: QualifiedName, schema: Schema): readonly string[] {
  return directPartitions(table, schema).flatMap(({ name, partitionOf }) =>
    /^default$/i.test(partitionOf?.bound ?? "") ? [keyOf(name)] : [],
  );
}

function attachWork(
  table: QualifiedName,
  partition: QualifiedName,
  { before, isNew }: Scene,
): keyof typeof attachForms {
  const parent = before.tables.get(keyOf(table));
  const child = before.tables.get(keyOf(partition));
  if (isNew(keyOf(partition))) return "nothing";
  if (parent !== undefined && child !== undefined && lacksIndex(parent, child)) return "index build";
  if (parent !== undefined && child !== undefined && lacksForeignKey(parent, child)) return "key lookup";
  return mayProveBound(parent, child) ? "nothing" : "scan";
}

/** The server builds on the partition what the parent has and it lacks. */
function lacksIndex(parent: Table, child: Table): boolean {
  const own = new Set(shapes(child));
  return shapes(parent).some((shape) => !own.has(shape));
}

/** The partition has the parent's foreign key to a table already, and they become one. */
function hasForeignKey(table: QualifiedName, partition: QualifiedName, target: string, { tables }: Schema): boolean {
  const own = tables.get(keyOf(partition))?.constraints ?? [];
  return (tables.get(keyOf(table))?.constraints ?? []).some(
    (key) =>
      key.kind === "foreign-key" && keyOf(key.references.table) === target && own.some((one) => isSameKey(one, key)),
  );
}

/** The server gives the partition the parent's foreign keys, and looks up its rows. */
function lacksForeignKey(parent: Table, child: Table): boolean {
  return parent.constraints.some(
    (key) => key.kind === "foreign-key" && !child.constraints.some((own) => isSameKey(own, key)),
  );
}

function shapes({ indexes, constraints }: Table): readonly string[] {
  const shape = ({ method, unique, elements, where }: Index) =>
    `${method}${unique}${elements.map(({ column, expression }) => column ?? expression?.meaning).join()}${where?.meaning}`;
  const keys = constraints.flatMap((constraint) =>
    constraint.kind === "primary-key" || constraint.kind === "unique"
      ? [`btreetrue${constraint.columns.join()}undefined`]
      : [],
  );
  return [...indexes.map(shape), ...keys];
}

/** A valid check on the partition that names every column of the key is taken for the proof: whether it implies the bound is for the server to say. */
function mayProveBound(parent: Table | undefined, child: Table | undefined): boolean {
  const keys = parent?.partitionBy?.keys ?? [];
  const checks = (child?.constraints ?? []).flatMap((one) =>
    one.kind === "check" && one.validated ? [one.expression.meaning] : [],
  );
  const columns = keys.filter((key) => /^\w+$/.test(key));
  return keys.length > 0 && columns.every((key) => checks.some((check) => new RegExp(`\\b${key}\\b`).test(check)));
}
