import type { ChangedTable, ObjectChanges, SchemaChange } from "../model/change.ts";
import { code } from "../text/markdown.ts";

/** The first thing of a schema that is different, as the beginning of a sentence: "The index `a_b` of `a` is new". `undefined` where nothing is. */
export function changedPart({ tables, ...rest }: SchemaChange): string | undefined {
  const { enums, views, routines, types, sequences, schemas, extensions } = rest;
  return (
    ofObjects("table", { ...tables, changed: [] }) ??
    first(tables.changed, ofTable) ??
    ofObjects("enum", { ...enums, changed: enums.changed.map(({ name }) => ({ name, changes: [] })) }) ??
    ofObjects("view", views) ??
    ofObjects("routine", routines) ??
    ofObjects("type", types) ??
    ofObjects("sequence", sequences) ??
    ofObjects("schema", schemas) ??
    ofObjects("extension", extensions)
  );
}

function ofTable({ name, columns, constraints, indexes, triggers, policies, changes }: ChangedTable) {
  const within = ` of ${code(name)}`;
  return (
    ofObjects("column", columns, within) ??
    ofObjects("index", indexes, within) ??
    ofObjects("constraint", constraints, within) ??
    ofObjects("trigger", triggers, within) ??
    ofObjects("policy", policies, within) ??
    first(changes, ({ attribute }) => `The ${attribute} of the table ${code(name)} is another`)
  );
}

type Changes = {
  readonly [Way in keyof ObjectChanges]: Way extends "added" | "dropped"
    ? readonly { readonly name: string }[]
    : ObjectChanges[Way];
};

function ofObjects(kind: string, { added, dropped, renamed, changed }: Changes, within = ""): string | undefined {
  return (
    first(added, ({ name }) => `The ${kind} ${code(name)}${within} is new`) ??
    first(dropped, ({ name }) => `The ${kind} ${code(name)}${within} is gone`) ??
    first(renamed, ({ from, to }) => `The ${kind} ${code(from)}${within} is now called ${code(to)}`) ??
    first(changed, ({ name, changes: [change] }) =>
      change === undefined
        ? `The ${kind} ${code(name)}${within} changes`
        : `The ${change.attribute} of the ${kind} ${code(name)}${within} is another`,
    )
  );
}

function first<T>(list: readonly T[], words: (one: T) => string | undefined): string | undefined {
  const [one] = list;
  return one === undefined ? undefined : words(one);
}
