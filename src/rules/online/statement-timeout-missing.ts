import { code } from "../../text/markdown.ts";
import { changedMigrations } from "../changed-migrations.ts";
import { defineRule } from "../define-rule.ts";
import { beforeWhat, statementWithoutTimeout } from "./timeout-before-locks.ts";

const addIndex = "CREATE INDEX IF NOT EXISTS users_name ON users (name);";

/** Work that takes longer than thought is better given up than waited for. */
export const statementTimeoutMissing = defineRule({
  id: "statement-timeout-missing",
  on: "pull-request",
  section: "Online-Safe Patterns",
  severity: "off",
  summary: "Require statement_timeout to be set before what changes the schema or may work for long",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When the role or the connection that runs migrations has a statement_timeout already.",
  settings: { before: { ...beforeWhat, default: "every-change" } },
  examples: {
    invalid: [
      addIndex,
      { title: "Short work that may wait for long", migration: "ALTER TABLE users ADD COLUMN phone text;" },
      { title: "A word about the table, which waits for others too", migration: "COMMENT ON TABLE users IS 'people';" },
      { title: "Reset again", migration: `SET statement_timeout = '1min';\nRESET ALL;\n${addIndex}` },
    ],
    valid: [
      `SET statement_timeout = '1min';\n${addIndex}`,
      `BEGIN;\nSET LOCAL statement_timeout TO '1min';\n${addIndex}\nCOMMIT;`,
      {
        title: "Nobody waits for it",
        migration: "CREATE INDEX CONCURRENTLY IF NOT EXISTS users_name ON users (name);",
      },
      {
        title: "Given up half-way it would leave an invalid index behind",
        migration: "REINDEX INDEX CONCURRENTLY idx_users_email;",
      },
      { title: "A new table, which waits for nobody", migration: "CREATE TABLE notes (id integer PRIMARY KEY);" },
      { title: "Rights are given at once", migration: "GRANT SELECT ON users TO reporting;" },
      { title: "Statistics are gathered beside everybody else", migration: "ANALYZE users;" },
      { title: "Rows alone", migration: "UPDATE users SET name = 'a' WHERE id = 1;" },
      {
        title: "A table of this pull request",
        migration:
          "SET statement_timeout = '1min';\nCREATE TABLE notes (id integer);\nCREATE INDEX notes_id ON notes (id);",
      },
    ],
  },

  *check(context) {
    for (const applied of changedMigrations(context)) {
      const found = statementWithoutTimeout("statement_timeout", applied, context);
      if (found === undefined) continue;
      const { operation, lock } = found;
      yield {
        at: operation.at,
        subject: applied.migration.up.path,
        data: { table: lock?.table ?? "", stops: lock?.stops ?? "nothing", statement: operation.statement.text },
        lock,
      };
    }
  },

  explain: ({ table, stops, statement }) => ({
    what:
      table === ""
        ? `${code(statement, 60)} runs without a ${code("statement_timeout")}.`
        : `A lock on ${code(table)} is asked for without a ${code("statement_timeout")}.`,
    why: `Nobody knows how long the statement will take on the real database, its wait for locks included${stops === "nothing" ? "." : `, and until it ends it stops ${stops}.`}`,
    fix: `Put ${code("SET statement_timeout = '1min';")} before it (${code("SET LOCAL")} within a transaction), with the longest time that others can wait.`,
  }),
});
