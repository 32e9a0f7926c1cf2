import type { QualifiedName } from "../../model/name.ts";
import type { Dialect } from "../../model/schema.ts";
import { fenced } from "../../text/fenced.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { sqlName, sqlQualifiedName } from "../sql-name.ts";
import { type AccessPath, columnsOf, indexedTables, isPrefix, isSamePath } from "./access-paths.ts";

/** An index whose columns are the first ones of another is served by that other; a unique one is a rule all the same, and stays. */
export const indexRedundant = defineRule({
  id: "index-redundant",
  on: "pull-request",
  section: "Performance Considerations",
  severity: "warning",
  summary: "Warn of an index that is the beginning of another one of its table, where one of the two is new",
  whenToWaive: "The short index is so much smaller that it stays in memory, and that was measured.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      {
        title: "The new one makes an old one needless",
        migration: "CREATE INDEX idx_orders_user_placed ON orders (user_id, placed_at);",
      },
      {
        title: "The new one is the beginning of an old one",
        migration:
          "CREATE UNIQUE INDEX orders_user_key ON orders (total, placed_at);\nCREATE INDEX idx_orders_total ON orders (total);",
      },
      { title: "A key does the same", migration: "CREATE INDEX idx_users_id ON users (id);" },
    ],
    valid: [
      {
        title: "Another order of the columns",
        migration: "CREATE INDEX idx_orders_placed_user ON orders (placed_at, user_id);",
      },
      {
        title: "The short one is unique",
        migration:
          "CREATE UNIQUE INDEX users_email_name ON users (email, name);\nCREATE UNIQUE INDEX users_email_key ON users (email);\nDROP INDEX idx_users_email;",
      },
      {
        title: "The long one holds some rows only",
        migration: "CREATE INDEX idx_orders_open ON orders (user_id, placed_at) WHERE status = 'new';",
      },
      { title: "Another kind of index", migration: "CREATE INDEX idx_users_email_hash ON users USING hash (email);" },
      {
        title: "Other directions",
        migration:
          "CREATE INDEX a ON orders (total DESC, placed_at);\nCREATE INDEX b ON orders (total, placed_at, status);",
      },
      {
        title: "The short one goes",
        migration:
          "CREATE INDEX idx_orders_user_placed ON orders (user_id, placed_at);\nDROP INDEX idx_orders_user_id;",
      },
      {
        title: "The short one brings a column along",
        migration:
          "CREATE INDEX idx_orders_total ON orders (total) INCLUDE (status);\nCREATE INDEX idx_orders_total_placed ON orders (total, placed_at);",
      },
      { title: "The same twice is a duplicate", migration: "CREATE INDEX users_by_email ON users (email);" },
    ],
  },

  *check(context) {
    for (const { key, name, paths, copies, madeBy } of indexedTables(context)) {
      for (const [at, short] of paths.entries()) {
        // The second of two alike is a duplicate, and that is said already.
        if (!isDispensable(short) || paths.slice(0, at).some((one) => isSamePath(one, short))) continue;
        const long = paths.find((one) => one !== short && serves(one, short));
        if (long === undefined) continue;
        const isShortNew = madeBy(short) !== undefined && copies(short) === 0;
        const operation = isShortNew ? madeBy(short) : copies(long) === 0 ? madeBy(long) : undefined;
        if (operation === undefined) continue;
        yield {
          at: operation.at,
          subject: `${key} ${short.name}`,
          data: {
            table: key,
            short: short.name,
            shortColumns: columnsOf(short),
            long: long.name,
            longColumns: columnsOf(long),
            isKey: long.kind !== "index",
            isLonger: long.elements.length > short.elements.length,
            isShortNew,
            drop: dropOf(short.name, name, context.comparison.head.dialect),
          },
        };
      }
    }
  },

  explain: ({ table, short, shortColumns, long, longColumns, isKey, isLonger, isShortNew, drop }) => ({
    what: !isShortNew
      ? `The new ${isKey ? "constraint" : "index"} ${code(long)} on ${code(table)} (${codeList(longColumns)}) does all that ${code(short)} (${codeList(shortColumns)}) does.`
      : isLonger
        ? `The new index ${code(short)} on ${code(table)} (${codeList(shortColumns)}) is the beginning of ${isKey ? "the constraint " : ""}${code(long)} (${codeList(longColumns)}).`
        : `The new index ${code(short)} on ${code(table)} has the same columns as ${isKey ? "the one behind the constraint " : ""}${code(long)} (${codeList(longColumns)}), which does all that it does.`,
    why: isLonger
      ? "A search on the first columns uses the longer index just as well; the shorter one is written with every row for nothing."
      : "A search uses either just as well; the second one is written with every row for nothing.",
    fix: isShortNew
      ? `Leave ${code(short)} out.`
      : `Drop the older index in a migration of its own, once the new one is built:\n\n${fenced("sql", drop)}`,
  }),
});

function isDispensable({ kind, unique, method }: AccessPath): boolean {
  return kind === "index" && !unique && method === "btree";
}

/** The longer path finds what the shorter one finds, and holds the columns that it brings along. */
function serves(long: AccessPath, short: AccessPath): boolean {
  if (long.method !== "btree" || !isPrefix(short, long) || isSamePath(long, short)) return false;
  if (long.where !== "" && long.where !== short.where) return false;
  const held = new Set([...columnsOf(long), ...long.include]);
  if (!short.include.every((column) => held.has(column))) return false;
  // Of two with the same columns that are not the same, the one that is unique or brings more along is the longer one.
  return long.elements.length > short.elements.length || long.unique || long.include.length > short.include.length;
}

function dropOf(index: string, table: QualifiedName, dialect: Dialect): string {
  if (dialect === "mysql") return `DROP INDEX ${sqlName(index, dialect)} ON ${sqlQualifiedName(table, dialect)};`;
  const name = sqlQualifiedName({ schema: table.schema, name: index }, dialect);
  return `DROP INDEX ${dialect === "postgresql" ? "CONCURRENTLY " : ""}IF EXISTS ${name};`;
}
