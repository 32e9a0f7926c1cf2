import type { Step } from "../../model/comparison.ts";
import type { Lock } from "../../model/lock.ts";
import { code, codeList } from "../../text/markdown.ts";
import { changedMigrations, transactionsOf } from "../changed-migrations.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { sqlQualifiedName } from "../sql-name.ts";
import { stoppingLocks } from "./held-locks.ts";

const both = "ALTER TABLE users ADD COLUMN phone text;\nALTER TABLE orders ADD COLUMN note text;";

/** Whoever locks the same tables in another order waits for this transaction while it waits for them. */
export const severalTablesLocked = defineRule({
  id: "several-tables-locked",
  on: "pull-request",
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Warn of one transaction that holds locks against writers on several tables",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When the tables must change together, and the migration is tried again when it meets a deadlock.",
  mend: ["split-migration", "lock-timeout"],
  examples: {
    invalid: [
      both,
      {
        title: "Of another kind each",
        migration: "BEGIN;\nDROP INDEX IF EXISTS idx_users_email;\nALTER TABLE orders ADD COLUMN note text;\nCOMMIT;",
      },
    ],
    valid: [
      {
        title: "A transaction for each",
        migration: `BEGIN;\n${both.replace("\n", "\nCOMMIT;\nBEGIN;\n")}\nCOMMIT;`,
      },
      {
        title: "A file for each",
        head: Object.fromEntries(both.split("\n").map((text, at) => [`migrations/000${at + 2}_x.sql`, text])),
      },
      {
        title: "A foreign key's own two tables",
        migration:
          "ALTER TABLE orders ADD COLUMN payer_id integer;\nALTER TABLE orders ADD CONSTRAINT orders_payer_fk FOREIGN KEY (payer_id) REFERENCES users (id) NOT VALID;",
      },
      {
        title: "One is of this pull request",
        migration:
          "CREATE TABLE notes (id integer);\nALTER TABLE notes ADD a text;\nALTER TABLE users ADD COLUMN phone text;",
      },
      {
        title: "One table under two names",
        migration: "ALTER TABLE users RENAME TO people;\nALTER TABLE people ADD COLUMN phone text;",
      },
      {
        title: "One lets writers go on",
        migration: "ALTER TABLE users ADD COLUMN phone text;\nCOMMENT ON TABLE orders IS 'what people ordered';",
      },
      {
        title: "Rows alone",
        migration: "UPDATE users SET name = 'a' WHERE id = 1;\nUPDATE orders SET total = 0 WHERE id = 1;",
      },
    ],
  },

  *check(context) {
    for (const applied of changedMigrations(context)) {
      for (const steps of transactionsOf(applied)) {
        const locks = firstLocks(steps, context);
        const [first, second] = locks;
        if (first === undefined || second === undefined || isOfOne(steps, locks, context)) continue;
        const tables = locks.map(({ table }) => table);
        yield {
          at: second.operation.at,
          related: [first.operation.at],
          subject: [...tables].sort().join(" "),
          data: { tables, sql: tables.map((key) => sqlOf(key, context)) },
          lock: { ...second, held: "held until the transaction ends" },
        };
      }
    }
  },

  explain: ({ tables, sql }) => ({
    what: `One transaction keeps writers from ${codeList(tables)} until it ends.`,
    why: "While it waits for the second table it holds the first; a transaction of the application that took them the other way round makes that a deadlock, and one of the two is thrown away.",
    fix: `Change each table in a migration of its own. Where they must change together, begin with ${code(`LOCK TABLE ${sql.join(", ")} IN ACCESS EXCLUSIVE MODE`, 200)} in the order that the application takes them, under a short ${code("lock_timeout")}.`,
  }),
});

/** A table's name as a statement needs it. */
function sqlOf(key: string, { comparison: { head, base } }: RuleContext): string {
  const name = head.tables.get(key)?.name ?? base.tables.get(key)?.name;
  return name === undefined ? key : sqlQualifiedName(name, "postgresql");
}

/** The first lock against writers on each table, in the order they are taken. Views are no tables, and one that is renamed is one. */
function firstLocks(steps: readonly Step[], context: RuleContext): readonly Lock[] {
  const locks = new Map<string, Lock>();
  for (const { operation, before } of steps) {
    for (const lock of stoppingLocks(context, operation)) {
      const key = context.comparison.renames.tables.get(lock.table) ?? lock.table;
      if (!locks.has(key) && !before.views.has(lock.table) && !("view" in operation)) locks.set(key, lock);
    }
  }
  return [...locks.values()];
}

/** One operation that cannot but take them all: a foreign key, a table with its partitions. `LOCK TABLE` that takes them all at once is how it is mended. */
function isOfOne(steps: readonly Step[], locks: readonly Lock[], context: RuleContext): boolean {
  return steps.some(({ operation }) => {
    const own = new Set(stoppingLocks(context, operation).map(({ table }) => table));
    return locks.every(({ table }) => own.has(table));
  });
}
