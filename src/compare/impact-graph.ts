import type { Impact, ReachedModule, Step, TypeChange } from "../model/comparison.ts";
import { keyOf } from "../model/name.ts";
import type { Operation } from "../model/operation.ts";
import type { Schema } from "../model/schema.ts";
import { columnGone, type Hazard, hazardsOf } from "./hazards.ts";
import { ImpactWalk } from "./impact-walk.ts";
import { tableNamed } from "./operation-subject.ts";
import { isRoutineBack } from "./own-objects.ts";
import { isWorse } from "./reach-set.ts";
import type { Readers } from "./readers.ts";
import { columnOf } from "./table-parts.ts";
import type { Touches } from "./touches.ts";

/** What impact is worked out from: the steps with what they touch, those who read, and the schema in the end. */
export type ImpactInput = {
  readonly steps: readonly Step[];
  readonly touches: Touches;
  readonly typeChanges: ReadonlyMap<Operation, TypeChange>;
  readonly readers: Readers;
  readonly final: Schema;
};

/** What each operation reaches, over queries, views, routines, triggers and foreign keys to endpoints and modules. */
export function impactsOf(input: ImpactInput): readonly Impact[] {
  const impacts: Impact[] = [];
  for (const step of input.steps) {
    const subject = input.touches.subjects.get(step.operation);
    if (step.effect === "no-effect" || subject === undefined) continue;
    const walk = new ImpactWalk(input.readers);
    for (const hazard of hazardsOf(step, subject, input.typeChanges.get(step.operation))) {
      walk.follow(softened(hazard, step, input));
      for (const lost of columnsLost(hazard, input)) walk.follow(lost);
    }
    const reaches = walk.reached.sorted();
    if (reaches.length === 0) continue;
    const table = tableNamed(step.operation);
    const name = subject.table === undefined ? nameOf(step.operation) : subjectName(subject.table, subject.column);
    impacts.push({ operation: step.operation, subject: { table, column: subject.column, name }, reaches });
  }
  return impacts;
}

/** The modules that any operation reaches, by their worst effect, sorted by name. */
export function modulesReached(impacts: readonly Impact[]): readonly ReachedModule[] {
  const modules = new Map<string, ReachedModule>();
  for (const { reaches } of impacts) {
    for (const { kind, name, effect, at, because } of reaches) {
      const known = modules.get(name);
      if (kind !== "module" || (known !== undefined && !isWorse(effect, known.effect))) continue;
      modules.set(name, { module: name, effect, at, because });
    }
  }
  return [...modules.values()].sort((left, right) => (left.module < right.module ? -1 : 1));
}

/** Columns of a table that another takes the name of, and does not have. */
function columnsLost(hazard: Hazard, { final, readers }: ImpactInput): readonly Hazard[] {
  if (hazard.on !== "table" || hazard.effect !== "breaks") return [];
  const [before, after] = [readers.schema.tables.get(hazard.table), final.tables.get(hazard.table)];
  if (before === undefined || after === undefined || after.assumed) return [];
  return before.columns
    .filter(({ name }) => columnOf(after, name) === undefined)
    .map(({ name }) => columnGone(hazard.table, name, "dropped"));
}

/** A hazard is none, or less, where the pull request keeps or brings back what it takes away. */
function softened(hazard: Hazard, step: Step, { final, touches }: ImpactInput): Hazard {
  if (hazard.on === "table" && hazard.effect === "breaks") {
    if (final.views.has(hazard.table)) return { ...hazard, effect: "touches" };
    return final.tables.has(hazard.table) ? { ...hazard, effect: "alters" } : hazard;
  }
  if (hazard.on === "view" && hazard.effect === "breaks") {
    return final.views.has(hazard.view) || final.tables.has(hazard.view) ? { ...hazard, effect: "alters" } : hazard;
  }
  if (hazard.on === "routine" && hazard.effect === "breaks") {
    const { operation } = step;
    const isBack =
      (operation.kind === "drop-routine" || operation.kind === "rename-routine") &&
      isRoutineBack(operation.routine, step, touches, final);
    return isBack ? { ...hazard, effect: "alters" } : hazard;
  }
  if (hazard.on !== "column" || hazard.reads !== "breaks" || hazard.how === "retyped") return hazard;
  const [key] = [...touches.tables].find(([, touch]) => touch.baseKey === hazard.table) ?? [hazard.table];
  const kept = final.tables.get(key)?.columns.find(({ name }) => name === hazard.column);
  if (kept === undefined) return hazard;
  return { ...hazard, reads: "alters", writes: kept.generated === undefined ? "alters" : "breaks", holders: "touches" };
}

function subjectName(table: string, column: string | undefined): string {
  return column === undefined ? table : `${table}.${column}`;
}

function nameOf(operation: Operation): string {
  if ("view" in operation) return keyOf(operation.view);
  if ("type" in operation && typeof operation.type === "object" && "name" in operation.type)
    return keyOf(operation.type);
  if (operation.kind === "create-routine") return operation.routine.signature;
  if ("routine" in operation && "name" in operation.routine)
    return keyOf(operation.routine as { schema: string | undefined; name: string });
  if ("schema" in operation && typeof operation.schema === "string") return operation.schema;
  return "name" in operation && operation.name !== undefined ? keyOf(operation.name) : operation.kind;
}
