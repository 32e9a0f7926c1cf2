import { keyOf } from "../../model/name.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { isNewTable } from "../destructive/made-here.ts";
import { sqlQualifiedName } from "../sql-name.ts";
import { isSmallTable } from "../table-size.ts";
import { contractWithRows } from "./example-sizes.ts";

/** Both write the table anew, and nobody reads or writes it until they are done. */
export const vacuumFullOrCluster = defineRule({
  id: "vacuum-full-or-cluster",
  on: ["not-schema"],
  section: "Online-Safe Patterns",
  severity: "error",
  summary: "Disallow VACUUM FULL and CLUSTER of a table that is in use",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When the application is stopped while the migration runs, or nobody uses the table.",
  examples: {
    invalid: ["VACUUM FULL users;", "VACUUM (FULL, ANALYZE) public.orders;", "CLUSTER users USING users_pkey;"],
    valid: [
      "VACUUM users;",
      "VACUUM (FULL off, ANALYZE) users;",
      { title: "Only marks the index for a later CLUSTER", migration: "ALTER TABLE users CLUSTER ON users_pkey;" },
      {
        title: "A table of this pull request",
        migration: "CREATE TABLE IF NOT EXISTS notes (id integer PRIMARY KEY);\nCLUSTER notes USING notes_pkey;",
      },
      {
        title: "A temporary table",
        migration: "CREATE TEMP TABLE batch (id integer);\nVACUUM FULL batch;",
      },
      {
        title: "A table that the contract calls small",
        base: contractWithRows("users", "500 rows"),
        migration: "VACUUM FULL users;",
      },
    ],
  },

  *check(operation, context, { step }) {
    const { command, full, target } = operation;
    if (command !== "CLUSTER" && !(command === "VACUUM" && full)) return;
    if (target !== undefined && isNewTable(context, operation, target, step.before)) return;
    const table = target === undefined ? "" : keyOf(target);
    if (target !== undefined && isSmallTable(context, table)) return;
    const plain = target === undefined ? "VACUUM" : `VACUUM ${sqlQualifiedName(target, "postgresql")}`;
    yield {
      at: operation.at,
      subject: table === "" ? command : table,
      data: { command: command === "VACUUM" ? "VACUUM FULL" : command, table, plain },
      lock: context.locks.get(operation)?.[0],
    };
  },

  explain: ({ command, table, plain }) => ({
    what: `${code(command)} writes ${table === "" ? "every table of the database" : code(table)} anew.`,
    why: "Reads and writes wait until the whole table and all its indexes are copied, and twice the space is needed meanwhile.",
    fix: `Leave it to autovacuum, or run plain ${code(plain)}, which lets everybody work. To give the space back, use ${code("pg_repack")} or ${code("pg_squeeze")} outside of migrations.`,
  }),
});
