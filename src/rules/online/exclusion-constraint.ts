import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { onNewTable, onSmallUsers } from "./harmless-examples.ts";
import { factsOf, lockSentence, longLockOn } from "./long-lock.ts";

/** An exclusion constraint can neither be added unvalidated nor take over an index. */
export const exclusionConstraint = defineRule({
  id: "exclusion-constraint",
  on: ["add-constraint"],
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Warn of exclusion constraints added to a table that is there",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When the table is small or the application is stopped while the migration runs.",
  mend: ["expand-and-contract"],
  examples: {
    invalid: [
      "ALTER TABLE orders ADD CONSTRAINT one_at_a_time EXCLUDE (user_id WITH =);",
      "ALTER TABLE public.users ADD EXCLUDE USING hash (email WITH =) WHERE (name IS NOT NULL);",
    ],
    valid: [
      { title: "A table of this pull request", migration: "CREATE TABLE stays (room integer, EXCLUDE (room WITH =));" },
      onNewTable("id integer", "ALTER TABLE notes ADD EXCLUDE (id WITH =);"),
      onSmallUsers("ALTER TABLE users ADD EXCLUDE USING hash (email WITH =);"),
      "CREATE UNIQUE INDEX CONCURRENTLY one_at_a_time ON orders (user_id);",
      "ALTER TABLE orders DROP CONSTRAINT IF EXISTS one_at_a_time;",
    ],
  },

  *check(operation, context) {
    const { constraint, table, at } = operation;
    const lock = longLockOn(table, operation, context, ["index build"]);
    if (constraint.kind !== "exclude" || lock === undefined) return;
    yield {
      at,
      subject: `${lock.table} ${constraint.name}`,
      data: { ...factsOf(lock, context), name: constraint.name },
      lock,
    };
  },

  explain: ({ name, ...lock }) => ({
    what: `The exclusion constraint${name === "" ? "" : ` ${code(name)}`} on ${code(lock.table)} builds its index while it is added.`,
    why: lockSentence(lock),
    fix: "There is no way to add one while others work. Make a new table with it, copy the rows in batches, and swap the names; or let a trigger keep the rule; or do it while the application is stopped.",
  }),
});
