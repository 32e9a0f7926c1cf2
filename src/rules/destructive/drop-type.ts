import type { Step } from "../../model/comparison.ts";
import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";

/** A type's name stands in columns, casts and routines; dropping it breaks those that the contracts do not list. */
export const dropType = defineRule({
  id: "drop-type",
  on: ["drop-type", "rename-type"],
  section: "Non-Destructive Changes",
  severity: "error",
  summary: "Disallow dropping or renaming a type that the base has, unless it went out of use with its columns",
  whenToWaive: "When nothing is declared with the type any more, outside of this repository too.",
  examples: {
    invalid: [
      "DROP TYPE order_status CASCADE;",
      "DROP TYPE IF EXISTS public.order_status CASCADE;",
      {
        title: "Renamed: who casts to it by the old name fails as well",
        migration: "ALTER TYPE order_status RENAME TO status_of_order;",
      },
      {
        title: "A domain of an earlier migration is renamed, though no contract names it",
        base: {
          "DATABASE_SCHEMA_CONTRACT.md": null,
          "migrations/0001_email.sql":
            "CREATE DOMAIN email AS text;\nCREATE TABLE users (id integer PRIMARY KEY, email email);",
        },
        head: { "migrations/0002_rename.sql": "ALTER DOMAIN email RENAME TO address;" },
      },
    ],
    valid: [
      {
        title: "Swapped for another of the same name",
        migration:
          "ALTER TYPE order_status RENAME TO order_status_old;\nCREATE TYPE order_status AS ENUM ('new', 'paid', 'shipped', 'lost');\nALTER TABLE orders ALTER COLUMN status TYPE order_status USING status::text::order_status;\nDROP TYPE order_status_old;",
      },
      { title: "Made in the same pull request", migration: "CREATE TYPE size AS ENUM ('s', 'm');\nDROP TYPE size;" },
      {
        title: "Made in the same pull request and renamed",
        migration: "CREATE TYPE size AS ENUM ('s', 'm');\nALTER TYPE size RENAME TO sizes;",
      },
      {
        title: "Renamed, and a domain keeps the old name",
        migration: "ALTER TYPE order_status RENAME TO status_of_order;\nCREATE DOMAIN order_status AS status_of_order;",
      },
      {
        title: "Renamed when no column had it any more",
        migration: "ALTER TABLE orders DROP COLUMN status;\nALTER TYPE order_status RENAME TO unused_status;",
      },
      { title: "A value that is added", migration: "ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'lost';" },
      { title: "Nobody promised it", migration: "DROP TYPE IF EXISTS size;" },
      {
        title: "Its column is dropped, which is said there",
        migration: "ALTER TABLE orders DROP COLUMN status;\nDROP TYPE order_status;",
      },
    ],
  },

  *check(operation, context, { step }) {
    const name = keyOf(operation.type);
    const known = context.comparison.base.types.has(name);
    if (step.effect === "no-effect" || !(known || isUnheardOf(step, context))) return;
    if (context.comparison.head.types.has(name) || isOutOfUse(operation, step, context)) return;
    yield {
      at: operation.at,
      subject: name,
      data: {
        name,
        to: operation.kind === "rename-type" ? keyOf({ ...operation.type, name: operation.to }) : "",
        cascade: operation.kind === "drop-type" && operation.cascade,
        known,
      },
    };
  },

  explain: ({ name, to, cascade, known }) => ({
    what:
      to !== ""
        ? `The type ${code(name)} becomes ${code(to)}.`
        : `The type ${code(name)} is dropped${cascade ? ", and CASCADE takes every column of it along." : known ? ", which the base still has." : "."}`,
    why: "Statements that cast to it fail, and so does every routine that takes or returns it.",
    fix:
      to !== ""
        ? `Keep the old name: make a domain ${code(name)} over ${code(to)} in this migration, or leave the type as it is.`
        : `Move its columns to another type in steps of their own (a new column, both written, readers moved), each by the deprecation workflow, and drop ${code(name)} without CASCADE when nothing names it.`,
  }),
});

/** Nothing tells which types there were before. */
function isUnheardOf({ effect }: Step, { base, comparison }: RuleContext): boolean {
  return effect === "unknown-target" && base.database === undefined && !comparison.base.complete;
}

/** Every column of the base that had it was dropped or given another type by an operation of its own, which other rules judge. */
function isOutOfUse(
  { type }: OperationOf<"drop-type" | "rename-type">,
  { before }: Step,
  { comparison }: RuleContext,
): boolean {
  const name = keyOf(type);
  const had = [...comparison.touched.tables].filter((key) =>
    comparison.base.tables.get(key)?.columns.some((column) => column.type?.base === name),
  );
  return (
    had.length > 0 &&
    had.every((key) => before.tables.get(key)?.columns.every((column) => column.type?.base !== name) ?? true)
  );
}
