import type { TableRebuild } from "../../model/comparison.ts";
import { keyOf } from "../../model/name.ts";
import type { Operation } from "../../model/operation.ts";
import type { Schema } from "../../model/schema.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { isSmallTable } from "../table-size.ts";

const rebuilt = `CREATE TABLE users_new (
    id integer PRIMARY KEY,
    email varchar(255) NOT NULL,
    name text NOT NULL DEFAULT '',
    nickname text,
    created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO users_new (id, email, name, nickname, created_at) SELECT id, email, name, nickname, created_at FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
CREATE INDEX idx_users_email ON users (email);
`;

/** SQLite changes what ALTER TABLE cannot by making the table anew: one change, to be told as one, with pitfalls of its own. */
export const sqliteTableRebuild = defineRule({
  id: "sqlite-table-rebuild",
  on: "pull-request",
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Warn of tables that SQLite makes anew and copies, and of what is lost on the way",
  dialects: ["sqlite"],
  whenToWaive: "When the table is small, or the application is stopped while the migration runs.",
  examples: {
    invalid: [
      { title: "The table is copied", migration: `PRAGMA foreign_keys = OFF;\n${rebuilt}PRAGMA foreign_keys = ON;\n` },
      {
        title: "Foreign keys stay on: dropping the old table deletes what refers to it",
        migration: rebuilt,
      },
    ],
    valid: [
      "ALTER TABLE users ADD COLUMN phone text;",
      "ALTER TABLE users RENAME COLUMN name TO full_name;",
      {
        title: "A new table",
        migration: "CREATE TABLE notes_new (id integer PRIMARY KEY);\nALTER TABLE notes_new RENAME TO notes;",
      },
      { title: "A table that goes for good", migration: "DROP TABLE orders;" },
    ],
  },

  *check(context) {
    const { rebuilds, createdTables } = context.comparison;
    for (const rebuild of rebuilds) {
      const table = keyOf(rebuild.table);
      const [first] = rebuild.operations;
      if (first === undefined || createdTables.has(table) || isSmallTable(context, table)) continue;
      yield {
        at: first.at,
        related: rebuild.operations.slice(1, 4).map(({ at }) => at),
        subject: table,
        data: {
          table,
          copies: rebuild.operations.some(({ kind }) => kind === "insert"),
          cascades: cascadingTables(
            table,
            rebuild,
            context.comparison.steps.map(({ operation }) => operation),
            context.comparison.base,
          ),
        },
      };
    }
  },

  explain: ({ table, copies, cascades }) => ({
    what: copies
      ? `${code(table)} is made anew and all its rows are copied.`
      : `${code(table)} is made anew, and its rows are not copied.`,
    why: [
      copies ? "Nobody can write to the database until the copy is complete." : "The rows go with the old table.",
      ...(cascades.length === 0
        ? []
        : [
            `With foreign keys on, dropping the old table deletes or unlinks the rows of ${codeList(cascades)} that refer to it.`,
          ]),
      "Indexes, triggers and views on the old table are gone unless they are made again.",
    ].join(" "),
    fix: `${cascades.length === 0 ? "" : `Write ${code("PRAGMA foreign_keys = OFF")} before it, outside of a transaction, and ${code("PRAGMA foreign_key_check")} behind it. `}Copy the rows with named columns, make all indexes, triggers and views again, and do it in one transaction. Where ADD COLUMN, RENAME COLUMN or DROP COLUMN can do it, use them: they do not copy.`,
  }),
});

/** Tables whose rows go or lose their reference when the old table is dropped, unless foreign keys were switched off before. */
function cascadingTables(
  table: string,
  { operations: [first] }: TableRebuild,
  operations: readonly Operation[],
  base: Schema,
): readonly string[] {
  const before = operations.filter(({ at }) => at.path === first?.at.path && at.start.offset < first.at.start.offset);
  const last = before.findLast((one) => one.kind === "set-parameter" && /^foreign_keys$/i.test(one.parameter));
  if (last?.kind === "set-parameter" && /^(?:0|off|false|no)$/i.test(last.value ?? "")) return [];
  return [...base.tables.values()].flatMap(({ name, constraints }) =>
    keyOf(name) !== table &&
    constraints.some(
      (one) => one.kind === "foreign-key" && keyOf(one.references.table) === table && one.onDelete !== "no action",
    )
      ? [keyOf(name)]
      : [],
  );
}
