import type { EnumChanges } from "../model/change.ts";
import type { UserType } from "../model/schema.ts";
import type { Pair } from "./diff-objects.ts";

type Enum = Extract<UserType, { readonly kind: "enum" }>;
type ChangedEnum = EnumChanges["changed"][number];

/** What became of enums and of their values. `renamedValues`: head key → head value → base value. */
export function diffEnums(
  pairs: readonly Pair<Enum>[],
  renamedValues: ReadonlyMap<string, ReadonlyMap<string, string>>,
): EnumChanges {
  return {
    added: pairs.flatMap(({ from, to }) =>
      from === undefined && to !== undefined ? [{ name: to[0], values: to[1].values }] : [],
    ),
    dropped: pairs.flatMap(({ from, to }) =>
      to === undefined && from !== undefined ? [{ name: from[0], values: from[1].values }] : [],
    ),
    renamed: pairs.flatMap(({ from, to }) =>
      from !== undefined && to !== undefined && from[0] !== to[0] ? [{ from: from[0], to: to[0] }] : [],
    ),
    changed: pairs.flatMap(({ from, to }) => {
      if (from === undefined || to === undefined) return [];
      const changed = diffValues(to[0], from[1].values, to[1].values, renamedValues.get(to[0]) ?? new Map());
      return changed === undefined ? [] : [changed];
    }),
  };
}

function diffValues(
  name: string,
  before: readonly string[],
  after: readonly string[],
  renames: ReadonlyMap<string, string>,
): ChangedEnum | undefined {
  const renamed = [...renames].map(([to, from]) => ({ from, to }));
  const claimed = new Set(renames.values());
  const originOf = (value: string) => renames.get(value) ?? (claimed.has(value) ? undefined : value);
  const origins = after.map(originOf);
  const added = after.filter((_, at) => !before.includes(origins[at] ?? "") || origins[at] === undefined);
  const dropped = before.filter((value) => !origins.includes(value));
  const kept = origins.filter((value) => value !== undefined && before.includes(value));
  const reordered = before.filter((value) => kept.includes(value)).some((value, at) => kept[at] !== value);
  if (added.length + dropped.length + renamed.length === 0 && !reordered) return undefined;
  return { name, added, dropped, renamed, reordered };
}
