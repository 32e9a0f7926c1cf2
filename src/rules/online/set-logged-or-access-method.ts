import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { isSmallTable } from "../table-size.ts";
import { contractWithRows } from "./example-sizes.ts";
import { isLong, stoppingLocks } from "./held-locks.ts";

/** Where and how a table is stored changes by copying it, whole. */
export const setLoggedOrAccessMethod = defineRule({
  id: "set-logged-or-access-method",
  on: ["set-persistence", "alter-table-storage"],
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Warn of SET LOGGED, SET UNLOGGED, SET ACCESS METHOD and SET TABLESPACE, which copy the table",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When the application is stopped while the migration runs, or nobody uses the table.",
  mend: ["expand-and-contract"],
  examples: {
    invalid: ["ALTER TABLE users SET UNLOGGED;", "ALTER TABLE orders SET TABLESPACE fast;"],
    valid: [
      { title: "It is logged as it is", migration: "ALTER TABLE users SET LOGGED;" },
      "ALTER TABLE users SET (fillfactor = 70);",
      {
        title: "A table of this pull request",
        migration: "CREATE UNLOGGED TABLE IF NOT EXISTS notes (id integer);\nALTER TABLE notes SET LOGGED;",
      },
      {
        title: "A table that the contract calls small",
        base: contractWithRows("users", "500 rows"),
        migration: "ALTER TABLE users SET UNLOGGED;",
      },
      {
        title: "How new values of a column are stored",
        migration: "ALTER TABLE users ALTER name SET STORAGE EXTERNAL;",
      },
    ],
  },

  *check(operation, context) {
    const lock = stoppingLocks(context, operation).find(isLong);
    if (lock === undefined || isSmallTable(context, lock.table)) return;
    yield {
      at: operation.at,
      subject: lock.table,
      data: { table: lock.table, statement: operation.statement.text },
      lock,
    };
  },

  explain: ({ table, statement }) => ({
    what: `${code(statement, 80)} copies all of ${code(table)}.`,
    why: "Reads and writes wait until the last row and the last index are copied.",
    fix: `Make a new table as ${code(table)} is to be, copy its rows in batches while a trigger keeps both alike, and swap the names in a short transaction; or do it while the application is stopped.`,
  }),
});
