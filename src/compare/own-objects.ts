import type { Step } from "../model/comparison.ts";
import { keyOf, type QualifiedName } from "../model/name.ts";
import type { Operation } from "../model/operation.ts";
import type { Schema } from "../model/schema.ts";
import type { Touches } from "./touches.ts";

type Named = "views" | "types" | "routines" | "sequences";

/** Whether the pull request made an object, or gave it the name that it goes by just before a step: the base has none of this name. */
export function isOwn(kind: Named, name: QualifiedName, { before }: Pick<Step, "before">, base: Schema): boolean {
  return has(before, kind, name) && !has(base, kind, name);
}

function has(schema: Schema, kind: Named, name: QualifiedName): boolean {
  const key = keyOf(name);
  if (kind !== "routines") return schema[kind].has(key);
  return [...schema.routines.keys()].some((signature) => signature.startsWith(`${key}(`));
}

/** Nobody but a trigger can call a trigger's function, and triggers follow it whatever its name. */
export function isForTriggers(name: QualifiedName, { before }: Pick<Step, "before">): boolean {
  const opening = `${keyOf(name)}(`;
  const called = [...before.routines].filter(([signature]) => signature.startsWith(opening));
  return called.length > 0 && called.every(([, { returns }]) => returns === "trigger" || returns === "event_trigger");
}

/**
 * Whether a routine that a step takes away is there in the end. One that is renamed leaves its callers nothing but another of the same arguments; one that is dropped
 * may be made again with others, which is how a signature is changed.
 */
export function isRoutineBack(
  name: QualifiedName,
  { operation, before, after }: Pick<Step, "before" | "after"> & { readonly operation: Operation },
  { routines }: Touches,
  final: Schema,
): boolean {
  const opening = `${keyOf(name)}(`;
  const gone = operation.kind === "rename-routine" ? goneSignatures(opening, before, after) : [];
  if (gone.length > 0) return gone.every((signature) => final.routines.has(signature));
  return [...routines.keys()].some((signature) => signature.startsWith(opening) && final.routines.has(signature));
}

function goneSignatures(opening: string, before: Schema, after: Schema): readonly string[] {
  return [...before.routines.keys()].filter(
    (signature) => signature.startsWith(opening) && !after.routines.has(signature),
  );
}
