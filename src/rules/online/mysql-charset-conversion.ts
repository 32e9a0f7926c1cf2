import { keyOf } from "../../model/name.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { isSmallTable } from "../table-size.ts";
import { convertsCharacters } from "./copied-tables.ts";
import { smallMysqlUsers } from "./mysql-shop.ts";

/** Converting characters rewrites every text, and may cut or refuse some. */
export const mysqlCharsetConversion = defineRule({
  id: "mysql-charset-conversion",
  on: ["alter-table-storage", "alter-column-type"],
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Warn of tables and columns that are converted to another character set",
  dialects: ["mysql"],
  whenToWaive: "When the conversion was tried on a copy of the data and nobody writes to the table meanwhile.",
  mend: ["expand-and-contract"],
  examples: {
    invalid: [
      "ALTER TABLE users CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci;",
      "ALTER TABLE users MODIFY name text CHARACTER SET latin1;",
      {
        title: "The index orders the texts as their old characters say",
        migration:
          "ALTER TABLE users ADD COLUMN motto varchar(40) CHARACTER SET utf8mb3, ADD INDEX idx_users_motto (motto);\nALTER TABLE users MODIFY motto varchar(40) CHARACTER SET utf8mb4;",
      },
    ],
    valid: [
      { title: "For columns to come", migration: "ALTER TABLE users DEFAULT CHARACTER SET utf8mb4;" },
      {
        title: "A table of this pull request",
        migration:
          "CREATE TABLE IF NOT EXISTS notes (id bigint PRIMARY KEY, body text);\nALTER TABLE notes CONVERT TO CHARACTER SET utf8mb4;",
      },
      {
        title: "A table that the contract calls small",
        base: smallMysqlUsers,
        migration: "ALTER TABLE users CONVERT TO CHARACTER SET utf8mb4;",
      },
      "ALTER TABLE users ADD COLUMN motto varchar(80) CHARACTER SET utf8mb4;",
      {
        title: "A table made under another",
        migration: "CREATE TABLE IF NOT EXISTS notes (id bigint PRIMARY KEY, body text) CHARACTER SET latin1;",
      },
      {
        title: "From MySQL's old UTF-8 to the whole of it, where the texts stand as they are",
        migration:
          "ALTER TABLE users ADD COLUMN motto varchar(40) CHARACTER SET utf8mb3;\nALTER TABLE users MODIFY motto varchar(40) CHARACTER SET utf8mb4;",
      },
    ],
  },

  *check(operation, context) {
    const table = keyOf(operation.table);
    if (context.comparison.createdTables.has(table) || isSmallTable(context, table)) return;
    const lock = context.locks.get(operation)?.[0];
    if (!convertsCharacters(operation, context) || lock?.work === "instant") return;
    const name = operation.kind === "alter-column-type" ? `${table}.${operation.column}` : table;
    yield {
      at: operation.at,
      subject: name,
      data: {
        name,
        whole: operation.kind === "alter-table-storage",
        online: lock !== undefined && !/writes/.test(lock.stops),
      },
      lock,
    };
  },

  explain: ({ name, whole, online }) => ({
    what: whole
      ? `All texts of ${code(name)} are converted to another character set.`
      : `${code(name)} is converted to another character set.`,
    why: `The server copies the table${online ? "" : " and lets nobody write meanwhile"}. Texts may no longer fit their type or their index, values that were different may count as equal to a unique key, and comparing with columns of the old character set no longer uses indexes.`,
    fix: "Convert a table beside it (gh-ost, pt-online-schema-change), together with the columns that it is joined on; look for values that collide under the new collation first.",
  }),
});
