import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import type { ForeignKey } from "../../model/schema.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { sqlQualifiedName } from "../sql-name.ts";
import { onNewTable, onSmallUsers } from "./harmless-examples.ts";
import { factsOf, lockSentence, longLockOn } from "./long-lock.ts";
import { addUnvalidated, postgresName, validateLater } from "./unvalidated-constraint.ts";

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
        name: key.name === "" ? `${operation.table.name}_${key.columns.join("_")}_fkey` : key.name,
        columns,
        target: keyOf(key.references.table),
        sql: sqlQualifiedName(operation.table, "postgresql"),
        references: referencesOf(key),
        partitioned: step.before.tables.get(lock.table)?.partitionBy !== undefined,
      },
      lock,
    };
  },

  explain: ({ name, columns, target, sql, references, partitioned, ...lock }) => ({
    what: `The foreign key of ${code(`${lock.table} (${columns})`)} to ${code(target)} looks up every row at once.`,
    why: `${lockSentence(lock)} The same lock is on ${code(target)}.`,
    fix: `Add it unvalidated, and validate it in a later migration, while others read and write:\n\n${fenced("sql", `${addUnvalidated(sql, name, references)}\n-- in a later migration:\n${validateLater(sql, name)}`)}${partitioned ? "\n\nBefore PostgreSQL 18 a partitioned table takes no unvalidated foreign key: add one to each partition first, validate them, then add it to the table." : ""}`,
  }),
});

function foreignKey(operation: OperationOf<"add-constraint" | "add-column">): ForeignKey | undefined {
  const constraints = operation.kind === "add-constraint" ? [operation.constraint] : operation.constraints;
  const isOther = constraints.some(({ kind }) => kind === "check");
  return isOther ? undefined : constraints.find((constraint) => constraint.kind === "foreign-key");
}

/** The key as a statement writes it, without its name. */
function referencesOf({ columns: own, references, ...key }: ForeignKey): string {
  const { match, onDelete, onDeleteColumns, onUpdate, deferral } = key;
  const target = sqlQualifiedName(references.table, "postgresql");
  const targetColumns = references.columns.length === 0 ? "" : ` (${references.columns.map(postgresName).join(", ")})`;
  const columns = onDeleteColumns.length === 0 ? "" : ` (${onDeleteColumns.map(postgresName).join(", ")})`;
  const clauses = [
    match === "full" ? "MATCH FULL" : "",
    onDelete === "no action" ? "" : `ON DELETE ${onDelete.toUpperCase()}${columns}`,
    onUpdate === "no action" ? "" : `ON UPDATE ${onUpdate.toUpperCase()}`,
    deferral === "not deferrable" ? "" : `DEFERRABLE ${deferral.toUpperCase()}`,
  ];
  const start = `FOREIGN KEY (${own.map(postgresName).join(", ")}) REFERENCES ${target}${targetColumns}`;
  return [start, ...clauses.filter((clause) => clause !== "")].join(" ");
}
