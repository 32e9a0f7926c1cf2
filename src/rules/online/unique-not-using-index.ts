import type { OperationOf } from "../../model/operation.ts";
import type { UniqueConstraint } from "../../model/schema.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { keyByPartitions } from "../partitioned-indexes.ts";
import { sqlName, sqlQualifiedName } from "../sql-name.ts";
import { onNewTable, onSmallUsers } from "./harmless-examples.ts";
import { factsOf, lockSentence, longLockOn } from "./long-lock.ts";
import { partitionBase } from "./partition-examples.ts";
import { stepByStep } from "./step-by-step.ts";

/** A unique constraint builds its index while nobody reads or writes; an index that is there already becomes one in an instant. */
export const uniqueNotUsingIndex = defineRule({
  id: "unique-not-using-index",
  on: ["add-constraint", "add-column"],
  section: "Online-Safe Patterns",
  severity: "error",
  summary: "Require unique constraints to take over an index that was built concurrently",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When the table is small or the application is stopped while the migration runs.",
  mend: ["concurrent-index", "outside-transaction"],
  examples: {
    invalid: [
      "ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);",
      "ALTER TABLE users ADD COLUMN phone text UNIQUE;",
    ],
    valid: [
      "CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON users (email);",
      {
        title: "The index is there",
        migration:
          "CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON users (email);\nALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key;",
      },
      {
        title: "Of a partitioned table alone, to which each partition's is attached",
        base: partitionBase,
        migration: "ALTER TABLE ONLY events ADD CONSTRAINT events_key UNIQUE (id, day);",
      },
      { title: "A table of this pull request", migration: "CREATE TABLE notes (title text UNIQUE);" },
      onNewTable("title text", "ALTER TABLE notes ADD UNIQUE (title);"),
      onSmallUsers("ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);"),
    ],
  },

  *check(operation, context, { step }) {
    const unique = uniqueOf(operation);
    const lock = longLockOn(operation.table, operation, context, ["index build"]);
    if (unique === undefined || lock === undefined) return;
    const columns = unique.columns.join(", ");
    yield {
      at: operation.at,
      subject: `${lock.table} ${columns}`,
      data: {
        ...factsOf(lock, context),
        columns,
        statements: stepByStep({ ...step, operation }),
        overlaps: unique.withoutOverlaps,
        parent: sqlQualifiedName(operation.table, "postgresql"),
        listed: unique.columns.map((column) => sqlName(column, "postgresql")).join(", "),
        partitioned: step.before.tables.get(lock.table)?.partitionBy !== undefined,
        isNew: operation.kind === "add-column",
      },
      lock,
    };
  },

  explain: ({ columns, statements, overlaps, parent, listed, partitioned, isNew, ...lock }) => ({
    what: `The unique constraint on ${code(`${lock.table} (${columns})`)} builds its index while it is added.`,
    why: lockSentence(lock),
    fix: overlaps
      ? "No index can be built for it beforehand. Make a new table with it, copy the rows in batches, and swap the names; or do it while the application is stopped."
      : partitioned
        ? keyByPartitions(parent, "UNIQUE", listed)
        : `${isNew ? "Add the column alone. " : ""}Build the index outside of a transaction, in a migration of its own, then let the constraint take it over:\n\n${fenced("sql", statements)}`,
  }),
});

function uniqueOf(operation: OperationOf<"add-constraint" | "add-column">): UniqueConstraint | undefined {
  const constraints = operation.kind === "add-constraint" ? [operation.constraint] : operation.constraints;
  return constraints.find((constraint) => constraint.kind === "unique");
}
