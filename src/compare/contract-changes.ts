import type { ChangedTable, SchemaChange } from "../model/change.ts";
import type { BreakingChange, ContractChange } from "../model/comparison.ts";
import type {
  ApiContract,
  ContractQuery,
  Contracts,
  DatabaseContract,
  Endpoint,
  SqlContract,
} from "../model/contract.ts";
import { code } from "../text/markdown.ts";
import { changedPart } from "./changed-part.ts";
import { promiseOf } from "./contract-promise.ts";
import { isEmptyChange } from "./diff-tables.ts";
import type { EditedSections } from "./edited-sections.ts";
import { endpointBreak } from "./endpoint-break.ts";
import { withFormerParameters } from "./path-parameters.ts";
import { entryState } from "./readers.ts";

const nothing: ContractChange = {
  changed: false,
  added: [],
  removed: [],
  modified: [],
  bump: "none",
  because: "Nothing changed.",
};

/** What becomes of the three contracts, and the least version bump that each change is due. */
export function contractChanges(
  base: Contracts,
  head: Contracts,
  edited: EditedSections,
  schemaChange: SchemaChange,
  breaking: readonly BreakingChange[],
): { readonly database: ContractChange; readonly sql: ContractChange; readonly api: ContractChange } {
  return {
    database: databaseChange(base, head, edited, schemaChange, breaking),
    sql: sqlChange(base.sql, head.sql),
    api: apiChange(base.api, head.api),
  };
}

/** Breaking is major, a new capability minor, all else a patch (design of the contract: Rule 5). An index is no capability: nobody's query needs a new version for it. */
function databaseChange(
  base: Contracts,
  head: Contracts,
  edited: EditedSections,
  schemaChange: SchemaChange,
  breaking: readonly BreakingChange[],
): ContractChange {
  const keys = [...edited.tables, ...edited.views, ...edited.routines];
  const sections = {
    changed: base.database?.text !== head.database?.text,
    added: keys.filter((key) => !has(base, key)),
    removed: keys.filter((key) => !has(head, key)),
    modified: keys.filter((key) => has(base, key) && has(head, key)),
  };
  const worst = breaking.find((one) => one.breaking);
  if (worst !== undefined) return { ...sections, bump: "major", because: worst.told };
  const change = promisedChange(base, head, schemaChange);
  const added = additions(change);
  if (added !== undefined) return { ...sections, bump: "minor", because: `${code(added)} is new.` };
  const part = changedPart(change);
  if (part !== undefined)
    return { ...sections, bump: "patch", because: `${part}, which adds nothing and breaks nothing that readers use.` };
  if (base.database !== undefined && keys.length > 0) {
    return { ...sections, bump: "patch", because: "Sections of the contract change, and the schema does not." };
  }
  return { ...sections, bump: "none", because: "Nothing that a version counts changed." };
}

function has({ database }: Contracts, key: string): boolean {
  return database !== undefined && (database.tables.has(key) || database.views.has(key) || database.routines.has(key));
}

/** What becomes of tables that neither contract has, and of columns that the base contract lacks, changes no promise. */
function promisedChange(base: Contracts, head: Contracts, change: SchemaChange): SchemaChange {
  const { database } = base;
  if (database === undefined || database.tables.size === 0) return change;
  const { dropped, changed } = change.tables;
  const tables = {
    ...change.tables,
    dropped: dropped.filter(({ name }) => has(base, name)),
    changed: changed
      .filter(({ name }) => has(base, name) || has(head, name))
      .map((table) => withoutUnpromised(table, database))
      .filter((table) => !isEmptyChange(table)),
  };
  return { ...change, tables };
}

function withoutUnpromised(table: ChangedTable, contract: DatabaseContract): ChangedTable {
  const section = contract.tables.get(table.name);
  if (section === undefined || table.columns.dropped.length === 0) return table;
  const { columns } = promiseOf(contract, section);
  const dropped = table.columns.dropped.filter(({ name }) => columns.size === 0 || columns.has(name));
  return { ...table, columns: { ...table.columns, dropped } };
}

function additions(change: SchemaChange): string | undefined {
  const lists = [
    change.tables,
    change.views,
    change.routines,
    change.enums,
    change.types,
    change.schemas,
    change.sequences,
  ];
  const object = lists.flatMap(({ added }) => added.map(({ name }) => name))[0];
  if (object !== undefined) return object;
  for (const { name, columns } of change.tables.changed) {
    const [column] = columns.added;
    if (column !== undefined) return `${name}.${column.name}`;
  }
  const value = change.enums.changed.find(({ added }) => added.length > 0);
  return value === undefined ? undefined : `${value.name} '${value.added[0] ?? ""}'`;
}

/** Whether anything at all became of a schema. */
export function isAnyChange(change: SchemaChange): boolean {
  return Object.values(change).some((changes) => Object.values(changes).some((list) => list.length > 0));
}

type Entries<T> = {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly modified: readonly (readonly [T, T])[];
};

type Contract<T> = { readonly entries: ReadonlyMap<string, T>; readonly texts: ReadonlyMap<string, string> };

/** Entries are told apart by their texts, and only those that differ are read. */
function entriesOf<T>(
  base: Contract<T>,
  head: Contract<T>,
  isSame: (before: string, after: string) => boolean,
): Entries<T> {
  const modified: (readonly [T, T])[] = [];
  for (const [key, text] of head.texts) {
    const old = base.texts.get(key);
    if (old === undefined || old === text || isSame(old, text)) continue;
    const before = base.entries.get(key);
    const after = head.entries.get(key);
    if (before !== undefined && after !== undefined) modified.push([before, after]);
  }
  return {
    added: [...head.texts.keys()].filter((key) => !base.texts.has(key)),
    removed: [...base.texts.keys()].filter((key) => !head.texts.has(key)),
    modified,
  };
}

/** Patch for an added query, minor for a modified one, major for one that is removed or that its callers must be changed for. */
function sqlChange(base: SqlContract | undefined, head: SqlContract | undefined): ContractChange {
  if (base === undefined || head === undefined) return { ...nothing, changed: base !== head };
  if (base.text === head.text) return nothing;
  const entries = entriesOf<ContractQuery>(
    { entries: base.queries, texts: base.entryTexts },
    { entries: head.queries, texts: head.entryTexts },
    sameJson,
  );
  const lists = {
    changed: true,
    added: entries.added,
    removed: entries.removed,
    modified: entries.modified.map(([, { id }]) => id),
  };
  const [removed] = entries.removed;
  if (removed !== undefined) return { ...lists, bump: "major", because: `${code(removed)} is removed.` };
  const incompatible = entries.modified.find(([before, after]) => isIncompatible(before, after));
  if (incompatible !== undefined)
    return {
      ...lists,
      bump: "major",
      because: `${code(incompatible[1].id)} takes or returns something else than its callers know.`,
    };
  const [modified] = lists.modified;
  if (modified !== undefined) return { ...lists, bump: "minor", because: `${code(modified)} is modified.` };
  const [added] = entries.added;
  return added === undefined
    ? { ...lists, bump: "none", because: "No query changed." }
    : { ...lists, bump: "patch", because: `${code(added)} is added.` };
}

function isIncompatible(before: ContractQuery, after: ContractQuery): boolean {
  const lostParameter = before.parameters.length !== after.parameters.length;
  const retyped = before.parameters.some(({ type }, at) => differs(type, after.parameters[at]?.type));
  const returned = new Map(after.returns?.columns.map(({ name, type }) => [name, type]));
  const lostColumn = before.returns?.columns.some(
    ({ name, type }) => !returned.has(name) || differs(type, returned.get(name)),
  );
  const otherRows = differs(before.returns?.type, after.returns?.type);
  return lostParameter || retyped || lostColumn === true || otherRows;
}

function differs(before: string | undefined, after: string | undefined): boolean {
  return before !== undefined && after !== undefined && before.trim().toLowerCase() !== after.trim().toLowerCase();
}

/** Key order and white space say nothing, and a waiver is no promise. */
function sameJson(before: string, after: string): boolean {
  const [left, right] = [before, after].map((text) => {
    try {
      return JSON.stringify(sorted(JSON.parse(text)));
    } catch {
      // An entry that is no JSON is compared as text.
      return text.replace(/\s+/g, " ").trim();
    }
  });
  return left === right;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "schema_warden_allow")
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, of]) => [key, sorted(of)]),
  );
}

/** By the API contract's own protocol: what callers must be changed for is breaking, a new endpoint or field is not. */
function apiChange(base: ApiContract | undefined, head: ApiContract | undefined): ContractChange {
  if (base === undefined || head === undefined) return { ...nothing, changed: base !== head };
  if (base.text === head.text) return nothing;
  const entries = entriesOf<Endpoint>(
    { entries: base.endpoints, texts: base.entryTexts },
    { entries: head.endpoints, texts: head.entryTexts },
    (before, after) => entryState(before, withFormerParameters(before, after)) === "unchanged",
  );
  const lists = {
    changed: true,
    added: entries.added,
    removed: entries.removed,
    modified: entries.modified.map(([, { id }]) => id),
  };
  const [removed] = entries.removed;
  if (removed !== undefined)
    return { ...lists, bump: "major", because: `${code(shownName(base, removed))} is removed.` };
  for (const [before, after] of entries.modified) {
    const broken = endpointBreak(before, after);
    if (broken !== undefined) return { ...lists, bump: "major", because: `${broken}.` };
  }
  const [added] = entries.added;
  if (added !== undefined) return { ...lists, bump: "minor", because: `${code(shownName(head, added))} is added.` };
  const [modified] = lists.modified;
  return modified === undefined
    ? { ...lists, bump: "none", because: "No endpoint changed." }
    : { ...lists, bump: "patch", because: `${code(shownName(head, modified))} is modified.` };
}

function shownName({ endpoints }: ApiContract, key: string): string {
  return endpoints.get(key)?.name ?? key;
}
