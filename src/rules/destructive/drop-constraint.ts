import type { Step } from "../../model/comparison.ts";
import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import type { Constraint, Table } from "../../model/schema.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { sqlName, sqlQualifiedName } from "../sql-name.ts";
import { isDroppedLater, isNewTable } from "./made-here.ts";

/** What a constraint kept out may come in from now on, and readers rely on its being kept out. */
export const dropConstraint = defineRule({
  id: "drop-constraint",
  on: ["drop-constraint"],
  section: "Non-Destructive Changes",
  severity: "warning",
  summary: "Warn of constraints that are dropped and not replaced",
  whenToWaive: "When the rule that it enforced no longer holds; say which decision ended it.",
  examples: {
    invalid: [
      "ALTER TABLE orders DROP CONSTRAINT orders_total_check;",
      "ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_user_id_fkey;",
    ],
    valid: [
      {
        title: "Replaced by another check of the same column",
        migration:
          "ALTER TABLE orders DROP CONSTRAINT orders_total_check;\nALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0 AND total < 1000000) NOT VALID;",
      },
      {
        title: "A foreign key with another action",
        migration:
          "ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey, ADD CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE RESTRICT;",
      },
      {
        title: "A table of this pull request",
        migration:
          "CREATE TABLE a (id integer CONSTRAINT positive CHECK (id > 0));\nALTER TABLE a DROP CONSTRAINT positive;",
      },
      { title: "It may well not be there", migration: "ALTER TABLE orders DROP CONSTRAINT IF EXISTS something;" },
      {
        title: "NOT NULL takes the place of the check that proved it",
        migration:
          "ALTER TABLE users ADD CONSTRAINT name_required CHECK (name IS NOT NULL) NOT VALID;\nALTER TABLE users VALIDATE CONSTRAINT name_required;\nALTER TABLE users ALTER COLUMN name SET NOT NULL;\nALTER TABLE users DROP CONSTRAINT name_required;",
      },
      {
        title: "Its column goes too",
        migration: "ALTER TABLE orders DROP CONSTRAINT orders_total_check;\nALTER TABLE orders DROP COLUMN total;",
      },
    ],
  },

  *check(operation, context, { step }) {
    const table = keyOf(operation.table);
    const dropped = step.before.tables.get(table)?.constraints.find(({ name }) => name === operation.constraint);
    // primary-key-changed and drop-not-null speak of the other kinds.
    if (dropped?.kind === "primary-key" || dropped?.kind === "not-null") return;
    if (isNewTable(context, operation, operation.table, step.before)) return;
    const silent =
      dropped === undefined ? !isUnheardOf(operation, step, context) : isReplaced(dropped, operation, step, context);
    if (silent) return;
    const { dialect } = context.engine;
    yield {
      at: operation.at,
      subject: `${table} ${operation.constraint}`,
      data: {
        table,
        name: operation.constraint,
        noun: nouns[dropped?.kind ?? "unknown"],
        added: `ALTER TABLE ${sqlQualifiedName(operation.table, dialect)} ADD CONSTRAINT ${sqlName(operation.constraint, dialect)} …`,
        validates: dialect === "postgresql",
      },
    };
  },

  explain: ({ table, name, noun, added, validates }) => ({
    what: `The ${noun} ${code(name)} of ${code(table)} is dropped, and nothing takes its place.`,
    why: "Rows that it kept out may come in as soon as the migration has run, and they stay when the constraint is wanted back.",
    fix: `Put what it is replaced by into the same migration: ${code(`${added}${validates ? " NOT VALID" : ""};`, 200)}${validates ? ", validated in a later one" : ""}; or say under the migration's Impact Assessment why it is no longer needed.`,
  }),
});

const nouns = {
  check: "check constraint",
  exclude: "exclusion constraint",
  unique: "unique constraint",
  "foreign-key": "foreign key",
  unknown: "constraint",
} as const;

/** Nothing tells which constraints there were before, and nothing that is put on the table here may stand for it. */
function isUnheardOf(operation: OperationOf<"drop-constraint">, { effect }: Step, context: RuleContext): boolean {
  const { base, comparison } = context;
  if (effect === "no-effect" || base.database !== undefined || comparison.base.complete) return false;
  const key = keyOf(operation.table);
  const mayReplace = comparison.steps.some(
    ({ operation: other }) =>
      (other.kind === "add-constraint" || other.kind === "set-not-null") && keyOf(other.table) === key,
  );
  return !mayReplace && !isDroppedLater(context, operation, operation.table);
}

function isReplaced(
  dropped: Constraint,
  operation: OperationOf<"drop-constraint">,
  { before }: Step,
  context: RuleContext,
): boolean {
  const table = context.comparison.head.tables.get(keyOf(operation.table));
  if (table === undefined || isDroppedLater(context, operation, operation.table)) return true;
  const known = before.tables.get(keyOf(operation.table));
  const columns = columnsOf(dropped, known);
  if (columns.some((name) => !table.columns.some((column) => column.name === name))) return true;
  if (
    dropped.kind === "check" &&
    isOnlyNotNull(dropped.expression.meaning) &&
    columns.every((name) => isRequired(table, name))
  )
    return true;
  const isSame = (others: readonly string[]): boolean => others.some((name) => columns.includes(name));
  const isNews = (other: Constraint): boolean => known?.constraints.includes(other) !== true;
  if (
    dropped.kind === "unique" &&
    table.indexes.some((index) => index.unique && isSame(index.elements.flatMap(({ column }) => column ?? [])))
  )
    return true;
  return table.constraints.some((other) => {
    const isKind = other.kind === dropped.kind || (dropped.kind === "unique" && other.kind === "primary-key");
    return isKind && isNews(other) && isSame(columnsOf(other, table));
  });
}

/** `(phone IS NOT NULL)`: what such a check keeps out, NOT NULL keeps out as well. */
function isOnlyNotNull(meaning: string): boolean {
  return /^[\s(]*[^\s()]+ is not null[\s)]*$/i.test(meaning);
}

function isRequired(table: Table, column: string): boolean {
  return table.columns.some(({ name, nullable }) => name === column && !nullable);
}

/** Columns that a constraint is about; those of an expression are its words that are columns. */
function columnsOf(constraint: Constraint, table: Table | undefined): readonly string[] {
  if ("columns" in constraint) return constraint.columns;
  if (constraint.kind === "not-null") return [constraint.column];
  const text = constraint.kind === "check" ? constraint.expression.meaning : constraint.elements.join(" ");
  const words = new Set(text.match(/[\p{L}_][\p{L}\p{N}_$]*/gu));
  return (table?.columns ?? []).map(({ name }) => name).filter((name) => words.has(name));
}
