import type { Comparison, Discrepancy, PromiseKind } from "../../model/comparison.ts";
import type { Location } from "../../model/location.ts";
import type { RuleContext } from "../define-rule.ts";

/** Where schema and contract came to disagree through this pull request's migrations, for one kind of object. Claims without a migration are a rule of their own. */
export function discrepanciesOf(
  context: RuleContext,
  object: PromiseKind,
  kind: Discrepancy["kind"],
): readonly Discrepancy[] {
  const told = madeByMigrations(context);
  return told.filter((one) => one.object === object && one.kind === kind && goneTogether(told, one)[0] === one);
}

/** What went with the same column and is still promised: one cause, told with the first of them. */
export function goneWith(context: RuleContext, one: Discrepancy): readonly Discrepancy[] {
  return goneTogether(madeByMigrations(context), one).slice(1);
}

function madeByMigrations(context: RuleContext): readonly Discrepancy[] {
  const { discrepancies } = context.comparison;
  if (context.head.database === undefined) return [];
  const atOdds = new Set(
    discrepancies.filter((one) => one.name === undefined && one.kind !== "different").map(({ owner }) => owner),
  );
  return discrepancies.filter(
    (one) =>
      one.introduced &&
      !one.unmadeChange &&
      (one.name === undefined || (!atOdds.has(one.owner) && isDocumented(context, one.owner))),
  );
}

/** The promises that one drop of a column leaves stale, the column's own first; of everything else, itself alone. */
function goneTogether(all: readonly Discrepancy[], one: Discrepancy): readonly Discrepancy[] {
  if (one.kind !== "stale" || one.operation?.kind !== "drop-column") return [one];
  const together = all.filter(({ kind, operation }) => kind === "stale" && operation === one.operation);
  return together.toSorted((left, right) => Number(left.object !== "column") - Number(right.object !== "column"));
}

/** `users.email` for a part, `users` for an object of its own. */
export function subjectOf({ owner, name }: Discrepancy): string {
  return name === undefined ? owner : `${owner}.${name}`;
}

/** The contract's line where the pull request edited it, otherwise the operation that brought it about, which always stands in the diff. */
export function placeOf(
  { contractAt, operation }: Discrepancy,
  { changes }: RuleContext,
): { readonly at: Location; readonly related: readonly Location[] } {
  const ranges = changes.find(({ path }) => path === contractAt.path)?.diffLines ?? [];
  const line = contractAt.start.line;
  if (operation === undefined) return { at: contractAt, related: [] };
  const isEdited = ranges.some(({ start, end }) => start <= line && line <= end);
  return isEdited ? { at: contractAt, related: [operation.at] } : { at: operation.at, related: [contractAt] };
}

/** What the object was called before this pull request, where it renamed it. */
export function oldNameOf({ renames }: Comparison, { object, owner, name }: Discrepancy): string | undefined {
  if (name === undefined) {
    const kinds = { table: renames.tables, view: renames.views, enum: renames.types, routine: renames.routines };
    return object in kinds ? kinds[object as keyof typeof kinds].get(owner) : undefined;
  }
  return (object === "column" ? renames.columns : renames.parts).get(owner)?.get(name);
}

/** What the object is called after this pull request, where it renamed it. `owner` is what the contract still calls its table. */
export function newNameOf({ renames }: Comparison, { object, owner, name }: Discrepancy): string | undefined {
  if (name === undefined) {
    const kinds = { table: renames.tables, view: renames.views, enum: renames.types, routine: renames.routines };
    return object in kinds ? keyOfValue(kinds[object as keyof typeof kinds], owner) : undefined;
  }
  const inTable = (object === "column" ? renames.columns : renames.parts).get(
    keyOfValue(renames.tables, owner) ?? owner,
  );
  return inTable === undefined ? undefined : keyOfValue(inTable, name);
}

/** Whether a renamed object is missing under its new name while its old one is still promised: the stale promise tells both. */
export function isToldByOldName(comparison: Comparison, one: Discrepancy): boolean {
  const { discrepancies, renames } = comparison;
  return discrepancies.some((other) => {
    if (other.kind !== "stale" || other.object !== one.object) return false;
    if (newNameOf(comparison, other) !== (one.name ?? one.owner)) return false;
    return one.name === undefined || (keyOfValue(renames.tables, other.owner) ?? other.owner) === one.owner;
  });
}

function keyOfValue(map: ReadonlyMap<string, string>, wanted: string): string | undefined {
  for (const [key, value] of map) if (value === wanted) return key;
  return undefined;
}

/** Parts matter where their table or view has a section; otherwise the contract never knew it, or is told so already. */
function isDocumented({ head }: RuleContext, owner: string): boolean {
  return head.database?.tables.has(owner) === true || head.database?.views.has(owner) === true;
}
