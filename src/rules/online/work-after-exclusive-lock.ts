import type { Step } from "../../model/comparison.ts";
import type { Lock } from "../../model/lock.ts";
import { keyOf } from "../../model/name.ts";
import { code } from "../../text/markdown.ts";
import { changedMigrations, transactionsOf } from "../changed-migrations.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { isSmallTable } from "../table-size.ts";
import { workingSteps } from "../work.ts";
import { contractWithRows } from "./example-sizes.ts";
import { isLong } from "./held-locks.ts";
import { sweptTable } from "./many-rows.ts";

const addPhone = "ALTER TABLE users ADD COLUMN phone text;";

/** A lock is held until its transaction ends: what follows it in there is done while nobody reads or writes the table. */
export const workAfterExclusiveLock = defineRule({
  id: "work-after-exclusive-lock",
  on: "pull-request",
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Warn of long work in a transaction that already holds an ACCESS EXCLUSIVE lock",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When the table that is locked is not in use while the migration runs.",
  mend: ["split-migration", "outside-transaction"],
  examples: {
    invalid: [
      { title: "A backfill", migration: `${addPhone}\nUPDATE users SET phone = '' WHERE phone IS NULL;` },
      {
        title: "An index on another table",
        migration: `BEGIN;\n${addPhone}\nCREATE INDEX orders_total ON orders (total);\nCOMMIT;`,
      },
      { title: "A look at every row", migration: `${addPhone}\nSELECT count(*) FROM orders;` },
    ],
    valid: [
      {
        title: "Two transactions",
        migration: `BEGIN;\n${addPhone}\nCOMMIT;\nUPDATE users SET name = '' WHERE name IS NULL;`,
      },
      { title: "The work comes first", migration: `CREATE INDEX orders_total ON orders (total);\n${addPhone}` },
      { title: "One row", migration: `${addPhone}\nUPDATE users SET phone = '1' WHERE id = 1;` },
      { title: "All in an instant", migration: `${addPhone}\nALTER TABLE users ADD COLUMN fax text;` },
      {
        title: "A table of this pull request",
        migration: `${addPhone}\nCREATE TABLE notes (id integer);\nCREATE INDEX notes_id ON notes (id);`,
      },
      {
        title: "A table that the contract calls small",
        base: contractWithRows("users", "500 rows"),
        migration: `${addPhone}\nUPDATE users SET phone = '' WHERE phone IS NULL;`,
      },
      {
        title: "In one statement",
        migration: "ALTER TABLE users ADD COLUMN phone text, ALTER COLUMN name SET NOT NULL;",
      },
      { title: "A sample of the rows", migration: `${addPhone}\nANALYZE users;` },
      { title: "A question that takes no table", migration: `${addPhone}\nSELECT now();` },
    ],
  },

  *check(context) {
    for (const applied of changedMigrations(context)) {
      const data = new Set(workingSteps(applied).data);
      for (const steps of transactionsOf(applied)) {
        const found = firstWork(steps, data, context);
        if (found === undefined) continue;
        const { lock, step, on } = found;
        const { operation } = step;
        yield {
          at: operation.at,
          related: [lock.operation.at],
          subject: `${lock.table} ${on}`,
          data: { table: lock.table, on, line: lock.operation.at.start.line, statement: operation.statement.text },
          lock: { ...lock, held: "held until the transaction ends" },
        };
      }
    }
  },

  explain: ({ table, on, line, statement }) => ({
    what: `${code(statement, 80)} goes through ${code(on)} while the transaction holds the ${code("ACCESS EXCLUSIVE")} lock on ${code(table)} of line ${line}.`,
    why: `Until it is done, nobody reads or writes ${code(table)}: the lock is held to the end of the transaction.`,
    fix: "Put the long work into a migration of its own, before or after this one, or do it first in this transaction.",
  }),
});

type Found = { readonly lock: Lock; readonly step: Step; readonly on: string };

/** The first long work behind the first lock of a transaction; work of which the lock's own statement consists is the matter of the rule for that statement. */
function firstWork(steps: readonly Step[], data: ReadonlySet<Step>, context: RuleContext): Found | undefined {
  let lock: Lock | undefined;
  for (const step of steps) {
    const own = context.locks.get(step.operation) ?? [];
    if (
      lock !== undefined &&
      !isAddedIn(steps, step.operation) &&
      step.operation.statement.at.start.offset !== lock.operation.statement.at.start.offset
    ) {
      const on = workedTable(step, own, lock, data, context);
      if (on !== undefined) return { lock, step, on };
    }
    lock ??= own.find(({ stops, table }) => stops === "reads and writes" && step.before.tables.has(table));
  }
  return undefined;
}

/** Whether the transaction validates its own constraint, which validate-in-same-transaction speaks of. */
function isAddedIn(steps: readonly Step[], operation: Step["operation"]): boolean {
  return (
    operation.kind === "validate-constraint" &&
    steps.some(
      ({ operation: other }) =>
        other.kind === "add-constraint" &&
        other.constraint.name === operation.constraint &&
        keyOf(other.table) === keyOf(operation.table),
    )
  );
}

function workedTable(
  step: Step,
  own: readonly Lock[],
  held: Lock,
  data: ReadonlySet<Step>,
  context: RuleContext,
): string | undefined {
  const { operation } = step;
  if (data.has(step)) return sweptTable(step, context);
  if (operation.kind === "not-schema") return operation.command === "SELECT" ? readTable(step, context) : undefined;
  const isOwn = ({ table, stops }: Lock) => table === held.table && stops === "reads and writes";
  return own.find((lock) => isLong(lock) && !isOwn(lock) && !isSmallTable(context, lock.table))?.table;
}

/** The table of which a SELECT reads all rows, where it was there before. */
function readTable({ operation, before }: Step, context: RuleContext): string | undefined {
  if (operation.kind !== "not-schema" || operation.query === undefined) return undefined;
  const { tables, hasWhere, hasLimit } = operation.query;
  if (hasWhere || hasLimit) return undefined;
  return tables
    .map(({ table }) => keyOf(table))
    .find((key) => before.tables.has(key) && !context.comparison.createdTables.has(key) && !isSmallTable(context, key));
}
