/** A map whose keys are known and whose values are worked out when someone asks for them, once. A value may turn out not to exist. */
export class LazyMap<V> implements ReadonlyMap<string, V> {
  readonly #keys: { has(key: string): boolean; keys(): Iterable<string>; readonly size: number };
  readonly #compute: (key: string) => V | undefined;
  readonly #known = new Map<string, V | undefined>();

  constructor(
    keys: { has(key: string): boolean; keys(): Iterable<string>; readonly size: number },
    compute: (key: string) => V | undefined,
  ) {
    this.#keys = keys;
    this.#compute = compute;
  }

  get size(): number {
    return this.#keys.size;
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  get(key: string): V | undefined {
    if (!this.#keys.has(key)) return undefined;
    if (!this.#known.has(key)) this.#known.set(key, this.#compute(key));
    return this.#known.get(key);
  }

  *keys(): MapIterator<string> {
    yield* this.#keys.keys();
  }

  *entries(): MapIterator<[string, V]> {
    for (const key of this.#keys.keys()) {
      const value = this.get(key);
      if (value !== undefined) yield [key, value];
    }
  }

  *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  forEach(visit: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this);
  }
}

/** A lazy map whose values are read from what another map has under the same keys. */
export function lazyMapOf<Seed, V>(seeds: ReadonlyMap<string, Seed>, read: (seed: Seed) => V): LazyMap<V> {
  return new LazyMap(seeds, (key) => {
    const seed = seeds.get(key);
    return seed === undefined ? undefined : read(seed);
  });
}
