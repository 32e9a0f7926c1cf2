import type { Renames } from "../model/comparison.ts";
import type { Schema, UserType } from "../model/schema.ts";

type Kind = "tables" | "views" | "types" | "routines" | "sequences";
/** Head name → base name; `undefined` for what was made anew under a name that the base had, too. */
type Origins = ReadonlyMap<string, string | undefined>;
type OwnedOrigins = ReadonlyMap<string, Origins>;
type OwnedKind = "columns" | "parts" | "enumValues";

const owners = { columns: "tables", parts: "tables", enumValues: "types" } as const;

/** What objects were called in the base. Immutable, like all that a rollback takes back. */
export class OriginTrace {
  readonly #objects: ReadonlyMap<Kind, Origins>;
  readonly #owned: ReadonlyMap<OwnedKind, OwnedOrigins>;

  constructor(
    objects: ReadonlyMap<Kind, Origins> = new Map(),
    owned: ReadonlyMap<OwnedKind, OwnedOrigins> = new Map(),
  ) {
    this.#objects = objects;
    this.#owned = owned;
  }

  renamed(kind: Kind, from: string, to: string): OriginTrace {
    const objects = new Map(this.#objects).set(kind, moved(this.#objects.get(kind), from, to));
    const owned = new Map(this.#owned);
    for (const [part, owner] of Object.entries(owners) as [OwnedKind, Kind][]) {
      if (owner === kind) owned.set(part, movedOwner(owned.get(part), from, to));
    }
    return new OriginTrace(objects, owned);
  }

  /** An object was made: under whatever name the base knew another, this is not it. */
  born(kind: Kind, key: string, base: Schema): OriginTrace {
    if (!base[kind].has(key) && this.#objects.get(kind)?.has(key) !== true) return this;
    const objects = new Map(this.#objects).set(kind, new Map(this.#objects.get(kind)).set(key, undefined));
    const owned = new Map(this.#owned);
    for (const [part, owner] of Object.entries(owners) as [OwnedKind, Kind][]) {
      if (owner === kind && owned.get(part)?.has(key)) owned.set(part, without(owned.get(part), key));
    }
    return new OriginTrace(objects, owned);
  }

  partRenamed(kind: OwnedKind, owner: string, from: string, to: string): OriginTrace {
    const of = this.#owned.get(kind);
    const parts = moved(of?.get(owner), from, to);
    return this.#withOwned(kind, new Map(of).set(owner, parts));
  }

  partBorn(kind: OwnedKind, owner: string, part: string): OriginTrace {
    const of = this.#owned.get(kind);
    const parts = of?.get(owner);
    if (parts?.has(part) !== true) return this;
    return this.#withOwned(kind, new Map(of).set(owner, new Map(parts).set(part, undefined)));
  }

  #withOwned(kind: OwnedKind, origins: OwnedOrigins): OriginTrace {
    return new OriginTrace(this.#objects, new Map(this.#owned).set(kind, origins));
  }

  /** Renames of what the base has and the head still has. */
  renames(base: Schema, head: Schema): Renames {
    const objects = (kind: Kind) => settled(this.#objects.get(kind), base[kind], head[kind]);
    const tables = objects("tables");
    const types = objects("types");
    const columns = this.#settledParts("columns", tables, base.tables, head.tables, (table) =>
      table.columns.map((column) => column.name),
    );
    const parts = this.#settledParts("parts", tables, base.tables, head.tables, (table) =>
      [table.constraints, table.indexes, table.triggers, table.policies].flatMap((all) => all.map((part) => part.name)),
    );
    const enumValues = this.#settledParts("enumValues", types, base.types, head.types, valuesOf);
    return {
      tables,
      views: objects("views"),
      types,
      routines: objects("routines"),
      sequences: objects("sequences"),
      columns,
      parts,
      enumValues,
    };
  }

  #settledParts<V>(
    kind: OwnedKind,
    owned: ReadonlyMap<string, string>,
    base: ReadonlyMap<string, V>,
    head: ReadonlyMap<string, V>,
    names: (owner: V) => readonly string[],
  ): ReadonlyMap<string, ReadonlyMap<string, string>> {
    const result = new Map<string, ReadonlyMap<string, string>>();
    for (const [owner, origins] of this.#owned.get(kind) ?? []) {
      const before = base.get(owned.get(owner) ?? owner);
      const after = head.get(owner);
      if (before === undefined || after === undefined) continue;
      const parts = settled(origins, new Set(names(before)), new Set(names(after)));
      if (parts.size > 0) result.set(owner, parts);
    }
    return result;
  }
}

type Names = { has(name: string): boolean };

function settled(origins: Origins | undefined, base: Names, head: Names): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  for (const [to, from] of origins ?? []) {
    if (from !== undefined && from !== to && base.has(from) && head.has(to)) result.set(to, from);
  }
  return result;
}

function moved(origins: Origins | undefined, from: string, to: string): Origins {
  const result = new Map(origins);
  const origin = result.has(from) ? result.get(from) : from;
  // What takes the old name later is not what had it.
  result.set(from, undefined);
  result.set(to, origin);
  return result;
}

function movedOwner(origins: OwnedOrigins | undefined, from: string, to: string): OwnedOrigins {
  const parts = origins?.get(from);
  return parts === undefined ? new Map(origins) : new Map(without(origins, from)).set(to, parts);
}

function without(origins: OwnedOrigins | undefined, key: string): OwnedOrigins {
  const result = new Map(origins);
  result.delete(key);
  return result;
}

function valuesOf(type: UserType): readonly string[] {
  return type.kind === "enum" ? type.values : [];
}
