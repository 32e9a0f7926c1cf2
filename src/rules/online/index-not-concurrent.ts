import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { indexByPartitions } from "../partitioned-indexes.ts";
import { sqlQualifiedName } from "../sql-name.ts";
import { onNewTable, onSmallUsers } from "./harmless-examples.ts";
import { factsOf, lockSentence, longLockOn } from "./long-lock.ts";
import { partitionBase } from "./partition-examples.ts";

/** A plain CREATE INDEX lets nobody write until it has read the whole table. */
export const indexNotConcurrent = defineRule({
  id: "index-not-concurrent",
  on: ["create-index"],
  section: "Online-Safe Patterns",
  severity: "error",
  summary: "Require CONCURRENTLY for indexes on tables that are there",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When the table is small or nobody writes to it while the migration runs.",
  mend: ["concurrent-index", "outside-transaction"],
  examples: {
    invalid: [
      "CREATE INDEX users_name ON users (name);",
      "CREATE UNIQUE INDEX IF NOT EXISTS users_name ON public.users (lower(name)) WHERE name IS NOT NULL;",
    ],
    valid: [
      "CREATE INDEX CONCURRENTLY users_name ON users (name);",
      onNewTable("id integer", "CREATE INDEX notes_id ON notes (id);"),
      {
        title: "A table that an earlier migration of this pull request makes",
        head: {
          "migrations/0002_notes.sql": "CREATE TABLE notes (id integer);",
          "migrations/0003_index.sql": "CREATE INDEX notes_id ON notes (id);",
        },
      },
      onSmallUsers("CREATE INDEX users_name ON users (name);"),
      { title: "It is there already", migration: "CREATE INDEX IF NOT EXISTS idx_users_email ON users (email);" },
      {
        title: "A temporary table",
        migration: "CREATE TEMP TABLE batch (id integer);\nCREATE INDEX batch_id ON batch (id);",
      },
      {
        title: "A partitioned table's index, to which each partition's is attached",
        base: partitionBase,
        migration: "CREATE INDEX events_day ON ONLY events (day);",
      },
    ],
  },

  *check(operation, context, { step }) {
    const lock = longLockOn(operation.table, operation, context, ["index build"]);
    if (lock === undefined || operation.concurrently) return;
    yield {
      at: operation.at,
      subject: `${lock.table} ${operation.index.name}`,
      data: {
        ...factsOf(lock, context),
        name: operation.index.name,
        statement: concurrent(operation),
        sql: sqlQualifiedName(operation.table, "postgresql"),
        partitioned: step.before.tables.get(keyOf(operation.table))?.partitionBy !== undefined,
      },
      lock,
    };
  },

  explain: ({ name, statement, sql, partitioned, ...lock }) => ({
    what: `${name === "" ? "An index" : `The index ${code(name)}`} on ${code(lock.table)} is built while nobody can write to it.`,
    why: lockSentence(lock),
    fix: partitioned
      ? indexByPartitions(sql)
      : `Build it outside of a transaction, in a migration of its own. If it fails, it leaves an invalid index: drop that one before the next attempt, which would take it for done.\n\n${fenced("sql", statement)}`,
  }),
});

function concurrent({ statement, index, guard }: OperationOf<"create-index">): string {
  const text = statement.text.trim().replace(/;$/, "");
  const guarded = guard === undefined && index.name !== "" ? " IF NOT EXISTS" : "";
  return `${text.replace(/^(create\s+(?:unique\s+)?index)\b/i, `$1 CONCURRENTLY${guarded}`)};`;
}
