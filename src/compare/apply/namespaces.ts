import type { Step } from "../../model/comparison.ts";
import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import { dropRoutine, dropSequence, dropTable, dropTypeDependents, dropView } from "../dependents.ts";
import { extensionTypes } from "../extension-types.ts";
import { followType } from "../rename-references.ts";
import { toleratesExisting, type Workspace } from "../workspace.ts";
import type { Appliers } from "./applier.ts";
import { findRoutine, moveRoutine } from "./routines.ts";
import { moveSequence } from "./sequences.ts";
import { moveTable } from "./tables.ts";
import { moveType } from "./types.ts";
import { moveView } from "./views.ts";

export const namespaceAppliers: Appliers<
  | "create-schema"
  | "drop-schema"
  | "rename-schema"
  | "move-to-schema"
  | "create-extension"
  | "drop-extension"
  | "create-database"
  | "drop-database"
> = {
  "create-schema": (work, { schema: name, ...operation }) => {
    if (isDefault(name)) return "no-effect";
    if (work.schema.namespaces.has(name) && operation.guard !== undefined) return "no-effect";
    work.update({ namespaces: work.schema.namespaces.set(name, { name }) });
    return "applied";
  },

  "drop-schema": (work, operation) => {
    const { schema: name } = operation;
    if (isDefault(name)) return dropAll(work, undefined);
    if (!work.schema.namespaces.has(name) && work.schema.complete) return work.missing(operation, name);
    work.update({ namespaces: work.schema.namespaces.without(name) });
    return dropAll(work, name);
  },

  "rename-schema": (work, operation) => {
    const { schema: from, to } = operation;
    if (!work.schema.namespaces.has(from) && work.schema.complete) return work.missing(operation, from);
    if (work.schema.namespaces.has(to)) return "no-effect";
    work.update({ namespaces: work.schema.namespaces.without(from).set(to, { name: to }) });
    for (const object of objectsIn(work, from)) object.move({ schema: to, name: object.name.name });
    for (const [key, extension] of work.schema.extensions) {
      if (extension.schema === from) moveExtension(work, key, to);
    }
    return "applied";
  },

  "move-to-schema": (work, operation) => move(work, operation),

  "create-extension": (work, operation) => {
    const { extension: name } = operation;
    if (work.schema.extensions.has(name) && toleratesExisting(operation)) return "no-effect";
    const { schema } = operation;
    work.update({
      extensions: work.schema.extensions.set(name, { name, schema: isDefault(schema) ? undefined : schema }),
    });
    return "applied";
  },

  "drop-extension": (work, operation) => {
    const extension = work.schema.extensions.get(operation.extension);
    if (extension === undefined) return work.missing(operation, operation.extension);
    work.update({ extensions: work.schema.extensions.without(operation.extension) });
    for (const name of operation.cascade ? (extensionTypes[extension.name] ?? []) : []) {
      dropTypeDependents(work, { schema: extension.schema, name });
    }
    return "applied";
  },

  "create-database": () => "no-effect",
  "drop-database": () => "no-effect",
};

function isDefault(schema: string | undefined): boolean {
  return schema === undefined || schema === "public";
}

function moveExtension(work: Workspace, name: string, to: string | undefined): void {
  const extension = work.schema.extensions.get(name);
  if (extension === undefined) return;
  work.update({ extensions: work.schema.extensions.set(name, { ...extension, schema: to }) });
  for (const type of extensionTypes[name] ?? []) {
    followType(work, { schema: extension.schema, name: type }, { schema: to, name: type });
  }
}

type Movable = { readonly name: QualifiedName; readonly move: (to: QualifiedName) => void };

/** All that stands in a schema and moves with it, found by key alone so that nothing else of the base is read. */
function objectsIn(work: Workspace, schema: string | undefined): readonly Movable[] {
  const { tables, views, sequences, types, routines } = work.schema;
  const found: Movable[] = [];
  for (const { name } of inSchema(tables, schema)) {
    found.push({
      name,
      move: (to) => {
        const table = work.table(name);
        if (table !== undefined) moveTable(work, table, to);
      },
    });
  }
  for (const { name } of inSchema(views, schema)) {
    found.push({
      name,
      move: (to) => {
        const view = work.view(name);
        if (view !== undefined) moveView(work, view, to);
      },
    });
  }
  for (const { name } of inSchema(sequences, schema)) {
    found.push({
      name,
      move: (to) => {
        const sequence = work.schema.sequences.get(keyOf(name));
        if (sequence !== undefined) moveSequence(work, sequence, to);
      },
    });
  }
  for (const { name } of inSchema(types, schema)) {
    found.push({
      name,
      move: (to) => {
        const type = work.schema.types.get(keyOf(name));
        if (type !== undefined) moveType(work, type, to);
      },
    });
  }
  for (const { name, signature } of inSchema(routines, schema)) {
    found.push({
      name,
      move: (to) => {
        const routine = work.schema.routines.get(signature) ?? findRoutine(work, name, undefined);
        if (routine !== undefined) moveRoutine(work, routine, to);
      },
    });
  }
  return found;
}

function inSchema<V extends { readonly name: QualifiedName }>(
  map: ReadonlyMap<string, V>,
  schema: string | undefined,
): readonly V[] {
  const found: V[] = [];
  for (const key of [...map.keys()]) {
    const quoted = schema === undefined ? undefined : keyOf({ schema, name: "" });
    if (quoted === undefined ? /^(?:"(?:[^"]|"")*"|[^."(]*)(?:\(|$)/.test(key) : key.startsWith(quoted)) {
      const value = map.get(key);
      if (value !== undefined && value.name.schema === schema) found.push(value);
    }
  }
  return found;
}

/** `DROP SCHEMA … CASCADE`; without `CASCADE` the server refuses unless it is empty, and then this does nothing. */
function dropAll(work: Workspace, schema: string | undefined): Step["effect"] {
  for (const view of inSchema(work.schema.views, schema)) dropView(work, view, true);
  for (const { name } of inSchema(work.schema.tables, schema)) {
    const table = work.table(name);
    if (table !== undefined) dropTable(work, table, true);
  }
  for (const { signature } of inSchema(work.schema.routines, schema)) dropRoutine(work, signature);
  for (const { name } of inSchema(work.schema.sequences, schema)) dropSequence(work, name, true);
  for (const { name } of inSchema(work.schema.types, schema)) {
    work.update({ types: work.schema.types.without(keyOf(name)) });
    dropTypeDependents(work, name);
  }
  for (const [key, extension] of work.schema.extensions) {
    if (extension.schema === schema && schema !== undefined)
      work.update({ extensions: work.schema.extensions.without(key) });
  }
  return "applied";
}

function move(work: Workspace, operation: OperationOf<"move-to-schema">): Step["effect"] {
  const { name } = operation;
  const to = { schema: isDefault(operation.to) ? undefined : operation.to, name: name.name };
  const key = keyOf(name);
  const table = work.table(name);
  const view = work.view(name);
  const sequence = work.schema.sequences.get(key);
  const type = work.schema.types.get(key);
  switch (operation.object) {
    case "table":
    case "view":
    case "materialized view":
    case "sequence":
    case "index":
      if (table !== undefined) moveTable(work, table, to);
      else if (view !== undefined) moveView(work, view, to);
      else if (sequence !== undefined) moveSequence(work, sequence, to);
      else return work.missing(operation, key);
      return "applied";
    case "type":
    case "domain":
      if (type === undefined) return work.missing(operation, key);
      moveType(work, type, to);
      return "applied";
    case "extension": {
      if (!work.schema.extensions.has(name.name)) return work.missing(operation, key);
      moveExtension(work, name.name, to.schema);
      return "applied";
    }
    default: {
      const routine = findRoutine(work, name, operation.argumentTypes);
      if (routine === undefined) return work.missing(operation, key);
      moveRoutine(work, routine, to);
      return "applied";
    }
  }
}
