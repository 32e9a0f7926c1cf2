import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { Dialect, ForeignKey, Table } from "../../model/schema.ts";
import { fenced } from "../../text/fenced.ts";
import { code, codeList } from "../../text/markdown.ts";
import { placeOf } from "../changed-columns.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { indexByPartitions } from "../partitioned-indexes.ts";
import { sqlName, sqlQualifiedName } from "../sql-name.ts";
import { isSmallTable } from "../table-size.ts";
import { type AccessPath, accessPaths, madeParts } from "./access-paths.ts";

const column = "ALTER TABLE orders ADD COLUMN coupon_id integer;";
const key = "ALTER TABLE orders ADD CONSTRAINT orders_coupon_fk FOREIGN KEY (coupon_id) REFERENCES users (id);";

/** Without an index, deleting or changing one referenced row reads all of the referencing table; only MySQL makes the index by itself. */
export const foreignKeyUnindexed = defineRule({
  id: "foreign-key-unindexed",
  on: "pull-request",
  section: "Performance Considerations",
  severity: "warning",
  dialects: ["postgresql", "sqlite", "sqlserver"],
  summary: "Warn of new foreign keys whose columns no index begins with",
  whenToWaive:
    "Rows of the referenced table are never deleted and their keys never change, and nobody joins from there.",
  mend: ["concurrent-index", "outside-transaction"],
  examples: {
    invalid: [
      `${column}\n${key}`,
      "CREATE TABLE items (id integer PRIMARY KEY, order_id integer REFERENCES orders (id));",
      {
        title: "The column stands second",
        migration:
          "CREATE TABLE items (id integer PRIMARY KEY, position integer, order_id integer REFERENCES orders (id), UNIQUE (position, order_id));",
      },
    ],
    valid: [
      {
        title: "With its index",
        migration: `${column}\n${key}\nCREATE INDEX idx_orders_coupon_id ON orders (coupon_id);`,
      },
      {
        title: "The primary key begins with it",
        migration:
          "CREATE TABLE items (order_id integer REFERENCES orders (id), position integer, PRIMARY KEY (order_id, position));",
      },
      {
        title: "An index with more columns",
        migration:
          "CREATE TABLE items (id integer PRIMARY KEY, order_id integer REFERENCES orders (id), at timestamp);\nCREATE INDEX ON items (order_id, at);",
      },
      {
        title: "Two columns, in the index's own order",
        migration:
          "CREATE TABLE a (x integer, y integer, PRIMARY KEY (x, y));\nCREATE TABLE b (x integer, y integer, FOREIGN KEY (x, y) REFERENCES a (x, y));\nCREATE INDEX ON b (y, x);",
      },
      {
        title: "An index over the rows that refer to something",
        migration: `${column}\n${key}\nCREATE INDEX ON orders (coupon_id) WHERE coupon_id IS NOT NULL;`,
      },
      {
        title: "It was unindexed before",
        base: { "migrations/0001_base.sql": "SELECT 1;" },
        migration: "ALTER TABLE orders VALIDATE CONSTRAINT orders_user_id_fkey;",
      },
      { title: "The key itself refers", migration: key.replace("(coupon_id)", "(id)") },
    ],
  },

  *check(context) {
    for (const [table, made] of madeParts(context)) {
      const atHead = context.comparison.head.tables.get(table);
      if (atHead === undefined || !isJudged(atHead, table, context)) continue;
      const paths = accessPaths(atHead);
      for (const one of atHead.constraints) {
        const operation = made.get(one.name);
        if (one.kind !== "foreign-key" || operation === undefined || isKnown(one, table, context)) continue;
        if (paths.some((path) => serves(path, one.columns))) continue;
        const isNew = context.comparison.createdTables.has(table);
        yield {
          at: placeOf(operation, one.columns[0] ?? ""),
          subject: `${table} ${one.columns.join(",")}`,
          data: {
            table,
            columns: one.columns,
            target: keyOf(one.references.table),
            sql: sqlQualifiedName(atHead.name, context.comparison.head.dialect),
            partitioned: atHead.partitionBy !== undefined && !isNew,
            statement: creation(atHead.name, one.columns, isNew, context.comparison.head.dialect),
          },
        };
      }
    }
  },

  explain: ({ table, columns, target, sql, partitioned, statement }) => ({
    what: `The foreign key on ${codeList(columns)} of ${code(table)} has no index that begins with ${columns.length === 1 ? "this column" : "these columns"}.`,
    why: `Each row of ${code(target)} that is deleted, or whose key changes, makes the server read all of ${code(table)}, and joins from there do the same.`,
    fix: partitioned
      ? `Add an index, and its row to the contract. ${indexByPartitions(sql)}`
      : `Add an index, and its row to the contract:\n\n${fenced("sql", statement)}`,
  }),
});

function creation(table: QualifiedName, columns: readonly string[], isNew: boolean, dialect: Dialect): string {
  const concurrently = !isNew && dialect === "postgresql" ? "CONCURRENTLY " : "";
  const name = sqlName(`idx_${table.name}_${columns.join("_")}`, dialect);
  const listed = columns.map((one) => sqlName(one, dialect)).join(", ");
  // MySQL knows no guard for indexes.
  const guard = dialect === "mysql" ? "" : "IF NOT EXISTS ";
  return `CREATE INDEX ${concurrently}${guard}${name} ON ${sqlQualifiedName(table, dialect)} (${listed});`;
}

function isJudged(table: Table, key: string, context: RuleContext): boolean {
  const isAside = table.persistence === "temporary" || table.partitionOf !== undefined || table.assumed;
  return !isAside && !isSmallTable(context, key);
}

/** The base branch has the same reference, by this name or another. */
function isKnown({ columns, references }: ForeignKey, table: string, { comparison }: RuleContext): boolean {
  const before = comparison.base.tables.get(comparison.renames.tables.get(table) ?? table);
  return (before?.constraints ?? []).some(
    (one) =>
      one.kind === "foreign-key" &&
      one.columns.join() === columns.join() &&
      keyOf(one.references.table) === keyOf(references.table),
  );
}

/** An equality on all the columns finds its rows by the path: they come first in it, in any order. */
function serves({ method, elements, where }: AccessPath, columns: readonly string[]): boolean {
  if (method !== "btree" && !(method === "hash" && columns.length === 1)) return false;
  const first = new Set(
    elements.slice(0, columns.length).map(({ column: name, prefix }) => (prefix === undefined ? name : undefined)),
  );
  const covers = columns.every((name) => first.has(name));
  return covers && (where === "" || columns.some((name) => where.replaceAll(/[()"]/g, "") === `${name} IS NOT NULL`));
}
