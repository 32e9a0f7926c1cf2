import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { onNewTable, onSmallUsers } from "./harmless-examples.ts";
import { factsOf, lockSentence, longLockOn } from "./long-lock.ts";

/** A stored generated column is computed and written for every row that is there. */
export const storedGeneratedColumn = defineRule({
  id: "stored-generated-column",
  on: ["add-column", "set-expression"],
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Warn of stored generated columns added to a table that is there",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When the table is small or the application is stopped while the migration runs.",
  mend: ["expand-and-contract", "batched-backfill"],
  examples: {
    invalid: [
      "ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (total * 1.19) STORED;",
      "ALTER TABLE public.users ADD COLUMN handle text GENERATED ALWAYS AS (lower(email)) STORED;",
    ],
    valid: [
      "ALTER TABLE orders ADD COLUMN gross numeric;",
      {
        title: "Computed when it is read",
        migration: "ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (total * 1.19) VIRTUAL;",
      },
      onNewTable("id integer", "ALTER TABLE notes ADD COLUMN twice integer GENERATED ALWAYS AS (id * 2) STORED;"),
      onSmallUsers("ALTER TABLE users ADD COLUMN handle text GENERATED ALWAYS AS (lower(email)) STORED;"),
      { title: "A view computes it", migration: "CREATE VIEW gross AS SELECT id, total * 1.19 AS gross FROM orders;" },
    ],
  },

  *check(operation, context) {
    if (operation.kind === "add-column" && operation.definition.generated?.kind !== "stored") return;
    const lock = longLockOn(operation.table, operation, context, ["rewrite"]);
    if (lock === undefined) return;
    const { column } = operation;
    yield { at: operation.at, subject: `${lock.table}.${column}`, data: { ...factsOf(lock, context), column }, lock };
  },

  explain: ({ column, ...lock }) => ({
    what: `The stored column ${code(`${lock.table}.${column}`)} is computed for every row, which rewrites the table.`,
    why: lockSentence(lock),
    fix: "Compute it in a view or when it is read (VIRTUAL, from PostgreSQL 18 on); or add a plain column, keep it by a trigger, and fill the old rows in batches.",
  }),
});
