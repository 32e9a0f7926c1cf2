import type { Reach } from "../model/comparison.ts";
import type { ContractQuery, Endpoint, ModuleUse } from "../model/contract.ts";
import { keyOf } from "../model/name.ts";
import type { Query, Routine, View } from "../model/schema.ts";
import { code } from "../text/markdown.ts";
import type { Hazard } from "./hazards.ts";
import { isWorse, ReachSet } from "./reach-set.ts";
import type { Readers } from "./readers.ts";
import { insertedColumns, insertTarget, usageOf } from "./resolve-columns.ts";

type Effect = Reach["effect"];
type Link = Reach["via"][number];
type Cause = { readonly effect: Effect; readonly because: string };

/** Follows hazards outwards: first to who names the object, then over endpoints to modules. */
export class ImpactWalk {
  readonly reached = new ReachSet();
  readonly #readers: Readers;
  readonly #seenViews = new Set<string>();
  readonly #seenRoutines = new Set<string>();

  constructor(readers: Readers) {
    this.#readers = readers;
  }

  follow(hazard: Hazard): void {
    if (hazard.on === "table") this.#table(hazard);
    else if (hazard.on === "column") this.#column(hazard);
    else if (hazard.on === "unfilled") this.#unfilled(hazard);
    else if (hazard.on === "view") this.#viewItself(hazard);
    else if (hazard.on === "routine") {
      this.#routineItself(hazard.routine, { effect: hazard.effect, because: "" }, hazard.how, []);
    } else this.#enumValue(hazard);
  }

  #table({ table, effect, how }: Extract<Hazard, { on: "table" }>): void {
    const readers = this.#readers;
    const via = [this.#link("table", table)];
    const named = (verb: string): Cause => ({
      effect,
      because: effect === "touches" ? `${verb} ${code(table)}` : `${verb} ${code(table)}, which is ${how}`,
    });
    for (const query of readers.queriesOf(table)) this.#query(query, named(verbOf(query, table)), via);
    for (const endpoint of readers.endpointsOfTable(table)) this.#endpoint(endpoint, named("names"), via);
    for (const module of readers.modulesOfTable(table)) this.#module(module, named("uses"), via);
    if (effect === "touches") return;
    // The server keeps views by identity: they follow a table to its new name. The text of a routine does not.
    const isFollowed = how === "renamed" || how === "moved";
    if (!isFollowed) for (const view of readers.viewsOver(table)) this.#view(view, named("selects from"), via);
    for (const routine of readers.routinesOver(table)) this.#routine(routine, named("uses"), via);
    if (effect !== "breaks") return;
    this.#referencing(
      table,
      undefined,
      { effect: how === "dropped" ? "breaks" : "touches", because: `references ${code(table)}` },
      via,
    );
    for (const { table: name, at } of readers.dependents(table)) {
      this.reached.add(
        { kind: "table", name, effect: "touches", because: `depends on ${code(table)}`, at, entry: undefined },
        via,
      );
    }
  }

  #column(hazard: Extract<Hazard, { on: "column" }>): void {
    const { table, column } = hazard;
    const readers = this.#readers;
    const via: readonly Link[] = [
      { kind: "column", name: `${table}.${column}`, at: readers.columnPlace(table, column) },
    ];
    const causeIn = (queries: readonly Query[]): Cause | undefined =>
      worst(queries.map((query) => this.#causeOf(query, hazard)));
    for (const query of readers.queriesOf(table)) {
      const cause = causeIn(query.reading);
      if (cause !== undefined) this.#query(query, cause, via);
    }
    for (const view of readers.viewsOver(table)) {
      const cause = causeIn([view.query]);
      if (cause === undefined || cause.effect === "touches") continue;
      // A star in a view was expanded when the view was made: it holds on to the column, and does not see new ones.
      const holds = hazard.holders === "breaks" ? { ...cause, effect: hazard.holders } : undefined;
      if (holds !== undefined) this.#view(view, holds, via);
    }
    for (const routine of readers.routinesOver(table)) {
      const cause = causeIn(routine.queries);
      if (cause !== undefined && cause.effect !== "touches") this.#routine(routine, cause, via);
    }
    if (hazard.holders !== "breaks") return;
    this.#referencing(table, column, { effect: "breaks", because: `references ${code(`${table}.${column}`)}` }, via);
    for (const trigger of readers.schema.tables.get(table)?.triggers ?? []) {
      if (!trigger.events.some((event) => updatedColumns(event).includes(column))) continue;
      const because = `fires on updates of ${code(`${table}.${column}`)}`;
      this.reached.add(
        {
          kind: "trigger",
          name: `${table}.${trigger.name}`,
          effect: "breaks",
          because,
          at: readers.placeOf("table", table),
          entry: undefined,
        },
        via,
      );
    }
  }

  #causeOf(query: Query, hazard: Extract<Hazard, { on: "column" }>): Cause | undefined {
    const { table, column } = hazard;
    const usage = usageOf(query, table, column, this.#readers.schema);
    const name = code(`${table}.${column}`);
    return worst([
      usage.reads ? { effect: hazard.reads, because: `reads ${name}` } : undefined,
      usage.writes ? { effect: hazard.writes, because: `writes ${name}` } : undefined,
      usage.readsAll ? { effect: hazard.readsAll, because: `${code("SELECT *")} over ${code(table)}` } : undefined,
      usage.writesAll
        ? { effect: hazard.writesAll, because: `inserts into ${code(table)} without a list of columns` }
        : undefined,
    ]);
  }

  #unfilled({ table, column, isNew, effect, how }: Extract<Hazard, { on: "unfilled" }>): void {
    const via: readonly Link[] = [
      { kind: "column", name: `${table}.${column}`, at: this.#readers.columnPlace(table, column) },
    ];
    const because = `inserts into ${code(table)} without ${code(column)}, which is ${how}`;
    const leavesOut = (query: Query): boolean => {
      const listed = insertedColumns(query, table);
      return insertTarget(query) === table && (listed === undefined ? isNew : !listed.includes(column));
    };
    for (const query of this.#readers.queriesOf(table)) {
      if (query.reading.some(leavesOut)) this.#query(query, { effect, because }, via);
    }
    for (const routine of this.#readers.routinesOver(table)) {
      if (routine.queries.some(leavesOut)) this.#routine(routine, { effect, because }, via);
    }
  }

  #viewItself({ view, effect, how }: Extract<Hazard, { on: "view" }>): void {
    const via = [this.#link("view", view)];
    const named = (verb: string): Cause => ({ effect, because: `${verb} ${code(view)}, which is ${how}` });
    this.#readersOfView(view, named, via);
    for (const module of this.#readers.modulesOfView(view)) this.#module(module, named("uses"), via);
  }

  #enumValue({ type, value, effect, how }: Extract<Hazard, { on: "enum-value" }>): void {
    const quoted = `'${value}'`;
    for (const table of this.#readers.tablesMentioning(type)) {
      const key = keyOf(table.name);
      const column = table.columns.find(({ type: of }) => of?.base === type);
      if (column === undefined) continue;
      const via: readonly Link[] = [
        { kind: "column", name: `${key}.${column.name}`, at: this.#readers.columnPlace(key, column.name) },
      ];
      for (const query of this.#readers.queriesOf(key)) {
        const isSpelled = query.sql?.value.includes(quoted) === true;
        const cause: Cause = {
          effect: isSpelled ? effect : "alters",
          because: isSpelled ? `spells out ${code(quoted)}, which is ${how}` : `reads ${code(`${key}.${column.name}`)}`,
        };
        const uses = query.reading.some((one) =>
          Object.values(usageOf(one, key, column.name, this.#readers.schema)).includes(true),
        );
        if (isSpelled || uses) this.#query(query, cause, via);
      }
    }
  }

  #view(view: View, cause: Cause, via: readonly Link[]): void {
    const name = keyOf(view.name);
    const at = this.#readers.placeOf("view", name);
    this.reached.add({ kind: "view", name, ...cause, at, entry: this.#readers.entryState("view", name) }, via);
    if (this.#seenViews.has(name)) return;
    this.#seenViews.add(name);
    const chain = [...via, { kind: "view" as const, name, at }];
    const named = (verb: string): Cause => ({ effect: cause.effect, because: `${verb} ${code(name)}` });
    this.#readersOfView(name, named, chain);
    for (const module of this.#readers.modulesOfView(name)) this.#module(module, named("uses"), chain);
  }

  #readersOfView(name: string, named: (verb: string) => Cause, via: readonly Link[]): void {
    for (const query of this.#readers.queriesOf(name)) this.#query(query, named(verbOf(query, name)), via);
    for (const other of this.#readers.viewsOver(name)) this.#view(other, named("selects from"), via);
    for (const routine of this.#readers.routinesOver(name)) this.#routine(routine, named("uses"), via);
    for (const endpoint of this.#readers.endpointsOfTable(name)) this.#endpoint(endpoint, named("names"), via);
  }

  #routine(routine: Routine, cause: Cause, via: readonly Link[]): void {
    const name = keyOf(routine.name);
    const at = this.#readers.placeOf("routine", name);
    this.reached.add({ kind: "routine", name, ...cause, at, entry: this.#readers.entryState("routine", name) }, via);
    this.#routineItself(name, cause, "", [...via, { kind: "routine", name, at }]);
  }

  #routineItself(name: string, cause: Cause, how: string, via: readonly Link[]): void {
    if (this.#seenRoutines.has(name)) return;
    this.#seenRoutines.add(name);
    const chain = via.length > 0 ? via : [this.#link("routine", name)];
    const named = (verb: string): Cause => ({
      effect: cause.effect,
      because: `${verb} ${code(name)}${how === "" ? "" : `, which is ${how}`}`,
    });
    for (const query of this.#readers.queriesCalling(name)) this.#query(query, named("calls"), chain);
    for (const module of this.#readers.modulesOfRoutine(name)) this.#module(module, named("calls"), chain);
    for (const { table, trigger } of this.#readers.triggersRunning(name)) {
      const at = this.#readers.placeOf("table", table);
      const runs = named("runs");
      this.reached.add({ kind: "trigger", name: `${table}.${trigger}`, ...runs, at, entry: undefined }, chain);
      const further: readonly Link[] = [...chain, { kind: "trigger", name: `${table}.${trigger}`, at }];
      for (const query of this.#readers.queriesOf(table)) {
        const writes = query.reading.some(({ tables }) =>
          tables.some((use) => use.access === "write" && keyOf(use.table) === table),
        );
        if (writes)
          this.#query(
            query,
            { effect: runs.effect, because: `writes ${code(table)}, whose trigger runs ${code(name)}` },
            further,
          );
      }
    }
  }

  #referencing(table: string, column: string | undefined, cause: Cause, via: readonly Link[]): void {
    const lastName = this.#readers.schema.tables.get(table)?.name.name ?? table;
    for (const other of this.#readers.tablesMentioning(lastName)) {
      const owner = keyOf(other.name);
      for (const constraint of other.constraints) {
        if (constraint.kind !== "foreign-key" || owner === table || keyOf(constraint.references.table) !== table)
          continue;
        if (column !== undefined && !constraint.references.columns.includes(column)) continue;
        const name = `${owner}.${constraint.name}`;
        const section = this.#readers.placeOf("table", owner);
        this.reached.add({ kind: "foreign-key", name, ...cause, at: section, entry: undefined }, via);
      }
    }
  }

  #query(query: ContractQuery, cause: Cause, via: readonly Link[]): void {
    const at = this.#readers.placeOf("query", query.id) ?? query.at;
    this.reached.add(
      { kind: "query", name: query.id, ...cause, at, entry: this.#readers.entryState("query", query.id) },
      via,
    );
    const chain: readonly Link[] = [...via, { kind: "query", name: query.id, at }];
    const runs: Cause = { effect: cause.effect, because: `runs ${code(query.id)}` };
    for (const endpoint of this.#readers.endpointsOfQuery(query.id)) this.#endpoint(endpoint, runs, chain);
    for (const module of this.#readers.modulesOfQuery(query.id)) this.#module(module, runs, chain);
  }

  #endpoint(endpoint: Endpoint, cause: Cause, via: readonly Link[]): void {
    const { id, name } = endpoint;
    const at = this.#readers.placeOf("endpoint", id) ?? endpoint.headingAt;
    this.reached.add({ kind: "endpoint", name, ...cause, at, entry: this.#readers.entryState("endpoint", id) }, via);
    const serves: Cause = { effect: cause.effect, because: `serves ${code(name)}` };
    const chain: readonly Link[] = [...via, { kind: "endpoint", name, at }];
    for (const use of this.#readers.modulesOfEndpoint(id)) {
      // A controller's path says where the code is, not whose module it is.
      if (!isPath(use.module)) this.#module(use, serves, chain);
    }
  }

  #module({ module, at }: ModuleUse, cause: Cause, via: readonly Link[]): void {
    this.reached.add({ kind: "module", name: module, ...cause, at, entry: undefined }, via);
  }

  #link(kind: "table" | "view" | "routine", name: string): Link {
    return { kind, name, at: this.#readers.placeOf(kind, name) };
  }
}

function worst(causes: readonly (Cause | undefined)[]): Cause | undefined {
  let found: Cause | undefined;
  for (const cause of causes) {
    if (cause !== undefined && (found === undefined || isWorse(cause.effect, found.effect))) found = cause;
  }
  return found;
}

function isPath(module: string): boolean {
  return /[\\/][^\s]*\.\w+$/.test(module);
}

function verbOf(query: ContractQuery, table: string): string {
  const writes = query.reading.some(({ tables }) =>
    tables.some((use) => use.access === "write" && keyOf(use.table) === table),
  );
  return writes ? "writes" : "reads";
}

/** Columns of `update of a, b`. */
function updatedColumns(event: string): readonly string[] {
  const list = /^update of (.+)$/.exec(event)?.[1];
  return list === undefined ? [] : list.split(/,\s*/);
}
