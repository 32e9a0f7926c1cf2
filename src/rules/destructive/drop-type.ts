import type { Step } from "../../model/comparison.ts";
import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";

/** A type's name stands in columns, casts and routines; dropping it breaks those that the contracts do not list. */
export const dropType = defineRule({
  id: "drop-type",
  on: ["drop-type"],
  section: "Non-Destructive Changes",
  severity: "error",
  summary: "Disallow dropping a type that the base has, unless it went out of use with its columns",
  whenToWaive: "When nothing is declared with the type any more, outside of this repository too.",
  examples: {
    invalid: ["DROP TYPE order_status CASCADE;", "DROP TYPE IF EXISTS public.order_status CASCADE;"],
    valid: [
      {
        title: "Swapped for another of the same name",
        migration:
          "ALTER TYPE order_status RENAME TO order_status_old;\nCREATE TYPE order_status AS ENUM ('new', 'paid', 'shipped', 'lost');\nALTER TABLE orders ALTER COLUMN status TYPE order_status USING status::text::order_status;\nDROP TYPE order_status_old;",
      },
      { title: "Made in the same pull request", migration: "CREATE TYPE size AS ENUM ('s', 'm');\nDROP TYPE size;" },
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
    yield { at: operation.at, subject: name, data: { name, cascade: operation.cascade, known } };
  },

  explain: ({ name, cascade, known }) => ({
    what: `The type ${code(name)} is dropped${cascade ? ", and CASCADE takes every column of it along." : known ? ", which the base still has." : "."}`,
    why: "Statements that cast to it fail, and so does every routine that takes or returns it.",
    fix: `Move its columns to another type in steps of their own (a new column, both written, readers moved), each by the deprecation workflow, and drop ${code(name)} without CASCADE when nothing names it.`,
  }),
});

/** Nothing tells which types there were before. */
function isUnheardOf({ effect }: Step, { base, comparison }: RuleContext): boolean {
  return effect === "unknown-target" && base.database === undefined && !comparison.base.complete;
}

/** Every column of the base that had it was dropped or given another type by an operation of its own, which other rules judge. */
function isOutOfUse({ type }: OperationOf<"drop-type">, { before }: Step, { comparison }: RuleContext): boolean {
  const name = keyOf(type);
  const had = [...comparison.touched.tables].filter((key) =>
    comparison.base.tables.get(key)?.columns.some((column) => column.type?.base === name),
  );
  return (
    had.length > 0 &&
    had.every((key) => before.tables.get(key)?.columns.every((column) => column.type?.base !== name) ?? true)
  );
}
