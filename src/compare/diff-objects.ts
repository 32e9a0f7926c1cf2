import type { AttributeChange, ChangedObject, NamedObject, ObjectChanges, RenamedObject } from "../model/change.ts";

/** How the objects of one kind are compared and shown. */
export type ObjectKindDiff<V> = {
  /** One line of SQL. */
  readonly define: (object: V) => string;
  /** What differs between an object and what became of it. */
  readonly compare: (from: V, to: V) => readonly AttributeChange[];
};

/** An object at base and what became of it; one side is absent where it was added or dropped. */
export type Pair<V> = {
  readonly from: readonly [key: string, value: V] | undefined;
  readonly to: readonly [key: string, value: V] | undefined;
};

/**
 * Pairs what base and head have under the given keys. `renamed` maps head keys to base keys; a base object that was renamed
 * away is not what now has its name.
 */
export function pairObjects<V>(
  base: ReadonlyMap<string, V>,
  head: ReadonlyMap<string, V>,
  keys: Iterable<string>,
  renamed: ReadonlyMap<string, string>,
): readonly Pair<V>[] {
  const claimed = new Set(renamed.values());
  const pairs: Pair<V>[] = [];
  const touched = new Set([...keys, ...renamed.keys(), ...renamed.values()]);
  for (const key of [...touched].sort()) {
    const to = entry(head, key);
    const origin = renamed.get(key) ?? (claimed.has(key) ? undefined : key);
    const from = to === undefined || origin === undefined ? undefined : entry(base, origin);
    if (to !== undefined) pairs.push({ from, to });
    const isReplaced = to === undefined || origin !== key;
    if (isReplaced && !claimed.has(key) && base.has(key)) pairs.push({ from: entry(base, key), to: undefined });
  }
  return pairs;
}

function entry<V>(map: ReadonlyMap<string, V>, key: string): readonly [string, V] | undefined {
  const value = map.get(key);
  return value === undefined ? undefined : [key, value];
}

/** Sorts pairs into added, dropped, renamed and changed. */
export function diffPairs<V>(pairs: readonly Pair<V>[], kind: ObjectKindDiff<V>): ObjectChanges {
  const added: NamedObject[] = [];
  const dropped: NamedObject[] = [];
  const renamed: RenamedObject[] = [];
  const changed: ChangedObject[] = [];
  for (const { from, to } of pairs) {
    if (from === undefined) {
      if (to !== undefined) added.push({ name: to[0], definition: kind.define(to[1]) });
    } else if (to === undefined) dropped.push({ name: from[0], definition: kind.define(from[1]) });
    else {
      if (from[0] !== to[0]) renamed.push({ from: from[0], to: to[0] });
      const changes = from[1] === to[1] ? [] : kind.compare(from[1], to[1]);
      if (changes.length > 0) changed.push({ name: to[0], changes });
    }
  }
  return { added, dropped, renamed, changed };
}

/** The parts of a table by name. */
export function byName<V extends { readonly name: string }>(parts: readonly V[]): ReadonlyMap<string, V> {
  return new Map(parts.map((part) => [part.name, part]));
}

/** One attribute as a list: empty where both sides are the same text. */
export function attribute(name: string, from: string | undefined, to: string | undefined): readonly AttributeChange[] {
  return from === to ? [] : [{ attribute: name, from, to }];
}
