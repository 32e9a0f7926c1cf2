import type { Dialect } from "../model/schema.ts";
import type { Edit, Example, Rule } from "./define-rule.ts";
import { exampleBase } from "./example-base.ts";
import { mysqlExampleBase, sqliteExampleBase } from "./example-base-dialects.ts";

/** Where an example's migration stands. */
export const exampleMigration = "migrations/0002_example.sql";

type Files = ReadonlyMap<string, string>;

type ExampleFiles = {
  readonly base: Files;
  readonly head: Files;
  /** Set where the rule speaks one dialect and the example has no contract that could say so. */
  readonly dialect: Dialect | undefined;
};

const bases = { postgresql: exampleBase, mysql: mysqlExampleBase, sqlite: sqliteExampleBase };

/** The shop that the examples of a rule start from, in the dialect that they are read in. */
export function shopOf(rule: Rule): Readonly<Record<string, string>> {
  return bases[dialectOf(rule)];
}

/** The two sides of an example, whole. Throws where an edit does not fit its file, which is a mistake in the example. */
export function filesOf(rule: Rule, example: Example): ExampleFiles {
  const parts = typeof example === "string" ? { migration: example } : example;
  const dialect = dialectOf(rule);
  const base = new Map<string, string>();
  for (const [path, text] of Object.entries({ ...(rule.examples.base ?? shopOf(rule)), ...parts.base }))
    if (text !== null) base.set(path, text);
  const head = new Map(base);
  for (const [path, edits] of Object.entries(parts.edits ?? {}))
    head.set(path, edit(base.get(path) ?? "", edits, path));
  if (parts.migration !== undefined) head.set(exampleMigration, parts.migration);
  for (const [path, text] of Object.entries(parts.head ?? {})) {
    if (text === null) head.delete(path);
    else head.set(path, text);
  }
  const states = [...base.keys()].some((path) => path.endsWith("DATABASE_SCHEMA_CONTRACT.md"));
  return { base, head, dialect: states || dialect === "postgresql" ? undefined : dialect };
}

/** A rule that does not speak PostgreSQL is shown in the first dialect that it does. */
function dialectOf({ dialects = ["postgresql"] }: Rule): keyof typeof bases {
  const [first = "postgresql"] = dialects.includes("postgresql") ? ["postgresql" as const] : dialects;
  return first === "sqlserver" ? "postgresql" : first;
}

function edit(text: string, edits: readonly Edit[], path: string): string {
  return edits.reduce((current, [find, replace]) => {
    const pieces = current.split(find);
    if (pieces.length !== 2) throw new Error(`In ${path} the text "${find}" occurs ${pieces.length - 1} times.`);
    return pieces.join(replace);
  }, text);
}
