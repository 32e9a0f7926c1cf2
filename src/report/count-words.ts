const irregular: Readonly<Record<string, string>> = {
  query: "queries",
  "foreign key": "foreign keys",
};

/** "1 error", "3 queries". */
export function countOf(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : pluralOf(noun)}`;
}

/** "2 queries, 1 view and 3 modules"; kinds of which there are none are left out, empty when there is nothing at all. */
export function countsOf(counts: readonly (readonly [number, string])[]): string {
  const parts = counts.filter(([count]) => count > 0).map(([count, noun]) => countOf(count, noun));
  const last = parts.pop();
  if (last === undefined) return "";
  return parts.length === 0 ? last : `${parts.join(", ")} and ${last}`;
}

function pluralOf(noun: string): string {
  return irregular[noun] ?? (/(s|x|ch)$/.test(noun) ? `${noun}es` : `${noun}s`);
}
