import { code } from "../../text/markdown.ts";
import { changedMigrations } from "../changed-migrations.ts";
import { defineRule } from "../define-rule.ts";
import { beforeWhat, statementWithoutTimeout } from "./timeout-before-locks.ts";

const addPhone = "ALTER TABLE users ADD COLUMN phone text;";

/** A lock that must wait makes everybody behind it wait as well, however short it would be held. */
export const lockTimeoutMissing = defineRule({
  id: "lock-timeout-missing",
  on: "pull-request",
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Require lock_timeout to be set before a lock that stops reads or writes",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive:
    "When the role or the connection that runs migrations has a lock_timeout already; switching the rule off is then better.",
  mend: ["lock-timeout"],
  settings: { before: beforeWhat },
  examples: {
    invalid: [
      addPhone,
      { title: "Set too late", migration: `${addPhone}\nSET lock_timeout = '5s';` },
      { title: "Zero waits for ever", migration: `SET lock_timeout = 0;\n${addPhone}` },
      {
        title: "After an index that is to be built concurrently",
        migration: `CREATE INDEX users_name ON users (name);\n${addPhone}`,
      },
      { title: "Gone with its transaction", migration: `BEGIN;\nSET LOCAL lock_timeout = '5s';\nCOMMIT;\n${addPhone}` },
    ],
    valid: [
      `SET lock_timeout = '5s';\n${addPhone}`,
      `BEGIN;\nSET LOCAL lock_timeout = '5s';\n${addPhone}\nCOMMIT;`,
      `SELECT set_config('lock_timeout', '5s', false);\n${addPhone}`,
      {
        title: "A table of this pull request",
        migration: "CREATE TABLE notes (id integer);\nALTER TABLE notes ADD a text;",
      },
      { title: "Nobody waits", migration: "CREATE INDEX CONCURRENTLY IF NOT EXISTS users_name ON users (name);" },
      { title: "Rows alone", migration: "UPDATE users SET name = 'a' WHERE id = 1;" },
      { title: "A word about the table", migration: "COMMENT ON TABLE users IS 'people';" },
      {
        title: "Asked to be built concurrently, alone in its file",
        migration: "CREATE INDEX users_name ON users (name);",
      },
      { title: "Asked to be dropped concurrently", migration: "DROP INDEX idx_users_email;" },
      { title: "Asked to be rebuilt concurrently", migration: "REINDEX INDEX unheard_of;" },
      { title: "Nobody waits for the index", migration: "REINDEX INDEX CONCURRENTLY unheard_of;" },
      { title: "The index may well not be there", migration: "DROP INDEX IF EXISTS unheard_of;" },
      { title: "A temporary table", migration: "CREATE TEMP TABLE batch (id integer);\nALTER TABLE batch ADD a text;" },
    ],
  },

  *check(context) {
    for (const applied of changedMigrations(context)) {
      const found = statementWithoutTimeout("lock_timeout", applied, context);
      if (found === undefined) continue;
      const { operation, lock, index = "" } = found;
      const { table, mode, stops } = lock ?? { table: "", mode: "", stops: "nothing" };
      const statement = operation.statement.text;
      yield {
        at: operation.at,
        subject: applied.migration.up.path,
        data: { table, mode, stops, index, statement },
        lock,
      };
    }
  },

  explain: ({ table, mode, stops, index, statement }) => ({
    what:
      index !== ""
        ? `The index ${code(index)} and its table are locked without a ${code("lock_timeout")}.`
        : table === ""
          ? `${code(statement, 60)} runs without a ${code("lock_timeout")}.`
          : `${code(mode)} on ${code(table)} is asked for without a ${code("lock_timeout")}.`,
    why:
      index !== ""
        ? "While it waits for a long query or an open transaction on that table, later queries wait behind it: a short change becomes an outage."
        : table === ""
          ? "It waits for as long as others hold what it needs, and whoever changes the same thing waits behind it."
          : `While it waits for a long query or an open transaction on ${code(table)}, ${stops === "writes" ? "every later write waits" : "every later query waits"} behind it: a short change becomes an outage.`,
    fix: `Put ${code("SET lock_timeout = '5s';")} before it (${code("SET LOCAL")} within a transaction), and let the migration be tried again when it gives up. Where every migration is to have one, ${code("ALTER ROLE … SET lock_timeout = '5s'")} for the role that runs them says so once.`,
  }),
});
