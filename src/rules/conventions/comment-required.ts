import type { QualifiedName } from "../../model/name.ts";
import type { Column, Dialect } from "../../model/schema.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { changedColumns } from "../changed-columns.ts";
import { defineRule } from "../define-rule.ts";
import { newTables } from "../new-tables.ts";
import { sqlName, sqlQualifiedName } from "../sql-name.ts";

/** A comment in the database is read where the contract is not at hand: in a console, a plan, a report tool. */
export const commentRequired = defineRule({
  id: "comment-required",
  on: "pull-request",
  section: "Tables",
  severity: "off",
  dialects: ["postgresql", "mysql"],
  summary: "Warn of new tables and columns without a comment",
  whenToWaive: "The name says it all, as with `created_at`; the setting `except` is for those.",
  settings: {
    columns: { default: true, meaning: "Whether columns need one too." },
    except: { default: ["id", "created_at", "updated_at"], meaning: "Columns that need none." },
  },
  examples: {
    invalid: ["CREATE TABLE coupons (id integer PRIMARY KEY);", "ALTER TABLE users ADD COLUMN fax text;"],
    valid: [
      "CREATE TABLE coupons (id integer PRIMARY KEY);\nCOMMENT ON TABLE coupons IS 'What is taken off a price';",
      "ALTER TABLE users ADD COLUMN fax text;\nCOMMENT ON COLUMN users.fax IS 'With the code of the country';",
      "CREATE TEMPORARY TABLE batch (line text);",
      { title: "A column that is there", migration: "ALTER TABLE users ALTER COLUMN name SET DEFAULT '';" },
      "ALTER TABLE users ADD COLUMN updated_at timestamp;",
      {
        title: "A partition is described by its parent",
        migration:
          "CREATE TABLE a (id integer PRIMARY KEY) PARTITION BY RANGE (id);\nCOMMENT ON TABLE a IS 'All';\nCREATE TABLE a1 PARTITION OF a FOR VALUES FROM (0) TO (9);",
      },
    ],
  },

  *check(context) {
    const { dialect } = context.comparison.head;
    for (const { table, key, operation } of newTables(context)) {
      if (table.comment === undefined)
        yield {
          at: operation.at,
          subject: key,
          data: { noun: "table", name: key, statement: comment(table.name, undefined, dialect) },
        };
    }
    const except = new Set(context.settings.list("except"));
    if (!context.settings.flag("columns")) return;
    for (const { table, key, column, how, at } of changedColumns(context)) {
      if (how !== "new" || column.comment !== undefined || except.has(column.name)) continue;
      yield {
        at,
        subject: `${key}.${column.name}`,
        data: { noun: "column", name: `${key}.${column.name}`, statement: comment(table.name, column, dialect) },
      };
    }
  },

  explain: ({ noun, name, statement }) => ({
    what: `The new ${noun} ${code(name)} has no comment.`,
    why: "Who meets it in a console or a report tool does not know what it holds.",
    fix: `Say it in one sentence:\n\n${fenced("sql", statement)}`,
  }),
});

function comment(table: QualifiedName, column: Column | undefined, dialect: Dialect): string {
  const owner = sqlQualifiedName(table, dialect);
  if (dialect === "mysql") {
    if (column === undefined) return `ALTER TABLE ${owner} COMMENT = '…';`;
    return `${sqlName(column.name, dialect)} ${column.type?.text ?? "…"} COMMENT '…'`;
  }
  if (column === undefined) return `COMMENT ON TABLE ${owner} IS '…';`;
  return `COMMENT ON COLUMN ${owner}.${sqlName(column.name, dialect)} IS '…';`;
}
