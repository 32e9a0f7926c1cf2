import type { Edit, Example, Rule } from "./define-rule.ts";
import { exampleBase } from "./example-base.ts";

/** Where an example's migration stands. */
export const exampleMigration = "migrations/0002_example.sql";

type Files = ReadonlyMap<string, string>;

/** The two sides of an example, whole. Throws where an edit does not fit its file, which is a mistake in the example. */
export function filesOf(rule: Rule, example: Example): { readonly base: Files; readonly head: Files } {
  const parts = typeof example === "string" ? { migration: example } : example;
  const base = new Map(Object.entries({ ...(rule.examples.base ?? exampleBase), ...parts.base }));
  const head = new Map(base);
  for (const [path, edits] of Object.entries(parts.edits ?? {}))
    head.set(path, edit(base.get(path) ?? "", edits, path));
  if (parts.migration !== undefined) head.set(exampleMigration, parts.migration);
  for (const [path, text] of Object.entries(parts.head ?? {})) {
    if (text === null) head.delete(path);
    else head.set(path, text);
  }
  return { base, head };
}

function edit(text: string, edits: readonly Edit[], path: string): string {
  return edits.reduce((current, [find, replace]) => {
    const pieces = current.split(find);
    if (pieces.length !== 2) throw new Error(`In ${path} the text "${find}" occurs ${pieces.length - 1} times.`);
    return pieces.join(replace);
  }, text);
}
