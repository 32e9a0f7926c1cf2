/** A map whose keys are known and whose values are made when somebody asks for them, and remembered. */
export class LazyMap<Seed, Value> implements ReadonlyMap<string, Value> {
  readonly #seeds: ReadonlyMap<string, Seed>;
  readonly #read: (seed: Seed) => Value;
  readonly #values = new Map<string, Value>();

  constructor(seeds: ReadonlyMap<string, Seed>, read: (seed: Seed) => Value) {
    this.#seeds = seeds;
    this.#read = read;
  }

  get size(): number {
    return this.#seeds.size;
  }

  has(key: string): boolean {
    return this.#seeds.has(key);
  }

  get(key: string): Value | undefined {
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const seed = this.#seeds.get(key);
    if (seed === undefined) return undefined;
    const value = this.#read(seed);
    this.#values.set(key, value);
    return value;
  }

  keys(): MapIterator<string> {
    return this.#seeds.keys();
  }

  *values(): MapIterator<Value> {
    for (const [, value] of this.entries()) yield value;
  }

  *entries(): MapIterator<[string, Value]> {
    for (const key of this.#seeds.keys()) {
      const value = this.get(key);
      if (value !== undefined) yield [key, value];
    }
  }

  [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.entries();
  }

  forEach(visit: (value: Value, key: string, map: ReadonlyMap<string, Value>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this);
  }
}
