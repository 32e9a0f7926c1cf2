type Node<V> = {
  readonly key: string;
  /** `undefined` where the key was deleted. */
  readonly value: V | undefined;
  readonly priority: number;
  readonly left: Node<V> | undefined;
  readonly right: Node<V> | undefined;
};

type Rewrite<V> = (value: V) => V;

/**
 * A map of changes over a map that is only read: every change gives a new map that shares all else with the old one, so that a
 * schema can be kept before and after each step at no cost, and a base that reads its entries when asked stays unread.
 */
export class OverlayMap<V extends object> implements ReadonlyMap<string, V> {
  readonly #root: ReadonlyMap<string, V>;
  readonly #changes: Node<V> | undefined;
  readonly #rewrites: readonly Rewrite<V>[];
  #size: number | undefined;

  private constructor(root: ReadonlyMap<string, V>, changes: Node<V> | undefined, rewrites: readonly Rewrite<V>[]) {
    this.#root = root;
    this.#changes = changes;
    this.#rewrites = rewrites;
  }

  /** The same entries, ready to be changed. */
  static over<V extends object>(map: ReadonlyMap<string, V>): OverlayMap<V> {
    return map instanceof OverlayMap ? map : new OverlayMap(map, undefined, []);
  }

  /** The map below all changes. */
  get root(): ReadonlyMap<string, V> {
    return this.#root;
  }

  set(key: string, value: V): OverlayMap<V> {
    return new OverlayMap(this.#root, insert(this.#changes, key, value), this.#rewrites);
  }

  without(key: string): OverlayMap<V> {
    return new OverlayMap(this.#root, insert(this.#changes, key, undefined), this.#rewrites);
  }

  /** Every entry as `rewrite` gives it; entries of the root are rewritten when they are read. `rewrite` returns its argument where it changes nothing. */
  rewritten(rewrite: Rewrite<V>): OverlayMap<V> {
    const rewrites = this.#root.size === 0 ? [] : [...this.#rewrites, remembered(rewrite)];
    return new OverlayMap(this.#root, rewriteNodes(this.#changes, rewrite), rewrites);
  }

  get(key: string): V | undefined {
    const node = find(this.#changes, key);
    if (node !== undefined) return node.value;
    const value = this.#root.get(key);
    return value === undefined ? undefined : this.#rewrites.reduce((seen, rewrite) => rewrite(seen), value);
  }

  has(key: string): boolean {
    const node = find(this.#changes, key);
    return node === undefined ? this.#root.has(key) : node.value !== undefined;
  }

  /** Keys that were set or deleted over the root, in order; those that begin so, where `opening` is given. */
  *changedKeys(opening = ""): Generator<string> {
    for (const { key } of nodesFrom(this.#changes, opening)) {
      if (!key.startsWith(opening)) return;
      yield key;
    }
  }

  get size(): number {
    this.#size ??= this.#count();
    return this.#size;
  }

  #count(): number {
    let size = this.#root.size;
    for (const key of this.changedKeys()) size += Number(this.has(key)) - Number(this.#root.has(key));
    return size;
  }

  *keys(): MapIterator<string> {
    for (const key of this.#root.keys()) if (find(this.#changes, key) === undefined) yield key;
    for (const { key, value } of nodesFrom(this.#changes, "")) if (value !== undefined) yield key;
  }

  *entries(): MapIterator<[string, V]> {
    for (const key of this.#root.keys()) {
      const value = find(this.#changes, key) === undefined ? this.get(key) : undefined;
      if (value !== undefined) yield [key, value];
    }
    for (const { key, value } of nodesFrom(this.#changes, "")) if (value !== undefined) yield [key, value];
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

/** Keys whose values may differ between two maps: of maps over one root only what was changed, else all. */
export function differingKeys<V extends object>(
  base: ReadonlyMap<string, V>,
  head: ReadonlyMap<string, V>,
): readonly string[] {
  const left = OverlayMap.over(base);
  const right = OverlayMap.over(head);
  const keys =
    left.root === right.root ? [...left.changedKeys(), ...right.changedKeys()] : [...left.keys(), ...right.keys()];
  return [...new Set(keys)].filter((key) => left.get(key) !== right.get(key));
}

function remembered<V extends object>(rewrite: Rewrite<V>): Rewrite<V> {
  const results = new WeakMap<V, V>();
  return (value) => {
    const known = results.get(value);
    if (known !== undefined) return known;
    const result = rewrite(value);
    results.set(value, result);
    return result;
  };
}

// A treap whose priorities come from the keys: the same entries make the same tree, whatever the order they came in.
function insert<V>(node: Node<V> | undefined, key: string, value: V | undefined): Node<V> {
  if (node === undefined) return { key, value, priority: priorityOf(key), left: undefined, right: undefined };
  if (key === node.key) return { ...node, value };
  if (key < node.key) {
    const left = insert(node.left, key, value);
    if (left.priority <= node.priority) return { ...node, left };
    return { ...left, right: { ...node, left: left.right } };
  }
  const right = insert(node.right, key, value);
  if (right.priority <= node.priority) return { ...node, right };
  return { ...right, left: { ...node, right: right.left } };
}

function find<V>(node: Node<V> | undefined, key: string): Node<V> | undefined {
  let at = node;
  while (at !== undefined && at.key !== key) at = key < at.key ? at.left : at.right;
  return at;
}

function rewriteNodes<V>(node: Node<V> | undefined, rewrite: Rewrite<V>): Node<V> | undefined {
  if (node === undefined) return undefined;
  const left = rewriteNodes(node.left, rewrite);
  const right = rewriteNodes(node.right, rewrite);
  const value = node.value === undefined ? undefined : rewrite(node.value);
  return left === node.left && right === node.right && value === node.value ? node : { ...node, left, right, value };
}

/** Nodes in the order of their keys, from the first key that is not less than `start`. */
function* nodesFrom<V>(node: Node<V> | undefined, start: string): Generator<Node<V>> {
  const open: Node<V>[] = [];
  let at = node;
  while (true) {
    while (at !== undefined) {
      if (at.key >= start) open.push(at);
      at = at.key >= start ? at.left : at.right;
    }
    const next = open.pop();
    if (next === undefined) return;
    yield next;
    at = next.right;
  }
}

/** FNV-1a, 32 bits. */
function priorityOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
