import type { Step } from "../../model/comparison.ts";
import type { Lock } from "../../model/lock.ts";
import { keyOf } from "../../model/name.ts";
import type { Operation } from "../../model/operation.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { convertsCharacters, copyOf, reordersMembers } from "./copied-tables.ts";
import { mariadbShop, onlineMariadbShop, smallMysqlUsers } from "./mysql-shop.ts";

/** What the server cannot do in place it does on a copy of the table, and lets nobody write until the copy is complete. */
export const mysqlCopyAlgorithm = defineRule({
  id: "mysql-copy-algorithm",
  on: [
    "add-column",
    "drop-column",
    "alter-column-type",
    "set-expression",
    "set-not-null",
    "drop-not-null",
    "add-identity",
    "drop-constraint",
    "add-constraint",
    "alter-table-storage",
    "create-index",
  ],
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Warn of ALTER TABLE that can only be done by copying the table",
  dialects: ["mysql"],
  whenToWaive:
    "When the table is small, or the copy is made by gh-ost or pt-online-schema-change and not by the server.",
  mend: ["expand-and-contract"],
  examples: {
    invalid: [
      { title: "Another type", migration: "ALTER TABLE users MODIFY COLUMN id bigint NOT NULL;" },
      {
        title: "A length that no longer fits into one byte",
        migration:
          "ALTER TABLE users MODIFY name varchar(300);\nALTER TABLE users MODIFY email varchar(600) NOT NULL, ALGORITHM=COPY;",
      },
      {
        title: "Rows of MariaDB that go with rows of another table are not copied online",
        base: onlineMariadbShop,
        migration:
          "ALTER TABLE orders ADD CONSTRAINT orders_buyer FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;\nALTER TABLE orders MODIFY COLUMN total decimal(20,4) NOT NULL;",
      },
      {
        title: "In place is demanded, and refused",
        migration: "ALTER TABLE orders ADD CONSTRAINT orders_small CHECK (total < 100000), ALGORITHM=INPLACE;",
      },
      {
        title: "A default in brackets is computed for every row",
        migration: "ALTER TABLE users ADD COLUMN settings json NOT NULL DEFAULT (json_object());",
      },
      {
        title: "A column that brings its check along",
        migration: "ALTER TABLE users ADD COLUMN age int CHECK (age > 0);",
      },
      {
        title: "Beside a full-text index nothing is done in an instant",
        migration:
          "CREATE FULLTEXT INDEX idx_users_name ON users (name);\nALTER TABLE users ADD COLUMN phone varchar(40);",
      },
      {
        title: "The rows lose their key, or are numbered",
        migration: "ALTER TABLE orders DROP COLUMN id;\nALTER TABLE users MODIFY id int NOT NULL AUTO_INCREMENT;",
      },
    ],
    valid: [
      "ALTER TABLE users ADD COLUMN phone varchar(40), ALGORITHM=INSTANT;",
      {
        title: "Defaults that the catalog keeps",
        migration:
          "ALTER TABLE users ADD COLUMN points int NOT NULL DEFAULT -1, ADD COLUMN seen_at datetime DEFAULT CURRENT_TIMESTAMP;",
      },
      {
        title: "MariaDB keeps what is the same for all rows in the catalog, and a column's check as well",
        base: mariadbShop,
        migration:
          "ALTER TABLE users ADD COLUMN settings json NOT NULL DEFAULT (json_object());\nALTER TABLE users ADD COLUMN age int CHECK (age > 0);",
      },
      {
        title: "A MariaDB that takes writes while it copies",
        base: onlineMariadbShop,
        migration: "ALTER TABLE users MODIFY COLUMN name varchar(20);",
      },
      {
        title: "A computed column is in no row, beside a full-text index, too",
        migration:
          "CREATE FULLTEXT INDEX idx_users_name ON users (name);\nALTER TABLE users ADD COLUMN domain varchar(80) AS (substring_index(email, '@', -1)) VIRTUAL;",
      },
      { title: "A column with an index", migration: "ALTER TABLE orders DROP COLUMN user_id;" },
      { title: "A column of no key", migration: "ALTER TABLE users DROP COLUMN name;" },
      {
        title: "A check that is not enforced",
        migration: "ALTER TABLE orders ADD CONSTRAINT orders_small CHECK (total < 100000) NOT ENFORCED;",
      },
      {
        title: "Another key in the place of the old one is built online",
        migration: "ALTER TABLE orders DROP PRIMARY KEY, ADD PRIMARY KEY (id, user_id);",
      },
      { title: "Null, and not null again", migration: "ALTER TABLE orders MODIFY total decimal(10,2);" },
      {
        title: "From MySQL's old UTF-8 to the whole of it",
        migration:
          "ALTER TABLE users ADD COLUMN motto varchar(40) CHARACTER SET utf8mb3;\nALTER TABLE users MODIFY motto varchar(40) CHARACTER SET utf8mb4;",
      },
      "ALTER TABLE users ADD INDEX idx_users_created_at (created_at);",
      { title: "A longer text of the same kind", migration: "ALTER TABLE users MODIFY email varchar(320) NOT NULL;" },
      {
        title: "Other values at the end",
        migration:
          "ALTER TABLE orders MODIFY status enum('new', 'paid', 'shipped', 'returned') NOT NULL DEFAULT 'new';",
      },
      {
        title: "A foreign key that is not checked",
        migration:
          "SET foreign_key_checks = 0;\nALTER TABLE orders ADD CONSTRAINT fk_payer FOREIGN KEY (user_id) REFERENCES users (id);",
      },
      {
        title: "A table that the contract calls small",
        base: smallMysqlUsers,
        migration: "ALTER TABLE users MODIFY COLUMN id bigint NOT NULL;",
      },
      {
        title: "MariaDB makes texts longer in the catalog alone",
        base: mariadbShop,
        migration: "ALTER TABLE orders ADD COLUMN note varchar(20);\nALTER TABLE orders MODIFY note varchar(400);",
      },
    ],
  },

  *check(operation, context, { step }) {
    const lock = copyOf(context, operation);
    if (lock === undefined || convertsCharacters(operation, context) || reordersMembers(operation, context)) return;
    if (!isFirstCopy(operation, context)) return;
    const { demands, text } = operation.statement;
    const unknown = isUnknown(operation, step);
    const refused = isRefused(demands, lock);
    yield {
      at: operation.at,
      subject: lock.table,
      certain: refused && !unknown,
      data: {
        table: lock.table,
        statement: text,
        refused,
        algorithm: demands?.algorithm ?? "",
        source: lock.source,
        unknown,
      },
      lock,
    };
  },

  explain: ({ table, statement, refused, algorithm, source, unknown }) => ({
    what:
      refused && !unknown
        ? `${code(statement, 80)} is refused: it can only be done by copying ${code(table)}, and ${code(algorithm.toUpperCase())} is demanded.`
        : `${code(statement, 80)} copies all of ${code(table)}${unknown ? " if it gives the column another type: what it has now is not known here" : ""}.`,
    why: `Nobody can write to the table until the copy is complete, which takes as long as the table is large. What is done in place: ${source}.`,
    fix: `Do it on a table beside it (gh-ost, pt-online-schema-change), or expand and contract: add a new column, fill it in batches, move the readers over. Write ${code("ALGORITHM=INPLACE, LOCK=NONE")} at statements that must not copy, and the server refuses where it would.`,
  }),
});

/** MODIFY states a column whole, also where its type stays as it is. */
function isUnknown(operation: Operation, { before }: Step): boolean {
  if (operation.kind !== "alter-column-type" || operation.statement.demands?.algorithm === "copy") return false;
  const column = before.tables.get(keyOf(operation.table))?.columns.find(({ name }) => name === operation.column);
  return column?.type === undefined;
}

/** One statement copies once, whatever it changes. */
function isFirstCopy(operation: Operation, context: RuleContext): boolean {
  const first = context.comparison.steps.find(
    (step) => step.operation.statement === operation.statement && copyOf(context, step.operation) !== undefined,
  );
  return first?.operation === operation;
}

function isRefused(demands: Operation["statement"]["demands"], { mode }: Lock): boolean {
  return (
    mode.startsWith("COPY") &&
    demands?.algorithm !== undefined &&
    /^(?:instant|nocopy|inplace)$/.test(demands.algorithm)
  );
}
