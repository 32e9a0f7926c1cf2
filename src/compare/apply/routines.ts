import { keyOf, type QualifiedName, sameName } from "../../model/name.ts";
import type { Routine } from "../../model/schema.ts";
import { dropRoutine } from "../dependents.ts";
import { followRoutine, withSignature } from "../rename-references.ts";
import { toleratesExisting, type Workspace } from "../workspace.ts";
import type { Appliers } from "./applier.ts";

export const routineAppliers: Appliers<"create-routine" | "drop-routine" | "rename-routine" | "alter-routine"> = {
  "create-routine": (work, operation) => {
    const routine = withSignature(operation.routine);
    const exists = work.schema.routines.has(routine.signature);
    if (exists && toleratesExisting(operation)) return "no-effect";
    putRoutine(work, routine);
    if (!exists || !operation.replace) work.trace(work.moment.origins.born("routines", routine.signature, work.base));
    return "applied";
  },

  "drop-routine": (work, operation) => {
    const routine = findRoutine(work, operation.routine, operation.argumentTypes);
    if (routine === undefined) return work.missing(operation, keyOf(operation.routine));
    if (operation.cascade) dropRoutine(work, routine.signature);
    else work.update({ routines: work.schema.routines.without(routine.signature) });
    return "applied";
  },

  "rename-routine": (work, operation) => {
    const routine = findRoutine(work, operation.routine, operation.argumentTypes);
    const to = { schema: operation.routine.schema, name: operation.to };
    if (routine === undefined) {
      followRoutine(work, operation.routine, to);
      return work.missing(operation, keyOf(operation.routine));
    }
    moveRoutine(work, routine, to);
    return "applied";
  },

  "alter-routine": (work, operation) => {
    const routine = findRoutine(work, operation.routine, operation.argumentTypes);
    if (routine === undefined) return work.missing(operation, keyOf(operation.routine));
    putRoutine(work, { ...routine, ...operation.set });
    return "applied";
  },
};

function putRoutine(work: Workspace, routine: Routine): void {
  work.update({ routines: work.schema.routines.set(routine.signature, routine) });
}

/** A routine under another name, which triggers and expressions follow. */
export function moveRoutine(work: Workspace, routine: Routine, to: QualifiedName): void {
  const moved = withSignature({ ...routine, name: to });
  work.update({ routines: work.schema.routines.without(routine.signature).set(moved.signature, moved) });
  followRoutine(work, routine.name, to);
  work.trace(work.moment.origins.renamed("routines", routine.signature, moved.signature));
}

/** A routine by name and argument types; without types the only one of its name. Types of OUT parameters may be listed or not, as the server takes them. */
export function findRoutine(
  work: Workspace,
  name: QualifiedName,
  argumentTypes: readonly string[] | undefined,
): Routine | undefined {
  const opening = `${keyOf(name)}(`;
  const routines: Routine[] = [];
  for (const key of work.schema.routines.keys()) {
    const routine = key.startsWith(opening) ? work.schema.routines.get(key) : undefined;
    if (routine !== undefined && sameName(routine.name, name)) routines.push(routine);
  }
  if (argumentTypes === undefined) return routines.length === 1 ? routines[0] : undefined;
  const listed = argumentTypes.join(", ");
  const typesOf = (routine: Routine, modes: readonly string[]) =>
    routine.parameters
      .filter((each) => modes.includes(each.mode))
      .map((each) => each.type.meaning)
      .join(", ");
  return (
    routines.find((routine) => typesOf(routine, ["in", "inout", "variadic"]) === listed) ??
    routines.find((routine) => typesOf(routine, ["in", "out", "inout", "variadic"]) === listed)
  );
}
