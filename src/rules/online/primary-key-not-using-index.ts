import type { OperationOf } from "../../model/operation.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { exampleBase } from "../example-base.ts";
import { keyByPartitions } from "../partitioned-indexes.ts";
import { onNewTable } from "./harmless-examples.ts";
import { factsOf, lockSentence, longLockOn } from "./long-lock.ts";
import { stepByStep } from "./step-by-step.ts";

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
    ],
    valid: [
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
    const columns = keyColumns(operation);
    const lock = longLockOn(operation.table, operation, context, ["index build"]);
    if (columns === undefined || lock === undefined) return;
    yield {
      at: operation.at,
      subject: `${lock.table} ${columns.join(", ")}`,
      data: {
        ...factsOf(lock, context),
        columns: columns.join(", "),
        statements: stepByStep({ ...step, operation }),
        partitioned: step.before.tables.get(lock.table)?.partitionBy !== undefined,
      },
      lock,
    };
  },

  explain: ({ columns, statements, partitioned, ...lock }) => ({
    what: `The primary key ${code(`${lock.table} (${columns})`)} builds its index while it is added.`,
    why: lockSentence(lock),
    fix: partitioned
      ? keyByPartitions(lock.table, "PRIMARY KEY", columns)
      : `Make nullable columns NOT NULL by a check that is validated, build the index outside of a transaction, and let the key take it over:\n\n${fenced("sql", statements)}`,
  }),
});

/** Columns of a new primary key. A new column that has no value for the rows that are there is another rule's matter. */
function keyColumns(operation: OperationOf<"add-constraint" | "add-column">): readonly string[] | undefined {
  if (operation.kind === "add-column" && operation.definition.default === undefined) return undefined;
  const constraints = operation.kind === "add-constraint" ? [operation.constraint] : operation.constraints;
  return constraints.find((constraint) => constraint.kind === "primary-key")?.columns;
}
