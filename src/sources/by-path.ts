/** Order of paths in every listing: by UTF-16 code unit, whatever the machine's language. */
export function byPath(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
