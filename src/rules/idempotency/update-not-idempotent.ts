import { keyOf } from "../../model/name.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { isTakenBack } from "./taken-back.ts";

/** A value that is computed from its own old value is another one after the second run. */
export const updateNotIdempotent = defineRule({
  id: "update-not-idempotent",
  on: ["update"],
  section: "Idempotency",
  severity: "error",
  summary: "Disallow updates that change the data again at every run",
  whenToWaive: "When the ledger is trusted, or a condition outside of this statement makes the second run harmless.",
  mend: ["guards", "split-migration"],
  examples: {
    invalid: [
      "UPDATE orders SET total = total * 1.19 WHERE status = 'new';",
      "UPDATE users SET name = name || ' (old)' WHERE id < 100;",
    ],
    valid: [
      "UPDATE users SET name = 'Nobody' WHERE name IS NULL;",
      "UPDATE users SET name = nickname WHERE name IS NULL;",
      {
        title: "The same after any number of runs",
        migration: "UPDATE users SET email = lower(email) WHERE email <> lower(email);",
      },
      {
        title: "A default for what is missing",
        migration: "UPDATE orders SET total = coalesce(total, 0) WHERE total IS NULL;",
      },
    ],
  },

  *check(operation, context, { step, migration }) {
    const { at, table, selfReferencing, statement } = operation;
    if (context.policy.ledgerSuffices || statement.conditional || selfReferencing.length === 0) return;
    if (isTakenBack(operation, context, migration)) return;
    const name = keyOf(table);
    if (step.before.tables.get(name)?.persistence === "temporary") return;
    yield { at, subject: `${name}.${selfReferencing.join(",")}`, data: { table: name, columns: selfReferencing } };
  },

  explain: ({ table, columns }) => ({
    what: `Every run of this migration changes ${codeList(columns)} of ${code(table)} once more.`,
    why: "The new value is computed from the old one, so a migration that is run again after it stopped half-way corrupts the data.",
    fix: "Compute the value from other columns, or write the condition so that rows which were changed no longer meet it and note them in a column of their own.",
  }),
});
