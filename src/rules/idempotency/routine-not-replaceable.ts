import type { Engine } from "../../model/engine.ts";
import type { OperationOf } from "../../model/operation.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { sqlName, sqlQualifiedName } from "../sql-name.ts";
import { wayOf } from "./guards.ts";
import { mayBeMadeTwice } from "./runs-twice.ts";

/** Functions, procedures and triggers are replaced, not made anew. */
export const routineNotReplaceable = defineRule({
  id: "routine-not-replaceable",
  on: ["create-routine", "create-trigger"],
  section: "Idempotency",
  severity: "warning",
  summary: "Warn of functions, procedures and triggers that are created without OR REPLACE",
  whenToWaive: "When the routine must not replace one of the same name.",
  mend: ["guards"],
  examples: {
    invalid: [
      "CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1';",
      "CREATE TRIGGER touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch_row();",
    ],
    valid: [
      "CREATE OR REPLACE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1';",
      "CREATE OR REPLACE TRIGGER touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch_row();",
      {
        title: "Dropped first",
        migration:
          "DROP TRIGGER IF EXISTS touch ON users;\nCREATE TRIGGER touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch_row();",
      },
      {
        title: "Dropped first, since what it returns changes",
        migration:
          "DROP FUNCTION IF EXISTS one();\nCREATE FUNCTION one() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';",
      },
    ],
  },

  *check(operation, context, here) {
    if (mayBeMadeTwice(operation, context, here)) return;
    const { what, name, guarded } = wordsFor(operation, context.engine);
    yield { at: operation.at, subject: `${what} ${name}`, data: { what, name, guarded } };
  },

  explain: ({ what, name, guarded }) => ({
    what: `Creating the ${what} ${code(name)} fails when this migration runs a second time.`,
    why: "A migration that stopped half-way is run again from its top; one that can be run twice needs no repair by hand first.",
    fix: `Write ${code(guarded, 200)}.`,
  }),
});

function wordsFor(
  operation: OperationOf<"create-routine" | "create-trigger">,
  { product, dialect }: Engine,
): {
  what: string;
  name: string;
  guarded: string;
} {
  if (operation.kind === "create-routine") {
    const { kind, signature } = operation.routine;
    if (wayOf(product, "create-routine") === "drop-first") {
      const guarded = `DROP ${kind.toUpperCase()} IF EXISTS ${sqlQualifiedName(operation.routine.name, dialect)}; before it`;
      return { what: kind, name: signature, guarded };
    }
    return { what: kind, name: signature, guarded: `CREATE OR REPLACE ${kind.toUpperCase()} ${signature} …` };
  }
  const { name, constraint } = operation.trigger;
  const trigger = sqlName(name, dialect);
  const way = wayOf(product, "create-trigger");
  // Constraint triggers cannot be replaced.
  const guarded = constraint
    ? `DROP TRIGGER IF EXISTS ${trigger} ON ${sqlQualifiedName(operation.table, dialect)}; before it`
    : way === "drop-first"
      ? `DROP TRIGGER IF EXISTS ${trigger}; before it`
      : `${way === "words" ? "CREATE TRIGGER IF NOT EXISTS" : "CREATE OR REPLACE TRIGGER"} ${trigger} …`;
  return { what: "trigger", name, guarded };
}
