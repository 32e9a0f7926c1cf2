import { keyOf } from "../../model/name.ts";
import type { Operation } from "../../model/operation.ts";
import { code } from "../../text/markdown.ts";
import { changedMigrations } from "../changed-migrations.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { workingSteps } from "../work.ts";
import { contractWithRows } from "./example-sizes.ts";
import { sweptTable } from "./many-rows.ts";

/** One statement over all rows holds the lock of each until the last is done, and is lost as a whole when it fails. */
export const unbatchedBackfill = defineRule({
  id: "unbatched-backfill",
  on: "pull-request",
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Warn of one statement that goes over all rows of a table in use",
  dialects: ["postgresql", "mysql"],
  whenToWaive: "When the rows concerned are few, whatever the table holds; say how many.",
  mend: ["batched-backfill", "split-migration"],
  examples: {
    invalid: [
      "UPDATE users SET name = email WHERE name IS NULL;",
      "DELETE FROM orders WHERE placed_at < '2020-01-01';",
      "INSERT INTO orders (id, user_id, total) SELECT id, id, 0 FROM users WHERE name IS NULL;",
      {
        title: "Filling a column of this pull request",
        migration: "ALTER TABLE users ADD COLUMN mail text;\nUPDATE users SET mail = email;",
      },
    ],
    valid: [
      { title: "By a key", migration: "UPDATE users SET name = 'Ann' WHERE id = 42;" },
      { title: "By several keys", migration: "DELETE FROM orders WHERE id IN (1, 2, 3) AND status = 'new';" },
      { title: "By one key or another", migration: "DELETE FROM orders WHERE status = 'new' AND (id = 1 OR id = 2);" },
      { title: "A range of a key", migration: "UPDATE users SET name = email WHERE id >= 1 AND id < 10000;" },
      {
        title: "A batch",
        migration:
          "UPDATE users SET name = email WHERE id IN (SELECT id FROM users WHERE name IS NULL ORDER BY id LIMIT 1000);",
      },
      {
        title: "A batch picked beforehand",
        migration:
          "WITH batch AS (SELECT id FROM orders WHERE total = 0 LIMIT 500) DELETE FROM orders USING batch WHERE orders.id = batch.id;",
      },
      {
        title: "Constants, unless they are there already",
        migration:
          "INSERT INTO users (id, email) SELECT 1, 'a@example.com' WHERE NOT EXISTS (SELECT 1 FROM users WHERE id = 1);",
      },
      {
        title: "Into a table of this pull request",
        migration: "CREATE TABLE names (id integer, name text);\nINSERT INTO names SELECT id, name FROM users;",
      },
      {
        title: "Single rows by a list of values",
        migration:
          "UPDATE users SET name = v.name FROM (VALUES (1, 'Ann'), (2, 'Bo')) v (id, name) WHERE users.id = v.id;",
      },
      {
        title: "A table that the contract calls small",
        base: contractWithRows("users", "500 rows"),
        migration: "UPDATE users SET name = email WHERE name IS NULL;",
      },
      { title: "All values overwritten: update-without-where speaks", migration: "UPDATE users SET name = 'x';" },
    ],
  },

  *check(context) {
    for (const applied of changedMigrations(context)) {
      for (const step of workingSteps(applied).data) {
        const { operation } = step;
        const table = isSaidElsewhere(operation, context) ? undefined : sweptTable(step, context);
        if (table === undefined) continue;
        const write = operation.kind === "insert" || operation.kind === "merge" ? "copies" : `${operation.kind}s`;
        yield {
          at: operation.at,
          subject: table,
          data: {
            table,
            write,
            all: "hasWhere" in operation && !operation.hasWhere,
            // MySQL takes LIMIT at the statement, and not within IN.
            batch:
              context.engine.dialect !== "mysql"
                ? "… WHERE id IN (SELECT id … ORDER BY id LIMIT 1000)"
                : write === "copies"
                  ? "… SELECT … WHERE id > … ORDER BY id LIMIT 1000"
                  : "… WHERE … ORDER BY id LIMIT 1000",
          },
        };
      }
    }
  },

  explain: ({ table, write, all, batch }) => ({
    what: all
      ? `One statement ${write} all rows of ${code(table)}.`
      : `One statement ${write} whatever rows of ${code(table)} fit its condition.`,
    why: "Each row stays locked until the last one is done; replicas fall behind, dead rows pile up, and a failure near the end loses all of it.",
    fix: `Do it in batches that commit one by one, outside of the migration's transaction: ${code(batch, 200)}. One such statement fills one batch only; repeat it until it changes no row, in a script or a job, or in a loop of a migration that runs without a transaction.`,
  }),
});

/** What has no condition at all is the matter of delete-without-where and update-without-where, but for columns that nobody reads yet. */
function isSaidElsewhere(operation: Operation, { comparison }: RuleContext): boolean {
  if (operation.kind === "delete") return !operation.hasWhere;
  if (operation.kind !== "update" || operation.hasWhere) return false;
  const added = new Set(
    comparison.steps.flatMap(({ operation: other }) =>
      other.kind === "add-column" && keyOf(other.table) === keyOf(operation.table) ? [other.column] : [],
    ),
  );
  return operation.columns.some((column) => !added.has(column));
}
