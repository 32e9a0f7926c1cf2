import type { Application, Step } from "../model/comparison.ts";
import type { Operation } from "../model/operation.ts";
import type { Schema } from "../model/schema.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import type { Applier } from "./apply/applier.ts";
import { appliersOf } from "./apply/appliers.ts";
import { keepNameIndex } from "./name-index.ts";
import type { OverlayMap } from "./overlay-map.ts";
import { resolveKind } from "./resolve-kind.ts";
import { resolveNames } from "./resolve-names.ts";
import { Programs } from "./run-programs.ts";
import { Timeline } from "./timeline.ts";
import { TEMPORARY, Workspace } from "./workspace.ts";

/**
 * The schema after these operations ran one after the other, as PostgreSQL 18 would leave it, with every step on the way.
 * Temporary objects are gone at the end; what a rollback took back has no part in it. With a reader, calls of routines are followed.
 */
export function applyOperations(base: Schema, operations: readonly Operation[], sql?: SqlReader): Application {
  const work = new Workspace(base);
  const timeline = new Timeline(work);
  const steps: Step[] = [];
  let creating: SchemaElements | undefined;
  const run = (written: Operation, calledBy?: Operation): void => {
    timeline.enter(written);
    const placed = creating?.statement === written.statement ? inSchema(work, creating.schema, written) : written;
    const operation = resolveKind(work, resolveNames(work, placed));
    const before = work.schema;
    const effect = apply(work, operation);
    timeline.leave(operation);
    steps.push({ operation, before, after: work.schema, effect, ...(calledBy === undefined ? {} : { calledBy }) });
    if (operation.kind === "create-schema") creating = operation;
    programs.follow(operation);
  };
  const programs = new Programs(work, sql, run);
  for (const operation of operations) run(operation);
  dropTemporary(work);
  keepNameIndex(work.schema, work.names);
  return { schema: work.schema, steps, renames: work.renames(), diagnostics: work.diagnostics };
}

function apply(work: Workspace, operation: Operation): Step["effect"] {
  // The record is total over kinds, which its own type proves; a union of kinds cannot be indexed without this.
  const applier = appliersOf(work.schema.dialect)[operation.kind] as Applier<typeof operation.kind>;
  return applier(work, operation as never);
}

type SchemaElements = Pick<Operation, "statement"> & { readonly schema: string };

/** `CREATE SCHEMA s CREATE TABLE t …` puts its elements into `s`. */
function inSchema(work: Workspace, schema: string, element: Operation): Operation {
  const { searchPath } = work.moment;
  work.moment = { ...work.moment, searchPath: { schemas: [schema, ...searchPath.schemas], outer: searchPath } };
  const resolved = resolveNames(work, element);
  work.moment = { ...work.moment, searchPath };
  return resolved;
}

function dropTemporary(work: Workspace): void {
  if (!work.moment.hasTemporary) return;
  const opening = `${TEMPORARY}.`;
  const { tables, views, sequences } = work.schema;
  const drop = <V extends object>(map: OverlayMap<V>) =>
    [...map.changedKeys(opening)].filter((key) => map.has(key)).reduce((all, key) => all.without(key), map);
  const kept = { tables: drop(tables), views: drop(views), sequences: drop(sequences) };
  if (kept.tables !== tables || kept.views !== views || kept.sequences !== sequences) work.update(kept);
}
