const chosen = /^(.+_(?:pkey|key|fkey|check|excl|idx))\d*$/;

/**
 * Whether two names are the server's choice for the same part and differ by the number that it appends where a name is taken: `a_pkey`, `a_pkey1`. Which names are taken
 * is only known to who knows every table.
 */
export function differByNumber(left: string, right: string): boolean {
  const stem = chosen.exec(left)?.[1];
  return stem !== undefined && stem === chosen.exec(right)?.[1];
}
