import { code, codeList } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { columnsOf, indexedTables, isSamePath } from "./access-paths.ts";

/** A second index of the same kind over the same columns finds nothing faster, and is written with every row. */
export const indexDuplicate = defineRule({
  id: "index-duplicate",
  on: "pull-request",
  section: "Performance Considerations",
  severity: "warning",
  summary: "Warn of a new index that is the same as another one of its table",
  whenToWaive:
    "The old index is damaged or bloated and is dropped by the next migration; `REINDEX CONCURRENTLY` does that in one.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      "CREATE INDEX users_by_email ON users (email);",
      "CREATE INDEX CONCURRENTLY IF NOT EXISTS users_by_email ON users USING btree (email ASC);",
      { title: "The primary key once more", migration: "CREATE UNIQUE INDEX users_id_key ON users (id);" },
    ],
    valid: [
      "CREATE INDEX users_by_email ON users (lower(email));",
      "CREATE UNIQUE INDEX users_email_key ON users (email);",
      "CREATE INDEX users_by_email ON users (email) WHERE name IS NOT NULL;",
      "CREATE INDEX users_by_email ON users USING hash (email);",
      "CREATE INDEX users_by_email ON users (email varchar_pattern_ops);",
      "CREATE INDEX users_by_email ON users (email) INCLUDE (name);",
      {
        title: "In place of the old one",
        migration: "CREATE INDEX users_by_email ON users (email);\nDROP INDEX idx_users_email;",
      },
      {
        title: "The old one, built anew",
        migration: "DROP INDEX idx_users_email;\nCREATE INDEX users_by_email ON users (email);",
      },
      { title: "It was there", migration: "CREATE INDEX IF NOT EXISTS idx_users_email ON users (email);" },
      { title: "Another name", migration: "ALTER INDEX idx_users_email RENAME TO users_by_email;" },
      {
        title: "Two of a kind since long ago",
        base: { "migrations/0001_base.sql": "SELECT 1;" },
        migration: "ALTER TABLE users ADD COLUMN fax text;",
      },
    ],
  },

  *check(context) {
    for (const { key, paths, copies, madeBy } of indexedTables(context)) {
      for (const [index, path] of paths.entries()) {
        const operation = madeBy(path);
        if (operation === undefined || path.kind !== "index") continue;
        const twin = paths.find(
          (other, at) => at !== index && isSamePath(other, path) && (at < index || madeBy(other) === undefined),
        );
        // As many of the kind as before: one of them was built anew, or took another name.
        if (twin === undefined || copies(path) >= paths.filter((other) => isSamePath(other, path)).length) continue;
        yield {
          at: operation.at,
          subject: `${key} ${path.name}`,
          data: {
            table: key,
            index: path.name,
            twin: twin.name,
            columns: columnsOf(path),
            isKey: twin.kind !== "index",
          },
        };
      }
    }
  },

  explain: ({ table, index, twin, columns, isKey }) => ({
    what: `The index ${code(index)} on ${code(table)} is the same as ${isKey ? "the one behind the constraint " : ""}${code(twin)}: ${codeList(columns)}.`,
    why: "Every write keeps both up to date and the cache holds both, while each search uses one of them.",
    fix: `Leave it out, or drop ${code(twin)} in the same pull request if the new one is to take its place.`,
  }),
});
