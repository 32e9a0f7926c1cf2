import { keyOf } from "../../model/name.ts";
import type { Operation, OperationOf } from "../../model/operation.ts";
import type { Schema } from "../../model/schema.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { sqlQualifiedName } from "../sql-name.ts";
import { onNewTable, onSmallUsers } from "./harmless-examples.ts";
import { factsOf, lockSentence, longLockOn } from "./long-lock.ts";
import { isCheckAllThereIs, requireByCheck } from "./unvalidated-constraint.ts";
import { onVersion } from "./version-examples.ts";

/** The server looks through all rows for a null, and nobody reads or writes meanwhile; a valid check spares it that. */
export const setNotNullDirectly = defineRule({
  id: "set-not-null-directly",
  on: ["set-not-null", "add-constraint"],
  section: "Online-Safe Patterns",
  severity: "error",
  summary: "Disallow SET NOT NULL before a valid check proves that there are no nulls",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When the table is small or the application is stopped while the migration runs.",
  mend: ["batched-backfill", "not-valid-then-validate"],
  examples: {
    invalid: [
      "ALTER TABLE users ALTER COLUMN name SET NOT NULL;",
      {
        title: "The check is not validated yet",
        migration:
          "ALTER TABLE users ADD CONSTRAINT named CHECK (name IS NOT NULL) NOT VALID;\nALTER TABLE users ALTER COLUMN name SET NOT NULL;",
      },
      {
        title: "The same statement drops the check, which comes first wherever it stands",
        migration:
          "ALTER TABLE users ADD CONSTRAINT named CHECK (name IS NOT NULL) NOT VALID;\nCOMMIT;\nALTER TABLE users VALIDATE CONSTRAINT named;\nALTER TABLE users ALTER COLUMN name SET NOT NULL, DROP CONSTRAINT named;",
      },
      {
        title: "Before PostgreSQL 12 no check proves it",
        base: onVersion(11),
        migration:
          "ALTER TABLE users ADD CONSTRAINT named CHECK (name IS NOT NULL) NOT VALID;\nCOMMIT;\nALTER TABLE users VALIDATE CONSTRAINT named;\nALTER TABLE users ALTER COLUMN name SET NOT NULL;",
      },
      {
        title: "Nor one of an earlier migration",
        base: onVersion(11),
        migration:
          "ALTER TABLE accounts VALIDATE CONSTRAINT named;\nALTER TABLE accounts ALTER COLUMN name SET NOT NULL;",
      },
    ],
    valid: [
      {
        title: "A valid check proves it from PostgreSQL 12 on",
        base: onVersion(12),
        migration:
          "ALTER TABLE users ADD CONSTRAINT named CHECK (name IS NOT NULL) NOT VALID;\nCOMMIT;\nALTER TABLE users VALIDATE CONSTRAINT named;\nALTER TABLE users ALTER COLUMN name SET NOT NULL;",
      },
      {
        title: "Before PostgreSQL 12 the check stays in its stead",
        base: onVersion(11),
        migration:
          "ALTER TABLE users ADD CONSTRAINT named CHECK (name IS NOT NULL) NOT VALID;\nCOMMIT;\nALTER TABLE users VALIDATE CONSTRAINT named;",
      },
      {
        title: "It is so already, on an older server too",
        base: onVersion(11),
        migration: "ALTER TABLE users ALTER COLUMN email SET NOT NULL;",
      },
      {
        title: "A valid check proves it",
        migration:
          "ALTER TABLE users ADD CONSTRAINT named CHECK (name IS NOT NULL) NOT VALID;\nCOMMIT;\nALTER TABLE users VALIDATE CONSTRAINT named;\nALTER TABLE users ALTER COLUMN name SET NOT NULL;\nALTER TABLE users DROP CONSTRAINT named;",
      },
      {
        title: "A valid check proves it among other things",
        migration:
          "ALTER TABLE users ADD CONSTRAINT named CHECK (name <> '' AND name IS NOT NULL) NOT VALID;\nCOMMIT;\nALTER TABLE users VALIDATE CONSTRAINT named;\nALTER TABLE users ALTER COLUMN name SET NOT NULL;",
      },
      { title: "It is so already", migration: "ALTER TABLE users ALTER COLUMN email SET NOT NULL;" },
      onNewTable("id integer, body text", "ALTER TABLE notes ALTER COLUMN body SET NOT NULL;"),
      onSmallUsers("ALTER TABLE users ALTER COLUMN name SET NOT NULL;"),
      {
        title: "An earlier migration's check, of which nothing is known but that it is validated",
        migration:
          "ALTER TABLE accounts VALIDATE CONSTRAINT named;\nALTER TABLE accounts ALTER COLUMN name SET NOT NULL;",
      },
      "ALTER TABLE users ADD CONSTRAINT named CHECK (name IS NOT NULL) NOT VALID;",
    ],
  },

  *check(operation, context, { step }) {
    const column = requiredColumn(operation);
    if (column === undefined || mayBeProved(operation, step.before, context)) return;
    const lock = longLockOn(operation.table, operation, context, ["scan"]);
    if (lock === undefined) return;
    yield {
      at: operation.at,
      subject: `${lock.table}.${column}`,
      data: {
        ...factsOf(lock, context),
        column,
        steps: requireByCheck(sqlQualifiedName(operation.table, "postgresql"), column, context.engine),
        checkOnly: isCheckAllThereIs(context.engine),
      },
      lock,
    };
  },

  explain: ({ column, steps, checkOnly, ...lock }) => ({
    what: `${code(`${lock.table}.${column}`)} is made NOT NULL while the server looks through all rows for nulls.`,
    why: lockSentence(lock),
    fix: `${
      checkOnly
        ? `Let a check require it instead, which is validated while others read and write. Before PostgreSQL 12 ${code("SET NOT NULL")} does not take its word:`
        : `Let a check prove it first, which is validated while others read and write; ${code("SET NOT NULL")} then takes its word:`
    }\n\n${fenced("sql", steps.join("\n-- in a later migration:\n"))}`,
  }),
});

function requiredColumn(operation: OperationOf<"set-not-null" | "add-constraint">): string | undefined {
  if (operation.kind === "set-not-null") return operation.column;
  return operation.constraint.kind === "not-null" ? operation.constraint.column : undefined;
}

/** The pull request validates or drops a constraint of the same table that nobody has told of: as a rule the check that an earlier migration made for this. */
function mayBeProved(
  operation: OperationOf<"set-not-null" | "add-constraint">,
  before: Schema,
  { comparison, engine }: RuleContext,
): boolean {
  if (isCheckAllThereIs(engine)) return false;
  const table = keyOf(operation.table);
  const known = new Set(before.tables.get(table)?.constraints.map(({ name }) => name));
  const at = comparison.steps.findIndex((step) => step.operation === operation);
  const isUnknown = (other: Operation) =>
    (other.kind === "validate-constraint" || other.kind === "drop-constraint") &&
    keyOf(other.table) === table &&
    !known.has(other.constraint);
  return comparison.steps.some(
    ({ operation: other }, place) =>
      other.kind === (place < at ? "validate-constraint" : "drop-constraint") && isUnknown(other),
  );
}
