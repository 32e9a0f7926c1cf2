import { isBefore } from "../../model/engine.ts";
import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import type { ForeignKey } from "../../model/schema.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { onNewTable, onSmallUsers } from "./harmless-examples.ts";
import { factsOf, lockSentence, longLockOn } from "./long-lock.ts";
import { partitionBase } from "./partition-examples.ts";
import { stepByStep } from "./step-by-step.ts";

/** The first version whose partitioned tables take a foreign key that is not validated. */
const sincePartitions = 18;

/** A foreign key looks up every row while nobody writes to either table; unvalidated it does so later, and lets them. */
export const foreignKeyNotValid = defineRule({
  id: "foreign-key-not-valid",
  on: ["add-constraint", "add-column"],
  section: "Online-Safe Patterns",
  severity: "error",
  summary: "Require NOT VALID for foreign keys on tables that are there",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When both tables are small or nobody writes to them while the migration runs.",
  mend: ["not-valid-then-validate"],
  examples: {
    invalid: [
      "ALTER TABLE orders ADD CONSTRAINT orders_buyer FOREIGN KEY (user_id) REFERENCES users (id);",
      "ALTER TABLE users ADD COLUMN referrer integer DEFAULT 1 REFERENCES orders (id);",
    ],
    valid: [
      "ALTER TABLE orders ADD CONSTRAINT orders_buyer FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;",
      {
        title: "A new column holds nothing to look up",
        migration: "ALTER TABLE users ADD COLUMN referrer integer REFERENCES orders (id);",
      },
      {
        title: "A table of this pull request",
        migration: "CREATE TABLE notes (user_id integer REFERENCES users (id));",
      },
      onNewTable("user_id integer", "ALTER TABLE notes ADD FOREIGN KEY (user_id) REFERENCES users (id);"),
      onSmallUsers("ALTER TABLE users ADD COLUMN referrer integer DEFAULT 1 REFERENCES orders (id);"),
      {
        title: "All partitions have it",
        base: partitionBase,
        migration:
          "ALTER TABLE events_old ADD CONSTRAINT buyer FOREIGN KEY (id) REFERENCES users (id) NOT VALID;\nCOMMIT;\nALTER TABLE events_old VALIDATE CONSTRAINT buyer;\nALTER TABLE events ADD CONSTRAINT buyer FOREIGN KEY (id) REFERENCES users (id);",
      },
      { title: "Validated later", migration: "ALTER TABLE orders VALIDATE CONSTRAINT orders_user_id_fkey;" },
    ],
  },

  *check(operation, context, { step }) {
    const key = foreignKey(operation);
    const lock = longLockOn(operation.table, operation, context, ["scan"]);
    if (key === undefined || lock === undefined) return;
    const columns = key.columns.join(", ");
    yield {
      at: operation.at,
      subject: `${lock.table} ${columns}`,
      data: {
        ...factsOf(lock, context),
        columns,
        target: keyOf(key.references.table),
        statements: stepByStep({ ...step, operation }),
        column: operation.kind === "add-column" ? operation.column : "",
        isOlder: isBefore(context.engine, sincePartitions),
        partitioned: step.before.tables.get(lock.table)?.partitionBy !== undefined,
      },
      lock,
    };
  },

  explain: ({ columns, target, statements, column, partitioned, isOlder, ...lock }) => ({
    what: `The foreign key of ${code(`${lock.table} (${columns})`)} to ${code(target)} looks up every row at once.`,
    why: `${lockSentence(lock)} The same lock is on ${code(target)}.`,
    fix:
      partitioned && isOlder
        ? "Before PostgreSQL 18 a partitioned table takes no unvalidated foreign key: add one to each partition `NOT VALID`, validate them in a later migration, and add it to the table then."
        : `${column === "" ? "Add it unvalidated" : `Add the column ${code(column)} without it, then the key unvalidated`}, and validate it in a later migration, while others read and write:\n\n${fenced("sql", statements)}${partitioned ? "\n\nBefore PostgreSQL 18 a partitioned table takes no unvalidated foreign key: add one to each partition first, validate them, then add it to the table." : ""}`,
  }),
});

function foreignKey(operation: OperationOf<"add-constraint" | "add-column">): ForeignKey | undefined {
  const constraints = operation.kind === "add-constraint" ? [operation.constraint] : operation.constraints;
  const isOther = constraints.some(({ kind }) => kind === "check");
  return isOther ? undefined : constraints.find((constraint) => constraint.kind === "foreign-key");
}
