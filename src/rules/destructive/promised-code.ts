import type { Step } from "../../model/comparison.ts";
import type { Deprecation } from "../../model/contract.ts";
import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import { compareVersions, parseVersion } from "../../text/semver.ts";
import type { RuleContext } from "../define-rule.ts";
import { isMadeHere } from "./made-here.ts";
import { readersLeft } from "./readers-left.ts";

type Drop = OperationOf<"drop-view" | "drop-routine" | "rename-routine">;

/** Whether the name of a view or routine of the base goes for good before its deprecation was complete: a mark, a release since, no reader left. */
export function isPromisedObjectGone(step: Step<Drop>, context: RuleContext): boolean {
  const { operation } = step;
  const { comparison, base } = context;
  const key = keyOf(operation.kind === "drop-view" ? operation.view : operation.routine);
  if (operation.kind === "drop-view" && isMadeHere(context, operation, "create-view", key)) return false;
  const isKnown =
    operation.kind === "drop-view"
      ? comparison.base.views.has(key)
      : [...comparison.base.routines.keys()].some((signature) => signature.startsWith(`${key}(`));
  if (!isKnown) return base.database === undefined && !isRoutineMadeHere(operation, key, context);
  const mark =
    operation.kind === "drop-view"
      ? base.database?.views.get(key)?.deprecated
      : base.database?.routines.get(key)?.deprecated;
  if (mark === undefined || readersLeft(context, operation).reaches.length > 0) return true;
  return !isOldEnough(mark, context);
}

/** A routine that the migration needed for itself, made where nobody knows of one. */
function isRoutineMadeHere(operation: Drop, key: string, { comparison }: RuleContext): boolean {
  const at = comparison.steps.findIndex((step) => step.operation === operation);
  return comparison.steps
    .slice(0, at)
    .some(({ operation: earlier }) => earlier.kind === "create-routine" && keyOf(earlier.routine.name) === key);
}

/** Releases are counted by the contract's change log; a mark of unknown age is taken at its word. */
function isOldEnough({ since }: Deprecation, { base, policy }: RuleContext): boolean {
  const marked = since === undefined ? undefined : parseVersion(since);
  const header = base.database?.header;
  if (marked === undefined || header === undefined) return true;
  const versions = [...header.changeLog.map(({ version }) => version), header.version?.value];
  const later = versions.filter((text) => {
    const version = text === undefined ? undefined : parseVersion(text);
    return version !== undefined && compareVersions(version, marked) > 0;
  });
  return new Set(later).size >= policy.releasesBeforeDrop;
}
