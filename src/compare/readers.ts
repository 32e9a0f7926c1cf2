import type { EntryState } from "../model/comparison.ts";
import type { ApiContract, ContractQuery, Contracts, Endpoint, ModuleUse, SqlContract } from "../model/contract.ts";
import type { Location } from "../model/location.ts";
import { keyOf } from "../model/name.ts";
import type { Query, Routine, Schema, Table, View } from "../model/schema.ts";
import { promisedText } from "../text/promised-text.ts";
import { lastWord, WordSearch } from "../text/word-search.ts";
import { Mentions } from "./mentions.ts";
import { namesTable } from "./resolve-columns.ts";

/**
 * Everybody who reads or writes the schema as the base branch has it, found by name: queries, endpoints, views, routines, triggers, modules.
 * Places are lines of the head contracts where the entry is still there, else of the base contracts.
 */
export class Readers {
  readonly #base: Contracts;
  readonly #head: Contracts;
  readonly #schema: Schema;
  readonly #mentions: Mentions;

  constructor(base: Contracts, head: Contracts, schema: Schema) {
    this.#base = base;
    this.#head = head;
    this.#schema = schema;
    this.#mentions = new Mentions(schema, base.database);
  }

  get mentions(): Mentions {
    return this.#mentions;
  }

  get schema(): Schema {
    return this.#schema;
  }

  /** Queries that name a table or view. */
  queriesOf(key: string): readonly ContractQuery[] {
    return this.#queries(key).filter(({ reading }) => reading.some((query) => namesTable(query, key)));
  }

  /** Queries that call a routine. */
  queriesCalling(key: string): readonly ContractQuery[] {
    const calls = ({ routines }: Query): boolean => routines.some((name) => keyOf(name) === key);
    return this.#queries(key).filter(({ reading }) => reading.some(calls));
  }

  endpointsOfQuery(id: string): readonly Endpoint[] {
    return this.#endpoints(id).filter(({ queries }) => queries?.some(({ value }) => value === id));
  }

  endpointsOfTable(key: string): readonly Endpoint[] {
    return this.#endpoints(key).filter(({ tables }) => tables?.some(({ table }) => keyOf(table) === key));
  }

  /** Views whose query names a table or view. */
  viewsOver(key: string): readonly View[] {
    return this.#mentions.of("views", lastWord(key)).flatMap((name) => {
      const view = this.#schema.views.get(name);
      return view !== undefined && namesTable(view.query, key) ? [view] : [];
    });
  }

  /** Routines with a statement that names a table or view. */
  routinesOver(key: string): readonly Routine[] {
    if (!this.#mentions.inRoutines(lastWord(key))) return [];
    return [...this.#schema.routines.values()].filter(({ queries }) => queries.some((query) => namesTable(query, key)));
  }

  routinesNamed(key: string): readonly Routine[] {
    return [...this.#schema.routines.values()].filter(({ name }) => keyOf(name) === key);
  }

  /** Tables with a trigger that runs a routine. */
  triggersRunning(routine: string): readonly { readonly table: string; readonly trigger: string }[] {
    return this.#mentions
      .of("tables", lastWord(routine))
      .flatMap((key) =>
        (this.#schema.tables.get(key)?.triggers ?? [])
          .filter((trigger) => keyOf(trigger.routine) === routine)
          .map((trigger) => ({ table: key, trigger: trigger.name })),
      );
  }

  /** Tables whose definition may name this, read. */
  tablesMentioning(name: string): readonly Table[] {
    return this.#mentions.of("tables", name).flatMap((key) => this.#schema.tables.get(key) ?? []);
  }

  /** Tables that list this one under Depends On. */
  dependents(key: string): readonly { readonly table: string; readonly at: Location }[] {
    return this.#mentions.of("tables", lastWord(key)).flatMap((name) => {
      if (name === key) return [];
      const section = this.#head.database?.tables.get(name) ?? this.#base.database?.tables.get(name);
      const line = section?.dependsOn?.find(({ table }) => keyOf(table) === key);
      return line === undefined ? [] : [{ table: name, at: line.at }];
    });
  }

  modulesOfTable(key: string): readonly ModuleUse[] {
    const { base, head } = this.#both((contracts) => contracts.database?.tables.get(key));
    return modulesOf(base?.usedBy, head?.usedBy);
  }

  modulesOfView(key: string): readonly ModuleUse[] {
    const { base, head } = this.#both((contracts) => contracts.database?.views.get(key));
    return modulesOf(base?.usedBy, head?.usedBy);
  }

  modulesOfRoutine(key: string): readonly ModuleUse[] {
    const { base, head } = this.#both((contracts) => contracts.database?.routines.get(key));
    return modulesOf(base?.calledBy, head?.calledBy);
  }

  modulesOfQuery(id: string): readonly ModuleUse[] {
    const { base, head } = this.#both((contracts) => contracts.sql?.queries.get(id));
    return modulesOf(base?.usedBy, head?.usedBy);
  }

  modulesOfEndpoint(id: string): readonly ModuleUse[] {
    const { base, head } = this.#both((contracts) => contracts.api?.endpoints.get(id));
    return modulesOf(base?.modules, head?.modules);
  }

  /** The contract line of an entry. */
  placeOf(kind: "table" | "view" | "routine" | "query" | "endpoint", key: string): Location | undefined {
    const { base, head } = this.#both((contracts): Location | undefined => {
      switch (kind) {
        case "table":
          return contracts.database?.tables.get(key)?.headingAt;
        case "view":
          return contracts.database?.views.get(key)?.headingAt;
        case "routine":
          return contracts.database?.routines.get(key)?.headingAt;
        case "query":
          return contracts.sql?.queries.get(key)?.at;
        case "endpoint":
          return contracts.api?.endpoints.get(key)?.headingAt;
        default:
          return kind satisfies never;
      }
    });
    return head ?? base;
  }

  columnPlace(table: string, column: string): Location | undefined {
    const { base, head } = this.#both((contracts) => contracts.database?.tables.get(table));
    const row = [head, base].map((section) => section?.columns?.find(({ name }) => name === column)?.at);
    return row[0] ?? row[1] ?? head?.headingAt ?? base?.headingAt;
  }

  /** What the pull request does to an entry. */
  entryState(kind: "view" | "routine" | "query" | "endpoint", key: string): EntryState | undefined {
    const { base, head } = this.#both((contracts): string | undefined => {
      switch (kind) {
        case "view":
          return contracts.database?.sectionTexts.views.get(key);
        case "routine":
          return contracts.database?.sectionTexts.routines.get(key);
        case "query":
          return contracts.sql?.entryTexts.get(key);
        case "endpoint":
          return contracts.api?.entryTexts.get(key);
        default:
          return kind satisfies never;
      }
    });
    return entryState(base, head);
  }

  #both<T>(of: (contracts: Contracts) => T): { readonly base: T; readonly head: T } {
    return { base: of(this.#base), head: of(this.#head) };
  }

  #queries(name: string): readonly ContractQuery[] {
    const contract = this.#base.sql ?? this.#head.sql;
    if (contract === undefined) return [];
    return searchOf(contract)
      .keys(name)
      .flatMap((key) => contract.queries.get(key) ?? []);
  }

  #endpoints(name: string): readonly Endpoint[] {
    const contract = this.#base.api ?? this.#head.api;
    if (contract === undefined) return [];
    return searchOf(contract)
      .keys(name)
      .flatMap((key) => contract.endpoints.get(key) ?? []);
  }
}

/** The state of an entry by its texts; white space and comments say nothing, and neither do waivers. `undefined` where it is on neither side. */
export function entryState(base: string | undefined, head: string | undefined): EntryState | undefined {
  if (base === undefined) return head === undefined ? undefined : "added";
  if (head === undefined) return "removed";
  return base === head || promisedText(base) === promisedText(head) ? "unchanged" : "changed";
}

const searches = new WeakMap<SqlContract | ApiContract, WordSearch>();

function searchOf(contract: SqlContract | ApiContract): WordSearch {
  const known = searches.get(contract);
  if (known !== undefined) return known;
  const search = new WordSearch(contract.entryTexts);
  searches.set(contract, search);
  return search;
}

/** Those of head, and those that head no longer lists. */
function modulesOf(base: readonly ModuleUse[] = [], head: readonly ModuleUse[] = []): readonly ModuleUse[] {
  const named = new Set(head.map(({ module }) => module));
  return [...head, ...base.filter(({ module }) => !named.has(module))];
}
