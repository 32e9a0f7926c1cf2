import type { Discrepancy } from "../model/comparison.ts";
import type { ContractRoutine, ContractView, DatabaseContract } from "../model/contract.ts";
import type { Location } from "../model/location.ts";
import { keyOf } from "../model/name.ts";
import type { Operation } from "../model/operation.ts";
import type { Routine, Schema, View } from "../model/schema.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { sameList, sqlKey } from "./same-meaning.ts";
import { sameView } from "./same-view.ts";
import { routinesOfSection, schemaOfContract } from "./schema-of-contract.ts";
import { causeOf, discrepancy, type Said } from "./table-match.ts";
import type { Touches } from "./touches.ts";

/** Both contracts, the schema that should be promised, and what was touched on the way there. */
export type ObjectMatch = {
  readonly head: DatabaseContract;
  readonly base: DatabaseContract | undefined;
  readonly expected: Schema;
  readonly historyKnown: boolean;
  readonly touches: Touches;
  /** Keys of sections whose text differs between the contracts. */
  readonly edited: { readonly views: readonly string[]; readonly routines: readonly string[] };
  readonly sql: SqlReader;
  /** A first contract documents what was there all along. */
  readonly isFirst: boolean;
  /** Where a missing section would go. */
  readonly place: { readonly views: Location; readonly routines: Location; readonly types: Location };
};

/** Where the views and the head contract's promise of them differ. */
export function* matchViews(match: ObjectMatch): Generator<Discrepancy> {
  for (const key of new Set([...match.touches.views.keys(), ...match.edited.views])) {
    const actual = match.expected.views.get(key);
    const promised = match.head.views.get(key);
    const operation = match.touches.views.get(key);
    if (promised === undefined && match.head.tables.has(key)) continue;
    if (actual !== undefined && promised === undefined) yield* missingObject(match, "view", key, operation);
    else if (actual === undefined && promised !== undefined)
      yield* staleObject(match, "view", key, promised, operation);
    else if (actual !== undefined && promised !== undefined)
      yield* viewDifference(match, key, actual, promised, operation);
  }
}

/** Where functions and procedures and the head contract's promise of them differ. Sections are known by name, routines by signature. */
export function* matchRoutines(match: ObjectMatch): Generator<Discrepancy> {
  const touched = routinesByName(match.touches.routines);
  for (const [key, operation] of touched) yield* touchedRoutine(match, key, operation);
  for (const key of match.edited.routines) {
    if (!touched.has(nameOfSignature(key))) yield* routineEdit(match, key, match.head.routines.get(key));
  }
}

function* touchedRoutine(match: ObjectMatch, key: string, operation: Operation): Generator<Discrepancy> {
  const promised = sectionsNamed(match.head, key);
  const actual = routinesNamed(match.expected, key);
  const [first] = promised;
  if (first === undefined) {
    if (actual.length > 0) yield* missingObject(match, "routine", key, operation);
  } else if (actual.length === 0) yield* staleObject(match, "routine", key, first, operation);
  else {
    yield* routineDifference(key, actual, promised, operation);
    yield* missingOverloads(match, actual, promised);
  }
}

/** A second signature has a section of its own, or a second statement in the block of the first. */
function sectionsNamed({ routines }: DatabaseContract, key: string): readonly ContractRoutine[] {
  return [...routines.keys()].filter((one) => nameOfSignature(one) === key).flatMap((one) => routines.get(one) ?? []);
}

/** Where enums and the head contract's promise of them differ. */
export function* matchEnums(match: ObjectMatch): Generator<Discrepancy> {
  for (const [key, operation] of match.touches.types) {
    const actual = match.expected.types.get(key);
    const promised = match.head.enums.get(key);
    if (actual?.kind === "enum" && promised === undefined) {
      yield discrepancy(operation, "missing", "enum", key, match.place.types, { actual: actual.values.join(", ") });
    }
    if (actual === undefined && promised !== undefined) {
      yield discrepancy(operation, "stale", "enum", key, promised.at, { promised: promised.values.join(", ") });
    }
    if (actual?.kind !== "enum" || promised === undefined || promised.values.length === 0) continue;
    if (sameList(actual.values, promised.values)) continue;
    yield discrepancy(operation, "different", "enum", key, promised.at, {
      attribute: "values",
      actual: actual.values.join(", "),
      promised: promised.values.join(", "),
    });
  }
}

/** Enums that no operation touches: only what the edit of the contract newly claims can be told. */
export function* matchEditedEnums(match: ObjectMatch): Generator<Discrepancy> {
  const { base, head, touches, expected, historyKnown, place } = match;
  if (base === undefined || base.text === head.text || base.enums.size === 0) return;
  for (const key of new Set([...base.enums.keys(), ...head.enums.keys()])) {
    if (touches.types.has(key)) continue;
    const known = historyKnown ? expected.types.get(key) : undefined;
    const before = known?.kind === "enum" ? known.values : base.enums.get(key)?.values;
    const promised = head.enums.get(key);
    const values = { actual: before?.join(", "), promised: promised?.values.join(", ") };
    if (promised === undefined) {
      if (before !== undefined)
        yield discrepancy("edit", "missing", "enum", key, place.types, { actual: values.actual });
    } else if (before === undefined) {
      yield discrepancy("edit", "stale", "enum", key, promised.at, { promised: values.promised });
    } else if (before.length > 0 && promised.values.length > 0 && !sameList(before, promised.values)) {
      const isOld = sameList(base.enums.get(key)?.values ?? [], promised.values);
      yield discrepancy(isOld ? "before" : "edit", "different", "enum", key, promised.at, {
        attribute: "values",
        ...values,
      });
    }
  }
}

function* missingObject(
  match: ObjectMatch,
  object: "view" | "routine",
  key: string,
  operation: Operation | undefined,
): Generator<Discrepancy> {
  const was = object === "view" ? match.base?.views.has(key) : match.base?.routines.has(key);
  const cause = causeOf(operation, was ? "changed" : "unchanged", match.historyKnown);
  if (cause !== undefined)
    yield discrepancy(cause, "missing", object, key, match.place[object === "view" ? "views" : "routines"]);
}

function* staleObject(
  match: ObjectMatch,
  object: "view" | "routine",
  key: string,
  promised: ContractView | ContractRoutine,
  operation: Operation | undefined,
): Generator<Discrepancy> {
  const was = object === "view" ? match.base?.views.has(key) : match.base?.routines.has(key);
  const said: Said = was ? "unchanged" : match.isFirst ? "silent" : "changed";
  const cause = causeOf(operation, said, match.historyKnown && !match.isFirst);
  if (cause !== undefined) yield discrepancy(cause, "stale", object, key, promised.headingAt);
}

function* viewDifference(
  match: ObjectMatch,
  key: string,
  actual: View,
  promised: ContractView,
  operation: Operation | undefined,
): Generator<Discrepancy> {
  const stated = schemaOfContract(match.head).views.get(key);
  if (stated === undefined || stated.definition === "" || actual.definition === "") return;
  const found = viewDisagreement(stated, actual, match.sql);
  if (found === undefined) return;
  const earlier = match.base === undefined ? undefined : schemaOfContract(match.base).views.get(key);
  const isSilent = earlier === undefined || earlier.definition === "";
  const isKept = !isSilent && viewDisagreement(earlier, stated, match.sql) === undefined;
  const said: Said = isSilent ? "silent" : isKept ? "unchanged" : "changed";
  const cause = causeOf(operation, said, match.historyKnown);
  if (cause === undefined) return;
  yield discrepancy(cause, "different", "view", key, promised.ddl?.at ?? promised.headingAt, found);
}

type Disagreement = { readonly attribute: string; readonly actual: string; readonly promised: string };

function viewDisagreement(stated: View, actual: View, sql: SqlReader): Disagreement | undefined {
  const differing = (attribute: string, of: (view: View) => string): Disagreement | undefined =>
    of(stated) === of(actual) ? undefined : { attribute, actual: of(actual), promised: of(stated) };
  if (!sameView(stated, actual, sql))
    return { attribute: "definition", actual: oneLine(actual.definition), promised: oneLine(stated.definition) };
  const isKnown = [stated, actual].every(
    ({ columns }) => columns.length > 0 && columns.every(({ name }) => name !== "*"),
  );
  return (
    differing("kind", kindOfView) ??
    (isKnown && stated.columns.length === actual.columns.length ? differing("columns", columnNames) : undefined) ??
    differing("rights", rightsOfView)
  );
}

function columnNames({ columns }: View): string {
  return columns.map(({ name }) => name).join(", ");
}

/** Whose rights count when the view is read; other options change no row. */
function rightsOfView({ options }: View): string {
  const invoker = options.findLast((option) => /^security_invoker\b/i.test(option));
  const isOn = invoker !== undefined && !/=\s*'?(?:false|off|no|0)\b/i.test(invoker);
  return isOn ? "security_invoker" : "the owner's";
}

function kindOfView({ materialized }: View): string {
  return materialized ? "MATERIALIZED VIEW" : "VIEW";
}

function* routineDifference(
  key: string,
  actual: readonly Routine[],
  promised: readonly ContractRoutine[],
  operation: Operation,
): Generator<Discrepancy> {
  const stated = promised.flatMap((section) => routinesOfSection(section).map((routine) => ({ section, routine })));
  const left = actual.filter(({ signature }) => stated.every(({ routine }) => routine.signature !== signature));
  for (const { section, routine } of stated) {
    const other = actual.find(({ signature }) => signature === routine.signature) ?? left.shift();
    const found =
      other === undefined
        ? { attribute: "parameters", actual: signaturesOf(actual), promised: routine.signature }
        : routineDisagreement(routine, other);
    if (found === undefined) continue;
    yield discrepancy(operation, "different", "routine", key, section.ddl?.at ?? section.headingAt, found);
    return;
  }
}

/** Signatures that the operations make beside those that the contract states; a section without a block states none, and may mean all. */
function* missingOverloads(
  { touches, place }: ObjectMatch,
  actual: readonly Routine[],
  promised: readonly ContractRoutine[],
): Generator<Discrepancy> {
  const stated = promised.map(routinesOfSection);
  const signatures = new Set(stated.flat().map(({ signature }) => signature));
  const isOtherwise = [...signatures].some((signature) => actual.every((one) => one.signature !== signature));
  if (isOtherwise || stated.some((routines) => routines.length === 0)) return;
  for (const { signature } of actual) {
    const operation = signatures.has(signature) ? undefined : touches.routines.get(signature);
    if (operation?.kind === "create-routine")
      yield discrepancy(operation, "missing", "routine", signature, place.routines);
  }
}

function routineDisagreement(stated: Routine, actual: Routine): Disagreement | undefined {
  if (stated.signature !== actual.signature) {
    return { attribute: "parameters", actual: actual.signature, promised: stated.signature };
  }
  if (sqlKey(stated.returns ?? "") !== sqlKey(actual.returns ?? "")) {
    return { attribute: "returns", actual: actual.returns ?? "nothing", promised: stated.returns ?? "nothing" };
  }
  for (const attribute of ["language", "volatility", "security"] as const) {
    if (stated[attribute] !== actual[attribute])
      return { attribute, actual: actual[attribute], promised: stated[attribute] };
  }
  // A block that leaves the body out, or to an ellipsis, documents the signature.
  if (/^\s*(\.\.\.|…|--[^\n]*)?\s*$/.test(stated.body) || /\.\.\.|…/.test(stated.body)) return undefined;
  if (sqlKey(stated.body) === sqlKey(actual.body)) return undefined;
  return { attribute: "body", actual: oneLine(actual.body), promised: oneLine(stated.body) };
}

/** Without an operation, only what the edit newly claims can be told. */
function* routineEdit(match: ObjectMatch, key: string, promised: ContractRoutine | undefined): Generator<Discrepancy> {
  const earlier = match.base?.routines.get(key);
  if (promised === undefined) return yield* missingObject(match, "routine", key, undefined);
  if (earlier === undefined) {
    const isThere = match.historyKnown && routinesNamed(match.expected, key).length > 0;
    if (!isThere) yield* staleObject(match, "routine", key, promised, undefined);
    return;
  }
  const before = routinesOfSection(earlier);
  if (before.length === 0) return;
  const actual = match.historyKnown ? routinesNamed(match.expected, key) : before;
  for (const stated of routinesOfSection(promised)) {
    const other = actual.find(({ signature }) => signature === stated.signature) ?? actual[0];
    const found = other === undefined ? undefined : routineDisagreement(stated, other);
    if (found === undefined) continue;
    yield discrepancy("edit", "different", "routine", key, promised.ddl?.at ?? promised.headingAt, found);
    return;
  }
}

function routinesByName(touched: ReadonlyMap<string, Operation>): ReadonlyMap<string, Operation> {
  return new Map([...touched].map(([signature, operation]) => [nameOfSignature(signature), operation]));
}

/** The key of a routine's name, from its signature. */
export function nameOfSignature(signature: string): string {
  const at = signature.indexOf("(");
  return at === -1 ? signature : signature.slice(0, at);
}

function routinesNamed(schema: Schema, key: string): readonly Routine[] {
  return [...schema.routines.values()].filter(({ name }) => keyOf(name) === key);
}

function signaturesOf(routines: readonly Routine[]): string {
  return routines.map(({ signature }) => signature).join(", ");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
