import type { Dialect } from "../../model/schema.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { droppedName, ruleFor } from "./taking-away.ts";

/** What is made again under the same name looks unchanged and is empty. */
export const dropAndRecreate = defineRule({
  id: "drop-and-recreate",
  on: ["drop-table", "drop-column"],
  section: "Non-Destructive Changes",
  severity: "warning",
  summary: "Warn of a table or column that is dropped and made again without its data",
  whenToWaive: "When the data is derived and will be computed again.",
  mend: ["expand-and-contract"],
  examples: {
    invalid: [
      "ALTER TABLE users DROP COLUMN name;\nALTER TABLE users ADD COLUMN name text;",
      "DROP TABLE orders CASCADE;\nCREATE TABLE orders (id integer PRIMARY KEY);",
      {
        title: "Out of the way of its successor, which gets none of its rows",
        migration:
          "ALTER TABLE orders RENAME TO orders_old;\nCREATE TABLE orders (LIKE orders_old INCLUDING ALL);\nDROP TABLE orders_old CASCADE;",
      },
    ],
    valid: [
      {
        title: "Out of the way of its successor, which gets its rows",
        migration:
          "ALTER TABLE orders RENAME TO orders_old;\nCREATE TABLE orders (LIKE orders_old INCLUDING ALL);\nINSERT INTO orders SELECT * FROM orders_old;\nDROP TABLE orders_old CASCADE;",
      },
      {
        title: "The rows are kept",
        migration:
          "CREATE TABLE orders_new (id bigint PRIMARY KEY);\nINSERT INTO orders_new SELECT id FROM orders;\nDROP TABLE orders CASCADE;\nALTER TABLE orders_new RENAME TO orders;",
      },
      {
        title: "The values are kept",
        migration:
          "ALTER TABLE users ADD COLUMN name2 varchar(50);\nUPDATE users SET name2 = name;\nALTER TABLE users DROP COLUMN name;\nALTER TABLE users RENAME name2 TO name;",
      },
      {
        title: "A view has no rows of its own",
        migration: "DROP VIEW paid_orders;\nCREATE VIEW paid_orders AS SELECT id, user_id, total FROM orders;",
      },
      {
        title: "An index",
        migration: "DROP INDEX idx_users_email;\nCREATE INDEX idx_users_email ON users (email, id);",
      },
      { title: "Nothing was there", migration: "DROP TABLE IF EXISTS sessions;\nCREATE TABLE sessions (id integer);" },
    ],
  },

  *check(operation, context, { step }) {
    if (ruleFor(step, context) !== "drop-and-recreate") return;
    const name = droppedName(operation);
    yield {
      at: operation.at,
      subject: name,
      data: { name, isColumn: operation.kind === "drop-column", inPlace: inPlace[context.engine.dialect] },
    };
  },

  explain: ({ name, isColumn, inPlace }) => ({
    what: `${code(name)} is dropped and made again in this pull request, without what was in it.`,
    why: "The schema looks as before, and the data is gone: no reader fails, and all of them find nothing.",
    fix: isColumn
      ? `${inPlace === "" ? "Add" : `Change the column in place with ${code(inPlace)}; or add`} the new one under another name, copy the values with an ${code("UPDATE")}, and swap the names.`
      : `Change the table in place with ${code("ALTER TABLE")}; or make the new one under another name, fill it with ${code("INSERT INTO … SELECT …")}, and swap the names.`,
  }),
});

/** What changes a column's type and keeps its values; SQLite has nothing of the kind. */
const inPlace: Readonly<Record<Dialect, string>> = {
  postgresql: "ALTER COLUMN … TYPE … USING …",
  mysql: "MODIFY COLUMN …",
  sqlite: "",
  sqlserver: "ALTER COLUMN …",
};
