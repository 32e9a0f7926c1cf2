import type { DeprecationState, Step } from "../../model/comparison.ts";
import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { Operation, OperationOf } from "../../model/operation.ts";
import type { Query } from "../../model/schema.ts";
import type { RuleContext } from "../define-rule.ts";
import { isMadeHere } from "./made-here.ts";
import { isPromisedObjectGone } from "./promised-code.ts";
import { readersLeft } from "./readers-left.ts";

/** Rules that speak of what takes something away from its readers, or gives it another form. */
export type TakingAway =
  | "drop-column"
  | "drop-table"
  | "dropped-without-deprecation"
  | "dropped-too-soon"
  | "dropped-while-used"
  | "drop-and-recreate"
  | "drop-view"
  | "drop-routine"
  | "drop-schema"
  | "rename-column"
  | "rename-table"
  | "rename-schema"
  | "rename-enum-value"
  | "narrow-type"
  | "change-type-meaning";

/**
 * The one rule that speaks of an operation which takes something away; `undefined` where nobody needs to be told. One cause, one finding: the rules ask here, and
 * those on queries and endpoints leave the operation to the rule that is named, since it names them.
 */
export function ruleFor(step: Step, context: RuleContext): TakingAway | undefined {
  const { operation, effect } = step;
  if (effect === "no-effect" || mayBeNothing(step, context)) return undefined;
  const verdict = context.comparison.verdicts.get(operation);
  // Where nobody can say whom it breaks, the author is told just that.
  const breaks = verdict !== undefined && verdict.breaking !== false;
  switch (operation.kind) {
    case "drop-table":
    case "drop-column":
      return breaks ? ruleForDrop({ ...step, operation }, context) : undefined;
    case "drop-attribute":
      return isMadeHere(context, operation, "create-composite", keyOf(operation.type)) ? undefined : "drop-column";
    case "rename-column":
      return breaks ? "rename-column" : undefined;
    case "rename-table":
      return breaks ? "rename-table" : undefined;
    case "rename-view":
      return breaks && isOfBase(context, operation.view) ? "rename-table" : undefined;
    case "move-to-schema":
      return isRelation(operation) && isOfBase(context, operation.name) ? "rename-table" : undefined;
    case "drop-view":
      return breaks && isPromisedObjectGone({ ...step, operation }, context) ? "drop-view" : undefined;
    // Who calls a routine by a name that it has no longer calls one that is not there.
    case "drop-routine":
    case "rename-routine":
      return breaks && isPromisedObjectGone({ ...step, operation }, context) ? "drop-routine" : undefined;
    case "drop-schema":
      return holdsObjects(step, operation.schema, context) ? "drop-schema" : undefined;
    case "rename-schema":
      return holdsObjects(step, operation.schema, context) ? "rename-schema" : undefined;
    case "rename-enum-value":
      return isMadeHere(context, operation, "create-enum", keyOf(operation.type)) ? undefined : "rename-enum-value";
    case "alter-column-type":
      return breaks ? ruleForType({ ...step, operation }, context) : undefined;
    default:
      return undefined;
  }
}

/** Whether a rule that is switched on says who is hit by the operation. */
export function isSpokenFor(operation: Operation, context: RuleContext): boolean {
  const step = context.comparison.steps.find((one) => one.operation === operation);
  const rule = step === undefined ? undefined : ruleFor(step, context);
  return rule !== undefined && rule !== "drop-and-recreate" && context.policy.severities.get(rule) !== "off";
}

/** Where the deprecation of what is dropped stands: its own, or that of its table. */
export function deprecationOf(
  operation: OperationOf<"drop-table" | "drop-column">,
  { comparison }: RuleContext,
): DeprecationState | undefined {
  const key = keyOf(operation.table);
  const column = operation.kind === "drop-column" ? operation.column : undefined;
  return comparison.deprecations.find(
    ({ subject }) => subject.table === key && (subject.column === column || subject.column === undefined),
  );
}

/** `orders` or `orders.note`. */
export function droppedName(operation: OperationOf<"drop-table" | "drop-column">): string {
  const key = keyOf(operation.table);
  return operation.kind === "drop-column" ? `${key}.${operation.column}` : key;
}

/** A guard takes care of what the contract does not know: it may well not be there. */
function mayBeNothing({ effect, operation }: Step, { base }: RuleContext): boolean {
  return effect === "unknown-target" && operation.guard !== undefined && base.database !== undefined;
}

type DropStep = Step<OperationOf<"drop-table" | "drop-column">>;

function ruleForDrop(step: DropStep, context: RuleContext): TakingAway | undefined {
  const { operation, before } = step;
  const key = keyOf(operation.table);
  const state = deprecationOf(operation, context);
  if (before.tables.get(key)?.persistence === "temporary") return undefined;
  if (isThereAtHead(operation, context) || isReplaced(operation, context)) {
    // Made anew where it may never have been: that is how a script begins which may run twice.
    const clears = step.effect === "unknown-target" && operation.guard !== undefined;
    return clears || isCopied(operation, context) ? undefined : "drop-and-recreate";
  }
  if (readersLeft(context, operation).reaches.length > 0) return "dropped-while-used";
  if (state === undefined) {
    if (isDocumented(operation, context)) return "dropped-without-deprecation";
    return operation.kind;
  }
  if (state.readers.length + state.modules.length > 0) return "dropped-while-used";
  if (state.undated) return "dropped-too-soon";
  return state.releasesSince === undefined || state.droppable ? undefined : "dropped-too-soon";
}

function isDocumented(operation: DropStep["operation"], { base }: RuleContext): boolean {
  const section = base.database?.tables.get(keyOf(operation.table));
  if (operation.kind === "drop-table") return section !== undefined;
  return section?.columns?.some(({ name }) => name === operation.column) === true;
}

function isThereAtHead(operation: DropStep["operation"], { comparison }: RuleContext): boolean {
  const table = comparison.head.tables.get(keyOf(operation.table));
  if (operation.kind === "drop-table") return table !== undefined;
  return table?.columns.some(({ name }) => name === operation.column) === true;
}

/** A table that was renamed out of the way of its successor. */
function isReplaced(operation: DropStep["operation"], { comparison: { steps, head } }: RuleContext): boolean {
  if (operation.kind !== "drop-table") return false;
  return steps.some(({ operation: earlier }) => {
    if (earlier.kind !== "rename-table" || !head.tables.has(keyOf(earlier.table))) return false;
    return keyOf({ ...earlier.table, name: earlier.to }) === keyOf(operation.table);
  });
}

/** An earlier statement reads what is dropped into another place, as rebuilding a table or a column does. */
function isCopied(operation: DropStep["operation"], { comparison }: RuleContext): boolean {
  const key = keyOf(operation.table);
  for (const { operation: earlier } of comparison.steps) {
    if (earlier === operation) return false;
    const query = copyingQuery(earlier);
    if (query === undefined) continue;
    const reads = query.tables.some(({ table, access }) => access === "read" && keyOf(table) === key);
    if (operation.kind === "drop-table" && reads) return true;
    const isOfTable = reads || (earlier.kind === "update" && keyOf(earlier.table) === key);
    if (operation.kind === "drop-column" && isOfTable && readsColumn(query, operation.column)) return true;
  }
  return false;
}

function readsColumn({ columns }: Query, name: string): boolean {
  return columns.some(({ column, access }) => access === "read" && (column === name || column === "*"));
}

function copyingQuery(operation: Operation): Query | undefined {
  if (operation.kind === "create-table") return operation.as;
  return operation.kind === "insert" || operation.kind === "update" || operation.kind === "merge"
    ? operation.query
    : undefined;
}

function ruleForType(step: Step<OperationOf<"alter-column-type">>, context: RuleContext): TakingAway | undefined {
  const change = context.comparison.typeChanges.get(step.operation);
  if (change?.effect === "narrowed") return "narrow-type";
  if (change?.effect !== "changed") return undefined;
  return isEnum(change.from.base, step) && isEnum(change.to.base, step) ? undefined : "change-type-meaning";
}

/** From one enum to another is how values are removed: enum-value-removed looks at what is lost. */
function isEnum(type: string, { before }: Step): boolean {
  return before.types.get(type)?.kind === "enum";
}

function isRelation({ object }: OperationOf<"move-to-schema">): boolean {
  return object === "table" || object === "view" || object === "materialized view";
}

/** The base has it, or nothing is known of the base. */
function isOfBase({ comparison, base }: RuleContext, name: QualifiedName): boolean {
  const key = keyOf(name);
  if (comparison.base.tables.has(key) || comparison.base.views.has(key)) return true;
  return base.database === undefined && !comparison.createdTables.has(key) && !comparison.touched.views.has(key);
}

function holdsObjects({ before, operation }: Step, schema: string, context: RuleContext): boolean {
  if (isMadeHere(context, operation, "create-schema", schema)) return false;
  const prefix = keyOf({ schema, name: "" });
  const holds = [before.tables, before.views, before.types, before.routines].some((objects) =>
    [...objects.keys()].some((key) => key.startsWith(prefix)),
  );
  if (holds) return true;
  // An empty schema takes nothing along; without CASCADE the server sees to it.
  return context.base.database === undefined && !("cascade" in operation && !operation.cascade);
}
