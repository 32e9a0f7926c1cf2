import type { Step } from "../../model/comparison.ts";
import { keyOf } from "../../model/name.ts";
import type { OperationOf } from "../../model/operation.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { exampleBase } from "../example-base.ts";
import { keyByPartitions } from "../partitioned-indexes.ts";
import { sqlName, sqlQualifiedName } from "../sql-name.ts";
import { onNewTable } from "./harmless-examples.ts";
import { factsOf, lockSentence, longLockOn } from "./long-lock.ts";
import { stepByStep } from "./step-by-step.ts";
import { addRequiredCheck, isCheckAllThereIs, notNullByCheck } from "./unvalidated-constraint.ts";

const contract = "DATABASE_SCHEMA_CONTRACT.md";
/** The example's `users` with an id that is unique by nothing yet, and that nothing refers to. */
const baseWithoutKey: Readonly<Record<string, string>> = {
  ...exampleBase,
  [contract]: (exampleBase[contract] ?? "")
    .replace("id integer PRIMARY KEY,\n    email", "id integer NOT NULL,\n    email")
    .replace(",\n    CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE", "")
    .replace("| orders_user_id_fkey | user_id | users(id) | CASCADE | NO ACTION |\n", "")
    .replace(
      "| id | integer | NO | - | PRIMARY KEY | Unique identifier |\n| email",
      "| id | integer | NO | - | | Identifier |\n| email",
    ),
};

/** A primary key builds its index and looks for nulls while nobody reads or writes; an index that is there already becomes one in an instant. */
export const primaryKeyNotUsingIndex = defineRule({
  id: "primary-key-not-using-index",
  on: ["add-constraint", "add-column"],
  section: "Online-Safe Patterns",
  severity: "error",
  summary: "Require primary keys to take over an index that was built concurrently",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When the table is small or the application is stopped while the migration runs.",
  mend: ["concurrent-index", "outside-transaction"],
  examples: {
    base: baseWithoutKey,
    invalid: [
      "ALTER TABLE users ADD PRIMARY KEY (id);",
      "ALTER TABLE public.users ADD CONSTRAINT users_pk PRIMARY KEY (email);",
      {
        title: "The index is there, and the column may be NULL",
        migration:
          "CREATE UNIQUE INDEX CONCURRENTLY users_name_key ON users (name);\nALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_name_key;",
      },
    ],
    valid: [
      {
        title: "The index is there, and a check proves its column",
        migration:
          "CREATE UNIQUE INDEX CONCURRENTLY users_name_key ON users (name);\nALTER TABLE users ADD CONSTRAINT named CHECK (name IS NOT NULL) NOT VALID;\nCOMMIT;\nALTER TABLE users VALIDATE CONSTRAINT named;\nALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_name_key;",
      },
      {
        title: "Of an index that nobody knows nothing is claimed",
        migration: "ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX unheard_of;",
      },
      {
        title: "The index is there, and the columns are NOT NULL",
        migration:
          "CREATE UNIQUE INDEX CONCURRENTLY users_pkey ON users (id);\nALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_pkey;",
      },
      { title: "A table of this pull request", migration: "CREATE TABLE notes (id integer PRIMARY KEY);" },
      onNewTable("id integer", "ALTER TABLE notes ADD PRIMARY KEY (id);"),
      {
        title: "A table that the contract calls small",
        base: {
          [contract]: (baseWithoutKey[contract] ?? "").replace(
            "People with an account",
            "People with an account (about 500 rows)",
          ),
        },
        migration: "ALTER TABLE users ADD PRIMARY KEY (id);",
      },
      "CREATE UNIQUE INDEX CONCURRENTLY users_pkey ON users (id);",
    ],
  },

  *check(operation, context, { step }) {
    const taken = takenIndex({ ...step, operation });
    const columns = taken ?? keyColumns(operation);
    const lock = longLockOn(operation.table, operation, context, [taken === undefined ? "index build" : "scan"]);
    if (columns === undefined || lock === undefined) return;
    yield {
      at: operation.at,
      subject: `${lock.table} ${columns.join(", ")}`,
      data: {
        ...factsOf(lock, context),
        columns: columns.join(", "),
        takesIndex: taken !== undefined,
        older: isCheckAllThereIs(context.engine),
        statements: taken === undefined ? stepByStep({ ...step, operation }) : provedFirst(operation, taken),
        parent: sqlQualifiedName(operation.table, "postgresql"),
        listed: columns.map((column) => sqlName(column, "postgresql")).join(", "),
        partitioned: step.before.tables.get(lock.table)?.partitionBy !== undefined,
      },
      lock,
    };
  },

  explain: ({ columns, statements, parent, listed, partitioned, takesIndex, older, ...lock }) => ({
    what: takesIndex
      ? `The primary key ${code(`${lock.table} (${columns})`)} takes its index over, and looks through all rows for nulls: its columns are not NOT NULL yet.`
      : `The primary key ${code(`${lock.table} (${columns})`)} builds its index while it is added.`,
    why: lockSentence(lock),
    fix: takesIndex
      ? older
        ? `Make its columns NOT NULL while nobody waits: before PostgreSQL 12 the server looks through all rows for nulls, whatever checks there are.`
        : `Let a check prove that there are no nulls first, which is validated while others read and write:\n\n${fenced("sql", statements)}`
      : partitioned
        ? keyByPartitions(parent, "PRIMARY KEY", listed)
        : `Make nullable columns NOT NULL by a check that is validated, build the index outside of a transaction, and let the key take it over:\n\n${fenced("sql", statements)}`,
  }),
});

/** Columns of the index that a primary key takes over, where the index is known. */
function takenIndex({
  operation,
  before,
}: Step<OperationOf<"add-constraint" | "add-column">>): readonly string[] | undefined {
  if (operation.kind !== "add-constraint" || operation.usingIndex === undefined) return undefined;
  if (operation.constraint.kind !== "primary-key") return undefined;
  const index = before.tables.get(keyOf(operation.table))?.indexes.find(({ name }) => name === operation.usingIndex);
  return index?.elements.flatMap(({ column }) => column ?? []);
}

function provedFirst({ table }: OperationOf<"add-constraint" | "add-column">, columns: readonly string[]): string {
  const sql = sqlQualifiedName(table, "postgresql");
  const checks = columns.map((column) => addRequiredCheck(sql, column));
  const proved = columns.map((column) => notNullByCheck(sql, column));
  return [...checks, "-- in a later migration:", ...proved].join("\n");
}

/** Columns of a new primary key. A new column that has no value for the rows that are there is another rule's matter. */
function keyColumns(operation: OperationOf<"add-constraint" | "add-column">): readonly string[] | undefined {
  if (operation.kind === "add-column" && operation.definition.default === undefined) return undefined;
  const constraints = operation.kind === "add-constraint" ? [operation.constraint] : operation.constraints;
  return constraints.find((constraint) => constraint.kind === "primary-key")?.columns;
}
