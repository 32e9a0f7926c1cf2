import { code, codeList } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { mysqlExampleBase } from "../example-base-dialects.ts";
import { columnsOf, indexedTables } from "./access-paths.ts";

/** PostgreSQL's manual: indexes with more than three columns are unlikely to help (https://www.postgresql.org/docs/current/indexes-multicolumn.html). */
export const indexTooWide = defineRule({
  id: "index-too-wide",
  on: "pull-request",
  section: "Performance Considerations",
  severity: "off",
  summary: "Warn of new indexes over more columns than a search is likely to name",
  whenToWaive: "One important query names all of the columns, and was measured with and without the index.",
  settings: {
    columns: {
      default: 3,
      meaning: "How many columns an index may have; columns that it only brings along (`INCLUDE`) do not count.",
    },
  },
  examples: {
    invalid: [
      "CREATE INDEX idx_orders_all ON orders (user_id, status, total, placed_at);",
      {
        title: "With a table of MySQL that is new itself",
        base: mysqlExampleBase,
        migration:
          "CREATE TABLE hits (id integer PRIMARY KEY, a integer, b integer, c integer, d integer, KEY hits_all (a, b, c, d));",
      },
    ],
    valid: [
      {
        title: "A kind of index that serves searches by any of its columns",
        migration: "CREATE INDEX idx_orders_ranges ON orders USING brin (id, user_id, total, placed_at);",
      },
      {
        title: "A key of four columns is a rule as well",
        migration: "CREATE TABLE hits (a integer, b integer, c integer, d integer, PRIMARY KEY (a, b, c, d));",
      },
      "CREATE INDEX idx_orders_three ON orders (user_id, status, placed_at);",
      "CREATE INDEX idx_orders_list ON orders (user_id, status) INCLUDE (total, placed_at);",
      {
        title: "A rule on what may stand in the table",
        migration: "CREATE UNIQUE INDEX orders_key ON orders (user_id, status, total, placed_at);",
      },
      "CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_users_email ON users (email);",
    ],
  },

  *check(context) {
    const most = context.settings.number("columns");
    for (const { key, paths, copies, madeBy } of indexedTables(context)) {
      for (const path of paths) {
        const operation = madeBy(path);
        // Where the order of the columns counts for nothing, so does what is said here.
        const isTree = path.method === "btree";
        const isWide = path.kind === "index" && isTree && !path.unique && path.elements.length > most;
        if (!isWide || operation === undefined || copies(path) > 0) continue;
        yield {
          at: operation.at,
          subject: `${key} ${path.name}`,
          data: {
            table: key,
            index: path.name,
            columns: columnsOf(path),
            most,
            hasInclude: context.engine.dialect === "postgresql",
          },
        };
      }
    }
  },

  explain: ({ table, index, columns, most, hasInclude }) => ({
    what: `The index ${code(index)} on ${code(table)} has ${columns.length} columns (${codeList(columns)}); ${most} are the limit here.`,
    why: "Only searches that name its first columns use it; each further column makes it larger and every write dearer.",
    fix: `Keep the columns that narrow a search down, the most telling first.${hasInclude ? " Columns that are only read can come along with `INCLUDE`." : ""}`,
  }),
});
