/**
 * The items so that each comes after those that it depends on, otherwise in their own order. Where they depend on each other in
 * a circle, the one that was reached first comes last.
 */
export function dependencyOrder<Item>(
  items: ReadonlyMap<string, Item>,
  dependsOn: (item: Item) => readonly string[],
): readonly Item[] {
  const ordered = new Map<string, Item>();
  const open = new Set<string>();
  // A stack of our own: a chain of ten thousand tables is deeper than the call stack.
  const stack = [...items.keys()].reverse().map((key) => ({ key, done: false }));
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { key, done } = next;
    const item = items.get(key);
    if (item === undefined || ordered.has(key)) continue;
    if (done) {
      ordered.set(key, item);
      continue;
    }
    if (open.has(key)) continue;
    open.add(key);
    stack.push({ key, done: true });
    for (const other of [...dependsOn(item)].reverse()) if (!open.has(other)) stack.push({ key: other, done: false });
  }
  return [...ordered.values()];
}
