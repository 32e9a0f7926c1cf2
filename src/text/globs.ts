import picomatch from "picomatch";

const matchers = new WeakMap<readonly string[], (text: string) => boolean>();

/** Whether a path or name fits one of the globs. Each list of globs is compiled once. */
export function matchesGlobs(text: string, globs: readonly string[]): boolean {
  if (globs.length === 0) return false;
  const known = matchers.get(globs) ?? picomatch([...globs], { dot: true });
  matchers.set(globs, known);
  return known(text);
}
