import { isBefore } from "../../model/engine.ts";
import { keyOf, sameName } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import type { Schema } from "../../model/schema.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { sqlQualifiedName } from "../sql-name.ts";
import { partitionBase } from "./partition-examples.ts";

const concurrentlySince = 14;

/** DETACH waits for every query on the whole partitioned table to end, and everybody else waits behind it. */
export const detachNotConcurrent = defineRule({
  id: "detach-not-concurrent",
  on: ["detach-partition"],
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Require CONCURRENTLY for detaching a partition",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When no query on the table runs long and lock_timeout is set, or nobody uses the table.",
  mend: ["outside-transaction"],
  examples: {
    base: partitionBase,
    invalid: [
      "ALTER TABLE events DETACH PARTITION events_old;",
      "ALTER TABLE IF EXISTS public.events DETACH PARTITION public.events_old;",
    ],
    valid: [
      "ALTER TABLE events DETACH PARTITION events_old CONCURRENTLY;",
      "ALTER TABLE events DETACH PARTITION events_old FINALIZE;",
      {
        title: "A table of this pull request",
        migration:
          "CREATE TABLE logs (id integer) PARTITION BY RANGE (id);\nCREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (1) TO (9);\nALTER TABLE logs DETACH PARTITION logs_1;",
      },
      {
        title: "With a default partition there is no other way",
        migration:
          "CREATE TABLE events_rest PARTITION OF events DEFAULT;\nALTER TABLE events DETACH PARTITION events_old;",
      },
    ],
  },

  *check(operation, context, { step }) {
    const { table, partition, concurrently, statement } = operation;
    const lock = context.locks.get(operation)?.find((one) => one.table === keyOf(table));
    if (lock === undefined || concurrently || /\bfinalize\s*;?\s*$/i.test(statement.text)) return;
    if (isBefore(context.engine, concurrentlySince)) return;
    const parent = keyOf(table);
    if (hasDefaultPartition(operation, step.before, context)) return;
    yield {
      at: operation.at,
      subject: `${parent} ${keyOf(partition)}`,
      data: {
        table: parent,
        partition: keyOf(partition),
        statement: `ALTER TABLE ${sqlQualifiedName(table, "postgresql")} DETACH PARTITION ${sqlQualifiedName(partition, "postgresql")} CONCURRENTLY;`,
      },
      lock,
    };
  },

  explain: ({ table, partition, statement }) => ({
    what: `${code(partition)} is detached from ${code(table)} without CONCURRENTLY.`,
    why: `${code("ACCESS EXCLUSIVE")} on ${code(table)} waits until all queries on any of its partitions have ended, and everything that comes later waits behind it, reads too.`,
    fix: `Detach it outside of a transaction (from PostgreSQL 14 on):\n\n${fenced("sql", statement)}`,
  }),
});

/** A plain DETACH locks the default partition as well, so it is among the locks unless the pull request makes it. */
function hasDefaultPartition(
  operation: OperationOf<"detach-partition">,
  { tables }: Schema,
  { locks, comparison }: RuleContext,
): boolean {
  const keys = [...(locks.get(operation) ?? []).map(({ table }) => table), ...comparison.createdTables];
  return keys.some((key) => {
    const partition = tables.get(key)?.partitionOf;
    return partition !== undefined && sameName(partition.parent, operation.table) && /^default$/i.test(partition.bound);
  });
}
