import type { Step } from "../../model/comparison.ts";
import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import type { Constraint, Table } from "../../model/schema.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
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
        title: "Its column goes too",
        migration: "ALTER TABLE orders DROP CONSTRAINT orders_total_check;\nALTER TABLE orders DROP COLUMN total;",
      },
    ],
  },

  *check(operation, context, { step }) {
    const table = keyOf(operation.table);
    const dropped = step.before.tables.get(table)?.constraints.find(({ name }) => name === operation.constraint);
    // primary-key-changed and drop-not-null speak of the other kinds.
    if (dropped === undefined || dropped.kind === "primary-key" || dropped.kind === "not-null") return;
    if (isNewTable(context, operation, operation.table, step.before) || isReplaced(dropped, operation, step, context))
      return;
    yield {
      at: operation.at,
      subject: `${table} ${operation.constraint}`,
      data: { table, name: operation.constraint, kind: dropped.kind },
    };
  },

  explain: ({ table, name, kind }) => ({
    what: `The ${kind === "check" || kind === "exclude" ? `${kind} constraint` : kind === "unique" ? "unique constraint" : "foreign key"} ${code(name)} of ${code(table)} is dropped, and nothing takes its place.`,
    why: "Rows that it kept out may come in as soon as the migration has run, and they stay when the constraint is wanted back.",
    fix: `Put what it is replaced by into the same migration: ${code(`ALTER TABLE ${table} ADD CONSTRAINT ${name} … NOT VALID;`, 200)}, validated in a later one; or say under the migration's Impact Assessment why it is no longer needed.`,
  }),
});

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

/** Columns that a constraint is about; those of an expression are its words that are columns. */
function columnsOf(constraint: Constraint, table: Table | undefined): readonly string[] {
  if ("columns" in constraint) return constraint.columns;
  if (constraint.kind === "not-null") return [constraint.column];
  const text = constraint.kind === "check" ? constraint.expression.meaning : constraint.elements.join(" ");
  const words = new Set(text.match(/[\p{L}_][\p{L}\p{N}_$]*/gu));
  return (table?.columns ?? []).map(({ name }) => name).filter((name) => words.has(name));
}
