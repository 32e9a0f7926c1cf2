import type { ResolvedQuery } from "../../model/comparison.ts";
import type { DatabaseContract } from "../../model/contract.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { changedQueries } from "./query-entries.ts";

const sql = "SQL_CONTRACT.json";
const contract = "DATABASE_SCHEMA_CONTRACT.md";
const select = "SELECT id, email, name FROM users WHERE email = $1";

/** The template's own bound for "large". */
const LARGE = 1_000_000;

/** The purpose of `users`, with its size. */
const largeUsers = "**Purpose:** People with an account (~2M rows)";
const purpose = "**Purpose:** People with an account";

/** A query that reads every row of a large table is fast until the table is large. */
export const queryUnbounded = defineRule({
  id: "query-unbounded",
  on: "pull-request",
  section: "Performance Considerations",
  severity: "warning",
  summary: "Warn of changed queries that read all rows of a table which the contract calls large",
  whenToWaive: "When all rows are wanted, such as for an export that streams them.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      {
        title: "All rows of two million",
        edits: { [contract]: [[purpose, largeUsers]], [sql]: [[select, "SELECT id, email, name FROM users"]] },
      },
      {
        title: "Sorted, and still all",
        edits: {
          [contract]: [[purpose, largeUsers]],
          [sql]: [[select, "SELECT id, email, name FROM users ORDER BY id"]],
        },
      },
    ],
    valid: [
      {
        title: "A page",
        edits: {
          [contract]: [[purpose, largeUsers]],
          [sql]: [[select, "SELECT id, email, name FROM users ORDER BY id LIMIT 50"]],
        },
      },
      {
        title: "A condition",
        edits: {
          [contract]: [[purpose, largeUsers]],
          [sql]: [[select, "SELECT id, email, name FROM users WHERE id = $1"]],
        },
      },
      { title: "A table of unknown size", edits: { [sql]: [[select, "SELECT id, email, name FROM users"]] } },
      {
        title: "One row comes out",
        edits: { [contract]: [[purpose, largeUsers]], [sql]: [[select, "SELECT count(*) FROM users"]] },
      },
    ],
  },

  *check(context) {
    for (const { query, reads } of changedQueries(context)) {
      const table = reads.find((key) => rowsOf(key, context.head.database) >= LARGE);
      if (table === undefined || query.sql === undefined || !query.reading.some(readsAll)) continue;
      yield { at: query.sql.at, subject: query.id, data: { id: query.id, table } };
    }
  },

  explain: ({ id, table }) => ({
    what: `The query ${code(id)} reads all rows of ${code(table)}, which the contract calls large.`,
    why: "It takes longer with every row, and holds all of them in the memory of whoever asks.",
    fix: "Add a `LIMIT` with an order (and the last key of the page before as a condition), or a condition on a key.",
  }),
});

function rowsOf(key: string, database: DatabaseContract | undefined): number {
  return database?.tables.get(key)?.rows ?? 0;
}

/** Rows come out as they are stored, and nothing says how many. */
function readsAll({ operation, hasWhere, hasLimit, output }: ResolvedQuery["query"]["reading"][number]): boolean {
  return operation === "select" && !hasWhere && !hasLimit && output.some(({ source }) => source !== undefined);
}
