import type { Step } from "../../model/comparison.ts";
import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import { code, codeList } from "../../text/markdown.ts";
import { changedMigrations } from "../changed-migrations.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { isNewTable } from "../destructive/made-here.ts";
import { isSmallTable } from "../table-size.ts";
import { workingSteps } from "../work.ts";
import { contractWithRows } from "./example-sizes.ts";
import { withoutLiterals } from "./statement-clauses.ts";

const batch =
  "UPDATE users SET name = email WHERE id IN (SELECT id FROM users WHERE name IS NULL ORDER BY id LIMIT 1000);\n";

/** A batch fills as many rows as its LIMIT says. What then demands all of them fails on the first that is left. */
export const singleBatchThenRequired = defineRule({
  id: "single-batch-then-required",
  on: "pull-request",
  section: "Online-Safe Patterns",
  severity: "error",
  summary: "Disallow requiring a column of which the pull request fills one batch of rows",
  dialects: ["postgresql", "mysql"],
  whenToWaive: "When the rows without a value are fewer than the batch; say how many.",
  mend: ["batched-backfill", "split-migration"],
  examples: {
    invalid: [
      {
        title: "SET NOT NULL behind one batch",
        migration: `${batch}ALTER TABLE users ALTER COLUMN name SET NOT NULL;`,
      },
      {
        title: "In a later migration of the pull request",
        head: {
          "migrations/0002_fill.sql": batch,
          "migrations/0003_require.sql": "ALTER TABLE users ALTER COLUMN name SET NOT NULL;",
        },
      },
      {
        title: "A check that is validated behind one batch",
        migration: `ALTER TABLE users ADD CONSTRAINT named CHECK (name IS NOT NULL) NOT VALID;\nCOMMIT;\n${batch}COMMIT;\nALTER TABLE users VALIDATE CONSTRAINT named;`,
      },
    ],
    valid: [
      { title: "A batch, and nothing that demands the rest", migration: batch },
      {
        title: "Another column is required",
        migration: `${batch}ALTER TABLE users ALTER COLUMN nickname SET NOT NULL;`,
      },
      { title: "It is required already", migration: `${batch}ALTER TABLE users ALTER COLUMN email SET NOT NULL;` },
      {
        title: "In a loop, until no row is left",
        migration: `DO $$ BEGIN LOOP ${batch}EXIT WHEN NOT FOUND; END LOOP; END $$;\nALTER TABLE users ALTER COLUMN name SET NOT NULL;`,
      },
      {
        title: "The rest is filled by another statement",
        migration: `${batch}UPDATE users SET name = '' WHERE name IS NULL;\nALTER TABLE users ALTER COLUMN name SET NOT NULL;`,
      },
      {
        title: "All rows in one statement: unbatched-backfill speaks",
        migration:
          "UPDATE users SET name = email WHERE name IS NULL;\nALTER TABLE users ALTER COLUMN name SET NOT NULL;",
      },
      {
        title: "The check is not validated here",
        migration: `${batch}ALTER TABLE users ADD CONSTRAINT named CHECK (name IS NOT NULL) NOT VALID;`,
      },
      {
        title: "A check of something else",
        migration: `ALTER TABLE users ADD CONSTRAINT short CHECK (length(name) < 90) NOT VALID;\nCOMMIT;\n${batch}COMMIT;\nALTER TABLE users VALIDATE CONSTRAINT short;`,
      },
      {
        title: "A table that the contract calls small",
        base: contractWithRows("users", "500 rows"),
        migration: `${batch}ALTER TABLE users ALTER COLUMN name SET NOT NULL;`,
      },
    ],
  },

  *check(context) {
    const steps = changedMigrations(context).flatMap((applied) => applied.steps);
    const batches = changedMigrations(context).flatMap((applied) =>
      workingSteps(applied).data.flatMap(({ operation, before }) =>
        isSingleBatch(operation) &&
        !isSmallTable(context, keyOf(operation.table)) &&
        !isNewTable(context, operation, operation.table, before)
          ? [operation]
          : [],
      ),
    );
    for (const operation of batches) {
      const table = keyOf(operation.table);
      const later = steps.slice(steps.findIndex((step) => step.operation === operation) + 1);
      for (const column of operation.columns) {
        const demand = later.find((step) => demands(step, table, column));
        if (demand === undefined || isFilledElsewhere(operation, column, context)) continue;
        yield {
          at: demand.operation.at,
          related: [operation.at],
          subject: `${table}.${column}`,
          data: { table, column, isCheck: demand.operation.kind === "validate-constraint" },
        };
      }
    }
  },

  explain: ({ table, column, isCheck }) => ({
    what: `${isCheck ? "The check" : code("SET NOT NULL")} demands a value of every row in ${code(`${table}.${column}`)}, and this pull request fills one batch of them.`,
    why: "The statement with the LIMIT runs once. The rows that it leaves have no value yet, and the migration fails on the first of them.",
    fix: `Repeat the batch until it changes no row, outside of the migration's transaction: in a script or a job that commits each time, or in a loop of a migration that runs without a transaction. Require ${codeList([column])} in a later pull request, when no row is left.`,
  }),
});

type Update = OperationOf<"update">;

/** An UPDATE with a LIMIT that nothing repeats. */
function isSingleBatch(operation: Step["operation"]): operation is Update {
  if (operation.kind !== "update" || operation.statement.conditional) return false;
  const text = withoutLiterals(operation.statement.text);
  return /\blimit\s+\d/i.test(text) && !/\b(?:loop|while|repeat)\b/i.test(text);
}

function demands({ operation, before, effect }: Step, table: string, column: string): boolean {
  if (operation.kind === "set-not-null") {
    return effect !== "no-effect" && keyOf(operation.table) === table && operation.column === column;
  }
  if (operation.kind !== "validate-constraint" || keyOf(operation.table) !== table) return false;
  const constraint = before.tables.get(table)?.constraints.find(({ name }) => name === operation.constraint);
  if (constraint?.kind !== "check") return false;
  return constraint.expression.meaning.toLowerCase().replace(/["`()]/g, "") === `${column.toLowerCase()} is not null`;
}

/** Another statement writes the column too: what both leave cannot be told. */
function isFilledElsewhere(operation: Update, column: string, { comparison }: RuleContext): boolean {
  return comparison.steps.some(
    ({ operation: other }) =>
      other !== operation &&
      (other.kind === "update" || other.kind === "merge") &&
      keyOf(other.table) === keyOf(operation.table) &&
      (other.kind === "merge" || other.columns.includes(column)),
  );
}
