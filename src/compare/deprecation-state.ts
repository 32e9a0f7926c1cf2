import type {
  DeprecatedWrite,
  DeprecationHolder,
  DeprecationStage,
  DeprecationState,
  DeprecationStep,
  ResolvedQuery,
  Step,
} from "../model/comparison.ts";
import type { Contracts, ContractTable, Deprecation } from "../model/contract.ts";
import { keyOf } from "../model/name.ts";
import type { Policy } from "../model/policy.ts";
import type { Evidence } from "../model/review-input.ts";
import type { Query } from "../model/schema.ts";
import { backfillOf, replacementOf, wantsBackfill } from "./backfill.ts";
import { readDeprecationNote } from "./deprecation-note.ts";
import type { Readers } from "./readers.ts";
import { countReleases } from "./releases.ts";
import { namesTable, usageOf } from "./resolve-columns.ts";
import type { Subject, Touches } from "./touches.ts";

/** What the deprecation workflow is judged by. */
export type DeprecationInput = {
  readonly base: Contracts;
  readonly head: Contracts;
  readonly steps: readonly Step[];
  readonly touches: Touches;
  readonly readers: Readers;
  readonly evidence: Evidence;
  readonly policy: Policy;
};

/** Where each deprecated table or column stands that an operation touches. The mark counts as the base contract has it: one made in the same pull request is none yet. */
export function deprecationStates(input: DeprecationInput): readonly DeprecationState[] {
  const states = new Map<string, DeprecationState>();
  for (const { operation, effect } of input.steps) {
    const subject = input.touches.subjects.get(operation);
    if (effect === "no-effect" || subject === undefined) continue;
    for (const [key, mark, of] of marksOf(subject, input.base)) {
      if (!states.has(key)) states.set(key, stateOf(input, of, mark));
    }
  }
  return [...states.values()];
}

type Of = DeprecationState["subject"];

function marksOf({ baseTable, baseColumn }: Subject, base: Contracts): readonly (readonly [string, Deprecation, Of])[] {
  const section = baseTable === undefined ? undefined : base.database?.tables.get(baseTable);
  if (section === undefined || baseTable === undefined) return [];
  const found: (readonly [string, Deprecation, Of])[] = [];
  if (section.deprecated !== undefined) {
    found.push([baseTable, section.deprecated, { table: baseTable, column: undefined }]);
  }
  const mark = section.columns?.find(({ name }) => name === baseColumn)?.deprecated;
  if (mark !== undefined) found.push([`${baseTable}.${baseColumn}`, mark, { table: baseTable, column: baseColumn }]);
  return found;
}

function stateOf(input: DeprecationInput, subject: Of, mark: Deprecation): DeprecationState {
  const header = input.base.database?.header;
  const { releasesBeforeDrop } = input.policy;
  const note = readDeprecationNote(mark.note);
  const count =
    header === undefined
      ? { since: mark.since, releasesSince: undefined, undated: false, firstVersionToDrop: undefined }
      : countReleases({ ...mark, day: note.day }, subject, header, input.evidence, releasesBeforeDrop);
  const readers = readersOf(subject, input.readers);
  const modules =
    subject.column === undefined ? input.readers.modulesOfTable(subject.table) : modulesBehind(readers, input.readers);
  const places = { ...input, schema: input.readers.schema };
  const replacement = replacementOf(subject, note, places);
  const isAsked = replacement !== undefined && wantsBackfill(replacement, places);
  const backfilledAt = isAsked ? backfillOf(subject, replacement, { mark: mark.at, note }, places) : undefined;
  const isUnused = readers.length === 0 && modules.length === 0;
  const hasWaited = (count.releasesSince ?? -1) >= releasesBeforeDrop;
  const missing = [
    ...usesLeft(subject, readers, modules, input.readers),
    ...(isAsked && backfilledAt === undefined ? [{ step: "backfill", heldBy: [] } as const] : []),
    ...(hasWaited ? [] : [{ step: "wait", heldBy: [] } as const]),
  ];
  return {
    subject,
    mark,
    stage: stageOf(missing, backfilledAt !== undefined),
    missing,
    ...count,
    readers,
    modules,
    replacement,
    backfilledAt,
    droppable: isUnused && hasWaited,
  };
}

/** Writers come first, by themselves; who reads, and every module that is behind no writer, holds back the next step. */
function usesLeft(
  subject: Of,
  readers: readonly Reader[],
  modules: DeprecationState["modules"],
  all: Readers,
): readonly DeprecationStep[] {
  const writing = readers.filter(({ access }) => access === "write");
  const reading = readers.filter(({ access }) => access === "read");
  const writers = subject.column === undefined ? [] : modulesBehind(writing, all).map(({ module }) => module);
  const holders = (of: readonly Reader[], behind: DeprecationState["modules"]): readonly DeprecationHolder[] => [
    ...of.map(({ kind, name, at }) => ({ kind, name, at })),
    ...behind.map(({ module, at }) => ({ kind: "module" as const, name: module, at })),
  ];
  const stopWriting = holders(
    writing,
    modules.filter(({ module }) => writers.includes(module)),
  );
  const stopReading = holders(
    reading,
    modules.filter(({ module }) => !writers.includes(module)),
  );
  return [
    ...(stopWriting.length === 0 ? [] : [{ step: "stop writing" as const, heldBy: stopWriting }]),
    ...(stopReading.length === 0 ? [] : [{ step: "stop reading" as const, heldBy: stopReading }]),
  ];
}

function stageOf(missing: readonly DeprecationStep[], backfilled: boolean): DeprecationStage {
  switch (missing[0]?.step) {
    case "stop writing":
      return "marked";
    case "stop reading":
      return "not written";
    case "backfill":
      return "not read";
    case "wait":
      return backfilled ? "backfilled" : "not read";
    case undefined:
      return "droppable";
  }
}

/** An endpoint is shown as it is written, and found by its key. */
type Reader = DeprecationState["readers"][number] & { readonly key?: string };

/** All that still reads or writes the object by the contracts. */
function readersOf({ table, column }: Of, readers: Readers): readonly Reader[] {
  const found: Reader[] = [];
  const accessOf = (query: Query): Reader["access"] | undefined => {
    if (!namesTable(query, table)) return undefined;
    if (column === undefined)
      return query.tables.some((use) => use.access === "write" && keyOf(use.table) === table) ? "write" : "read";
    const usage = usageOf(query, table, column, readers.schema);
    if (usage.writes || usage.writesAll) return "write";
    return usage.reads || usage.readsAll ? "read" : undefined;
  };
  for (const query of readers.queriesOf(table)) {
    const access = query.reading.map(accessOf).find((one) => one !== undefined);
    if (access === undefined) continue;
    found.push({ kind: "query", name: query.id, access, at: readers.placeOf("query", query.id) ?? query.at });
    for (const endpoint of readers.endpointsOfQuery(query.id)) {
      const at = readers.placeOf("endpoint", endpoint.id) ?? endpoint.headingAt;
      if (found.every(({ key }) => key !== endpoint.id))
        found.push({ kind: "endpoint", name: endpoint.name, key: endpoint.id, access, at });
    }
  }
  for (const view of readers.viewsOver(table)) {
    const name = keyOf(view.name);
    const at = readers.placeOf("view", name);
    if (accessOf(view.query) !== undefined && at !== undefined) found.push({ kind: "view", name, access: "read", at });
  }
  for (const routine of readers.routinesOver(table)) {
    const name = keyOf(routine.name);
    const at = readers.placeOf("routine", name);
    const access = routine.queries.map(accessOf).find((one) => one !== undefined);
    if (access !== undefined && at !== undefined) found.push({ kind: "routine", name, access, at });
  }
  if (column !== undefined) return [...found, ...triggersOn(table, column, readers)];
  for (const endpoint of readers.endpointsOfTable(table)) {
    const at = readers.placeOf("endpoint", endpoint.id) ?? endpoint.headingAt;
    if (found.every(({ key }) => key !== endpoint.id))
      found.push({ kind: "endpoint", name: endpoint.name, key: endpoint.id, access: "read", at });
  }
  return found;
}

/** Triggers that fire on the column, or look at it before they do. */
function triggersOn(table: string, column: string, readers: Readers): readonly Reader[] {
  const at = readers.placeOf("table", table);
  if (at === undefined) return [];
  return (readers.schema.tables.get(table)?.triggers ?? [])
    .filter(
      ({ events, when }) =>
        events.some((event) => /^update of /.test(event) && event.slice(10).split(", ").includes(column)) ||
        (when !== undefined && mentions(when.meaning, column)),
    )
    .map(({ name }) => ({ kind: "trigger", name, access: "read", at }));
}

function mentions(expression: string, column: string): boolean {
  return expression.split(/[^\p{L}\p{N}_$]+/u).includes(column);
}

function modulesBehind(found: readonly Reader[], readers: Readers): DeprecationState["modules"] {
  const modules = new Map<string, DeprecationState["modules"][number]>();
  for (const { kind, name, key = name } of found) {
    const uses = {
      query: () => readers.modulesOfQuery(name),
      endpoint: () => readers.modulesOfEndpoint(key),
      trigger: () => [],
      view: () => readers.modulesOfView(name),
      routine: () => readers.modulesOfRoutine(name),
    }[kind]();
    for (const use of uses) if (!modules.has(use.module)) modules.set(use.module, use);
  }
  return [...modules.values()];
}

/** New or changed queries, and statements of migrations, that write a column which either contract marks deprecated. */
export function deprecatedWrites(
  queries: readonly ResolvedQuery[],
  steps: readonly Step[],
  contracts: { readonly base: Contracts; readonly head: Contracts },
): readonly DeprecatedWrite[] {
  const found: DeprecatedWrite[] = [];
  const markOf = (table: string, column: string): Deprecation | undefined => {
    const of = (section: ContractTable | undefined): Deprecation | undefined =>
      section?.columns?.find(({ name }) => name === column)?.deprecated;
    return of(contracts.base.database?.tables.get(table)) ?? of(contracts.head.database?.tables.get(table));
  };
  const say = (table: string, column: string, writer: DeprecatedWrite["writer"]): void => {
    const mark = markOf(table, column);
    if (mark !== undefined) found.push({ table, column, mark, writer });
  };
  for (const { query, entry, writtenColumns } of queries) {
    if (entry === "unchanged") continue;
    const before = contracts.base.sql?.queries.get(query.id)?.reading ?? [];
    for (const { table, column } of writtenColumns) {
      const wroteBefore = before.some((one) =>
        one.columns.some((use) => use.access === "write" && use.column === column),
      );
      if (!wroteBefore) say(table, column, { kind: "query", name: query.id, at: query.sql?.at ?? query.at });
    }
  }
  for (const { operation } of steps) {
    if (operation.kind !== "insert" && operation.kind !== "update") continue;
    for (const column of operation.columns) {
      say(keyOf(operation.table), column, { kind: "migration", name: operation.at.path, at: operation.at });
    }
  }
  return found;
}
