import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { isSmallTable } from "../table-size.ts";
import { mariadbShop, smallMysqlUsers } from "./mysql-shop.ts";

/** Some changes are made in place and let nobody write meanwhile; and a statement may ask for more than it needs. */
export const mysqlLockNotNone = defineRule({
  id: "mysql-lock-not-none",
  on: [
    "add-column",
    "drop-column",
    "alter-column-type",
    "set-not-null",
    "drop-not-null",
    "add-constraint",
    "create-index",
    "drop-index",
    "alter-table-storage",
  ],
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Warn of ALTER TABLE that works in place and stops writes meanwhile",
  dialects: ["mysql"],
  whenToWaive: "When nobody writes to the table while the migration runs.",
  examples: {
    invalid: [
      {
        title: "The rows are numbered",
        migration: "ALTER TABLE orders ADD COLUMN number bigint NOT NULL AUTO_INCREMENT UNIQUE;",
      },
      "CREATE FULLTEXT INDEX idx_users_name ON users (name);",
      {
        title: "More is asked for than it needs",
        migration: "ALTER TABLE users ADD INDEX idx_users_created_at (created_at), LOCK=SHARED;",
      },
      {
        title: "An index on what is computed",
        migration: "ALTER TABLE users ADD INDEX idx_users_domain ((lower(email)));",
      },
      {
        title: "MariaDB writes a table with a full-text index anew for a new column",
        base: mariadbShop,
        migration:
          "CREATE FULLTEXT INDEX idx_users_name ON users (name);\nALTER TABLE users ADD COLUMN phone varchar(40);",
      },
    ],
    valid: [
      { title: "An index on a column", migration: "CREATE INDEX idx_users_email ON users (email DESC);" },
      "ALTER TABLE users ADD INDEX idx_users_created_at (created_at), ALGORITHM=INPLACE, LOCK=NONE;",
      {
        title: "A column out of an index, which MySQL writes anew while others write",
        migration: "ALTER TABLE orders DROP COLUMN user_id;",
      },
      { title: "A column in the catalog alone", base: mariadbShop, migration: "ALTER TABLE users DROP COLUMN name;" },
      {
        title: "Rows that are numbered: a copy",
        migration: "ALTER TABLE orders MODIFY id int NOT NULL AUTO_INCREMENT;",
      },
      "CREATE INDEX idx_users_created_at ON users (created_at);",
      {
        title: "A table of this pull request",
        migration:
          "CREATE TABLE IF NOT EXISTS notes (id bigint PRIMARY KEY, body text);\nCREATE FULLTEXT INDEX idx_notes_body ON notes (body);",
      },
      {
        title: "A table that the contract calls small",
        base: smallMysqlUsers,
        migration: "CREATE FULLTEXT INDEX idx_users_name ON users (name);",
      },
      {
        title: "A copy: mysql-copy-algorithm speaks",
        migration: "ALTER TABLE users MODIFY COLUMN id bigint NOT NULL;",
      },
      "ALTER TABLE users ADD COLUMN phone varchar(40), ALGORITHM=INSTANT;",
    ],
  },

  *check(operation, context) {
    const lock = context.locks
      .get(operation)
      ?.find(({ mode, stops }) => mode.startsWith("INPLACE") && (stops === "writes" || stops === "reads and writes"));
    if (lock === undefined || isSmallTable(context, lock.table)) return;
    const { demands, text } = operation.statement;
    const asked = demands?.lock === "shared" || demands?.lock === "exclusive";
    yield {
      at: operation.at,
      subject: lock.table,
      data: { table: lock.table, statement: text, asked, demand: demands?.lock ?? "", stops: lock.stops },
      lock,
    };
  },

  explain: ({ table, statement, asked, demand, stops }) => ({
    what: `${code(statement, 80)} stops ${stops} on ${code(table)} until it is done.`,
    why: asked
      ? `It asks for ${code(`LOCK=${demand.toUpperCase()}`)}; whoever wants to write waits as long as the work takes.`
      : "The server does it in place and still lets nobody write to the table, for as long as the work takes.",
    fix: asked
      ? `Write ${code("LOCK=NONE")}: the server then says at once when it cannot.`
      : "Do it when nobody writes, or on a table beside it (gh-ost, pt-online-schema-change).",
  }),
});
