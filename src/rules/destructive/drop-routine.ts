import { keyOf } from "../../model/name.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { isDemanded, readersLeft } from "./readers-left.ts";
import { ruleFor } from "./taking-away.ts";

/** Whoever calls a function or procedure follows the contract's section on it. */
export const dropRoutine = defineRule({
  id: "drop-routine",
  on: ["drop-routine"],
  section: "Non-Destructive Changes",
  severity: "error",
  summary: "Disallow dropping a function or procedure before its deprecation is complete",
  whenToWaive: "When nothing calls it any more and the calls were never part of a contract.",
  mend: ["expand-and-contract", "rollback"],
  examples: {
    invalid: ["DROP FUNCTION user_total(integer);", "DROP FUNCTION IF EXISTS user_total;"],
    valid: [
      {
        title: "Made again, which is how a signature is changed",
        migration:
          "DROP FUNCTION user_total(integer);\nCREATE FUNCTION user_total(integer, integer DEFAULT 0) RETURNS numeric LANGUAGE sql AS 'SELECT sum(total) FROM orders WHERE user_id = $1';",
      },
      "CREATE OR REPLACE FUNCTION user_total(integer) RETURNS numeric LANGUAGE sql STABLE AS 'SELECT sum(total) FROM orders WHERE user_id = $1 AND total > 0';",
      {
        title: "Made in the same pull request",
        migration: "CREATE FUNCTION a() RETURNS integer LANGUAGE sql AS 'SELECT 1';\nDROP FUNCTION a();",
      },
      { title: "Nobody promised it", migration: "DROP FUNCTION IF EXISTS scratch(integer);" },
    ],
  },

  *check(operation, context, { step }) {
    if (ruleFor(step, context) !== "drop-routine") return;
    const left = readersLeft(context, operation);
    const name = keyOf(operation.routine);
    yield {
      at: operation.at,
      subject: name,
      related: left.related,
      stated: isDemanded(context, left),
      data: { kind: operation.routineKind, name, readers: left.words },
    };
  },

  explain: ({ kind, name, readers }) => ({
    what: `The ${kind} ${code(name)} is dropped${readers === "" ? " before its deprecation was complete." : `; it is still used by ${readers}.`}`,
    why: "While the new release rolls out the old code still runs: every call of it fails.",
    fix: `Leave it in place, write ${code("**Status:** DEPRECATED since <version>")} into its section of the contract, move its callers, and drop it a release later.`,
  }),
});
