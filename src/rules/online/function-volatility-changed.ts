import type { Step } from "../../model/comparison.ts";
import { keyOf } from "../../model/name.ts";
import type { Routine } from "../../model/schema.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";

const total = (words: string) =>
  `CREATE OR REPLACE FUNCTION user_total(integer) RETURNS numeric LANGUAGE sql ${words} AS 'SELECT sum(total) FROM orders WHERE user_id = $1';`;

/** Indexes, generated columns and plans rely on what a function promised when they were made. */
export const functionVolatilityChanged = defineRule({
  id: "function-volatility-changed",
  on: ["alter-routine", "create-routine"],
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Warn of functions that change between IMMUTABLE, STABLE and VOLATILE",
  dialects: ["postgresql"],
  whenToWaive: "When the function always was what it is called now, and no index or generated column uses it.",
  examples: {
    invalid: [
      "ALTER FUNCTION user_total(integer) IMMUTABLE;",
      { title: "Left out, which means VOLATILE", migration: total("") },
    ],
    valid: [
      "ALTER FUNCTION user_total(integer) STABLE;",
      total("STABLE PARALLEL SAFE"),
      "ALTER FUNCTION user_total(integer) SECURITY DEFINER;",
      {
        title: "A function of this pull request",
        migration:
          "CREATE OR REPLACE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1';\nALTER FUNCTION one() IMMUTABLE;",
      },
      {
        title: "Another function of the same name",
        migration:
          "CREATE OR REPLACE FUNCTION user_total(bigint) RETURNS numeric LANGUAGE sql VOLATILE AS 'SELECT sum(total) FROM orders WHERE user_id = $1';",
      },
      { title: "A function that nobody knows", migration: "ALTER FUNCTION elsewhere.f(integer) VOLATILE;" },
    ],
  },

  *check(operation, context, { step }) {
    const change = changeOf(step, context.comparison.base.routines);
    if (change === undefined) return;
    yield { at: operation.at, subject: change.signature, data: change };
  },

  explain: ({ signature, from, to }) => ({
    what: `${code(signature)} was ${code(from.toUpperCase())} and becomes ${code(to.toUpperCase())}.`,
    why:
      to === "immutable"
        ? "The planner may now compute it once and keep the value; if it reads a table or a setting, answers grow stale, and indexes on it go wrong without a word."
        : from === "immutable"
          ? "Indexes and generated columns that use it hold values that it may no longer give, and no new ones can be made."
          : "Plans change: a volatile function is run for every row and keeps conditions out of indexes, a stable one must give one answer for a whole statement.",
    fix: `Call it what its body is: it reads tables (${code("STABLE")}), changes or differs from call to call (${code("VOLATILE")}), or depends on its arguments alone (${code("IMMUTABLE")}). Where that is another word than before, rebuild the indexes that use it.`,
  }),
});

type Change = { readonly signature: string; readonly from: string; readonly to: string };

/** What an operation changes a routine's promise from and to, for routines of the base branch. */
function changeOf({ operation, before, after }: Step, known: ReadonlyMap<string, Routine>): Change | undefined {
  const signature = signatureOf(operation, before.routines);
  if (signature === undefined || !known.has(signature)) return undefined;
  const from = before.routines.get(signature);
  const to = after.routines.get(signature);
  if (from === undefined || to === undefined || from.kind !== "function" || from.volatility === to.volatility)
    return undefined;
  return { signature, from: from.volatility, to: to.volatility };
}

function signatureOf(operation: Step["operation"], routines: ReadonlyMap<string, Routine>): string | undefined {
  if (operation.kind === "create-routine") return operation.routine.signature;
  if (operation.kind !== "alter-routine" || operation.set.volatility === undefined) return undefined;
  const name = keyOf(operation.routine);
  if (operation.argumentTypes !== undefined) return `${name}(${operation.argumentTypes.join(", ")})`;
  return [...routines.values()].find((routine) => keyOf(routine.name) === name)?.signature;
}
