import type { OperationOf } from "../../model/operation.ts";
import type { CheckConstraint } from "../../model/schema.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { onNewTable, onSmallUsers } from "./harmless-examples.ts";
import { factsOf, lockSentence, longLockOn } from "./long-lock.ts";
import { stepByStep } from "./step-by-step.ts";

/** A check reads every row while nobody else may; unvalidated it does so later, and lets them. */
export const checkNotValid = defineRule({
  id: "check-not-valid",
  on: ["add-constraint", "add-column"],
  section: "Online-Safe Patterns",
  severity: "error",
  summary: "Require NOT VALID for checks on tables that are there",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When the table is small or the application is stopped while the migration runs.",
  mend: ["not-valid-then-validate"],
  examples: {
    invalid: [
      "ALTER TABLE users ADD CONSTRAINT named CHECK (name <> '');",
      {
        title: "The server reads every row for a new column's check, too",
        migration: "ALTER TABLE users ADD COLUMN age integer CHECK (age > 0);",
      },
    ],
    valid: [
      "ALTER TABLE users ADD CONSTRAINT named CHECK (name <> '') NOT VALID;",
      {
        title: "Validated while others read and write",
        migration: "ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check;",
      },
      { title: "A table of this pull request", migration: "CREATE TABLE notes (id integer CHECK (id > 0));" },
      onNewTable("id integer", "ALTER TABLE notes ADD CHECK (id > 0);"),
      onSmallUsers("ALTER TABLE users ADD CONSTRAINT named CHECK (name <> '');"),
      "ALTER TABLE users ADD COLUMN age integer;\nALTER TABLE users ADD CONSTRAINT aged CHECK (age > 0) NOT VALID;",
    ],
  },

  *check(operation, context, { step }) {
    const check = checkOf(operation);
    const lock = longLockOn(operation.table, operation, context, ["scan"]);
    if (check === undefined || lock === undefined) return;
    yield {
      at: operation.at,
      subject: `${lock.table} ${check.name === "" ? check.expression.meaning : check.name}`,
      data: {
        ...factsOf(lock, context),
        expression: check.expression.text,
        column: operation.kind === "add-column" ? operation.column : "",
        statements: stepByStep({ ...step, operation }),
      },
      lock,
    };
  },

  explain: ({ expression, column, statements, ...lock }) => ({
    what: `The check ${code(expression)} on ${code(lock.table)} is proved for every row at once.`,
    why: lockSentence(lock),
    fix: `${column === "" ? "Add it unvalidated" : `Add the column ${code(column)} without it, then the check unvalidated`}, and validate it in a later migration, while others read and write:\n\n${fenced("sql", statements)}`,
  }),
});

function checkOf(operation: OperationOf<"add-constraint" | "add-column">): CheckConstraint | undefined {
  const constraints = operation.kind === "add-constraint" ? [operation.constraint] : operation.constraints;
  return constraints.find((constraint) => constraint.kind === "check");
}
