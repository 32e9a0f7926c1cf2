import type { Step } from "../../model/comparison.ts";
import type { Lock } from "../../model/lock.ts";
import type { Operation } from "../../model/operation.ts";
import { code } from "../../text/markdown.ts";
import { changedMigrations } from "../changed-migrations.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { isSmallTable } from "../table-size.ts";
import { contractWithRows } from "./example-sizes.ts";
import { stoppingLocks } from "./held-locks.ts";

const widen = "ALTER TABLE orders ALTER COLUMN id TYPE bigint;\nALTER TABLE orders ALTER COLUMN user_id TYPE bigint;";

/** One ALTER TABLE goes through the rows once for all its clauses. */
export const altersNotMerged = defineRule({
  id: "alters-not-merged",
  on: "pull-request",
  section: "Online-Safe Patterns",
  severity: "info",
  summary: "Point out statements in a row that each go through one table, and could do so once",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When the statements must be apart, such as to be tried again one by one.",
  mend: ["raw-sql"],
  examples: {
    invalid: [
      { title: "Rewritten twice", migration: widen },
      {
        title: "Read twice",
        migration:
          "ALTER TABLE users ALTER COLUMN name SET NOT NULL;\nALTER TABLE users ADD CONSTRAINT a CHECK (name <> '');",
      },
    ],
    valid: [
      { title: "Once", migration: "ALTER TABLE orders ALTER COLUMN id TYPE bigint, ALTER COLUMN user_id TYPE bigint;" },
      {
        title: "Two tables",
        migration: "ALTER TABLE orders ALTER COLUMN id TYPE bigint;\nALTER TABLE users ALTER COLUMN id TYPE bigint;",
      },
      {
        title: "Both in an instant",
        migration: "ALTER TABLE users ADD COLUMN phone text;\nALTER TABLE users ADD COLUMN fax text;",
      },
      {
        title: "Two foreign keys are two searches in any case",
        migration:
          "ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id);\nALTER TABLE orders ADD FOREIGN KEY (id) REFERENCES users (id);",
      },
      {
        title: "Something stands between",
        migration: widen.replace("\n", "\nUPDATE orders SET total = 0 WHERE id = 1;\n"),
      },
      {
        title: "A table that the contract calls small",
        base: contractWithRows("orders", "500 rows"),
        migration: widen,
      },
    ],
  },

  *check(context) {
    for (const { steps } of changedMigrations(context)) {
      for (const { first, second, table, passes } of runs(steps, context)) {
        yield {
          at: second.operation.at,
          related: [first.operation.at],
          subject: table,
          data: { table, passes, rewrite: first.work === "rewrite" && second.work === "rewrite" },
          lock: second,
        };
      }
    }
  },

  explain: ({ table, passes, rewrite }) => ({
    what: `${passes} statements in a row each ${rewrite ? "rewrite" : "go through all of"} ${code(table)}.`,
    why: "Readers and writers wait for each of them; as clauses of one statement they would be done in one pass.",
    fix: `Write them as one: ${code(`ALTER TABLE ${table} …, …;`)}.`,
  }),
});

type Run = { readonly first: Lock; readonly second: Lock; readonly table: string; readonly passes: number };

/** Stretches of ALTER TABLE on one table of which two or more statements each need a pass of their own. */
function runs(steps: readonly Step[], context: RuleContext): readonly Run[] {
  const found: Run[] = [];
  let passes: Lock[] = [];
  const close = () => {
    const [first, second] = passes;
    if (first !== undefined && second !== undefined)
      found.push({ first, second, table: first.table, passes: passes.length });
    passes = [];
  };
  for (const { operation } of steps) {
    if (operation.kind === "set-parameter") continue;
    const pass = passOf(operation, context);
    const last = passes.at(-1);
    if (last !== undefined && (pass === undefined || pass.table !== last.table)) close();
    const isNew = pass?.operation.statement.at.start.offset !== passes.at(-1)?.operation.statement.at.start.offset;
    if (pass !== undefined && isNew) passes.push(pass);
  }
  close();
  return found;
}

const mergeable: ReadonlySet<Operation["kind"]> = new Set([
  "add-column",
  "alter-column-type",
  "set-not-null",
  "add-constraint",
  "set-expression",
  "set-persistence",
  "add-identity",
]);

function passOf(operation: Operation, context: RuleContext): Lock | undefined {
  if (!mergeable.has(operation.kind) || operation.statement.conditional) return undefined;
  return stoppingLocks(context, operation).find(
    ({ stops, work, table }) =>
      stops === "reads and writes" && (work === "scan" || work === "rewrite") && !isSmallTable(context, table),
  );
}
