import { code } from "../../text/markdown.ts";
import { changedMigrations } from "../changed-migrations.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { exampleBase } from "../example-base.ts";
import { withEntry } from "../migrations/example-entry.ts";
import { newMigrations } from "../migrations/history-entries.ts";
import { isLargeTable, statedRows } from "../table-size.ts";

const contract = "DATABASE_SCHEMA_CONTRACT.md";
const purpose = "**Purpose:** People with an account";
const index = "CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_users_name ON users (name);";

/**
 * Also what lets others read and write goes over every row of the table, and is to be planned where these are millions. What makes others wait is
 * the matter of the rules on online-safe patterns, which say how to do without.
 */
export const largeTableChange = defineRule({
  id: "large-table-change",
  on: "pull-request",
  section: "Performance Considerations",
  severity: "warning",
  summary:
    "Warn of statements that read, index or write anew all rows of a large table, unless the migration's entry says how long that takes",
  whenToWaive: "The table is called large and the statement was measured to be quick.",
  mend: ["edit-contract", "outside-transaction"],
  examples: {
    base: { ...exampleBase, [contract]: `${exampleBase[contract]}`.replace(purpose, `${purpose} (~20M rows)`) },
    invalid: [index, "ALTER TABLE users VALIDATE CONSTRAINT users_email_check;"],
    valid: [
      {
        title: "The entry says what it takes",
        migration: index,
        edits: withEntry([
          "- **Downtime Required:** NO",
          "- **Downtime Required:** NO; about 20 minutes on the replica, runs at night",
        ]),
      },
      {
        title: "A small table",
        migration: "CREATE INDEX CONCURRENTLY IF NOT EXISTS idx_orders_total ON orders (total);",
      },
      "ALTER TABLE users ADD COLUMN fax text;",
      { title: "Who waits is told how to do without", migration: "CREATE INDEX idx_users_name ON users (name);" },
      {
        title: "A table of this pull request",
        migration:
          "CREATE TABLE events (id bigint PRIMARY KEY, at timestamp);\nCREATE INDEX CONCURRENTLY ON events (at);",
      },
    ],
  },

  *check(context) {
    const planned = plannedPaths(context);
    for (const { migration, steps } of changedMigrations(context)) {
      if (planned.has(migration.up.path)) continue;
      for (const { operation, effect } of steps) {
        const lock = (context.locks.get(operation) ?? []).find(
          ({ table, work, stops }) =>
            (work === "scan" || work === "index build" || work === "rewrite") &&
            (stops === "nothing" || stops === "schema changes") &&
            isLargeTable(context, table),
        );
        if (lock === undefined || effect === "no-effect") continue;
        const rows = statedRows(context, lock.table);
        yield {
          at: operation.at,
          subject: `${lock.table} ${operation.kind}`,
          lock,
          data: {
            table: lock.table,
            work: lock.work,
            rows: rows?.toLocaleString("en-US") ?? "",
            path: migration.up.path,
          },
        };
      }
    }
  },

  explain: ({ table, work, rows, path }) => ({
    what: `This ${doing[work] ?? "goes over all rows"} of ${code(table)}, which ${rows === "" ? "is configured to be large" : `holds ${rows} rows`}.`,
    why: "It makes nobody wait, but runs long: it takes disk and input and output away from others, holds back the clean-up of old rows, and a deployment that waits for it may give up.",
    fix: `Measure it on a copy of real size, and say in the entry of ${code(path)}, under Impact Assessment, how long it takes and when it runs; switch the tool's own timeout off for it.`,
  }),
});

const doing: Readonly<Record<string, string>> = {
  scan: "reads all rows",
  "index build": "builds an index over all rows",
  rewrite: "writes anew all rows",
};

/** Migrations whose entry in the Migration History speaks of time or size: somebody thought of it. */
function plannedPaths(context: RuleContext): ReadonlySet<string> {
  const planned = newMigrations(context).filter(({ entries }) =>
    entries.some(({ text }) =>
      /\b(?:minutes?|min|hours?|seconds?|off-?peak|low[- ]traffic|at night|overnight|maintenance window|\d[\d.,]*\s*[KMG]?\s*rows)\b/i.test(
        text,
      ),
    ),
  );
  return new Set(planned.map(({ applied }) => applied.migration.up.path));
}
