/** Whether brackets of JSON nest deeper than this, which would exhaust the stack of who reads them. Those in strings count too, which does no harm. */
export function nestsDeeperThan(text: string, most: number): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === "[" || bracket === "{" ? 1 : -1;
    if (depth > most) return true;
  }
  return false;
}
