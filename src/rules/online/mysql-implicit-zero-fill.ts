import type { Step } from "../../model/comparison.ts";
import { keyOf } from "../../model/name.ts";
import type { Operation, OperationOf } from "../../model/operation.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { sqlName } from "../sql-name.ts";

/** MySQL asks no value for the rows that are there: it makes one up. */
export const mysqlImplicitZeroFill = defineRule({
  id: "mysql-implicit-zero-fill",
  on: ["add-column", "set-not-null"],
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Warn of NOT NULL without values for the rows that are there, which MySQL makes up or refuses",
  dialects: ["mysql"],
  whenToWaive: "When zero, the empty text or the zero date is what all present rows shall hold.",
  mend: ["batched-backfill"],
  examples: {
    invalid: [
      "ALTER TABLE orders ADD COLUMN weight decimal(8,2) NOT NULL;",
      { title: "A date that never was", migration: "ALTER TABLE orders ADD COLUMN delivered_on date NOT NULL;" },
      {
        title: "NULL becomes the empty text, or the statement fails",
        migration: "ALTER TABLE users MODIFY name text NOT NULL;",
      },
    ],
    valid: [
      {
        title: "Filled before",
        migration: "UPDATE users SET name = email WHERE name IS NULL;\nALTER TABLE users MODIFY name text NOT NULL;",
      },
      {
        title: "Added with a default, which all rows then hold",
        migration:
          "ALTER TABLE users ADD COLUMN points int DEFAULT 0;\nALTER TABLE users MODIFY points int NOT NULL DEFAULT 0;",
      },
      { title: "A column that becomes the key", migration: "ALTER TABLE logs MODIFY id bigint PRIMARY KEY;" },
      { title: "Not null as before", migration: "ALTER TABLE users MODIFY email varchar(320) NOT NULL;" },
      "ALTER TABLE orders ADD COLUMN weight decimal(8,2) NOT NULL DEFAULT 0;",
      "ALTER TABLE orders ADD COLUMN weight decimal(8,2);",
      {
        title: "Numbered by the server",
        migration: "ALTER TABLE orders ADD COLUMN number bigint NOT NULL AUTO_INCREMENT UNIQUE;",
      },
      {
        title: "Computed from other columns",
        migration: "ALTER TABLE orders ADD COLUMN cents bigint AS (total * 100) VIRTUAL NOT NULL;",
      },
      {
        title: "A table of this pull request",
        migration:
          "CREATE TABLE IF NOT EXISTS notes (id bigint PRIMARY KEY);\nALTER TABLE notes ADD COLUMN body text NOT NULL;",
      },
    ],
  },

  *check(operation, { comparison }, { step }) {
    const { table, column, at } = operation;
    const key = keyOf(table);
    if (comparison.createdTables.has(key)) return;
    const made = operation.kind === "add-column" ? unfilled(operation) : setNotNull(operation, step, comparison.steps);
    if (made === undefined) return;
    const name = `${key}.${column}`;
    yield {
      at,
      subject: name,
      data: {
        name,
        column: sqlName(column, "mysql"),
        filled: filledWith(made.type),
        isNew: operation.kind === "add-column",
      },
    };
  },

  explain: ({ name, column, filled, isNew }) =>
    isNew
      ? {
          what: `All present rows get ${filled} in ${code(name)}: the column is NOT NULL and has no default.`,
          why: "Nobody can tell these rows from ones that really hold that value, and a later migration cannot find them to mend them.",
          fix: `Give ${code(name)} a DEFAULT that is true of the present rows; or add it without NOT NULL, fill it in batches, and set NOT NULL then.`,
        }
      : {
          what: `${code(name)} becomes NOT NULL, and nothing is said of the rows that hold NULL in it.`,
          why: `The statement fails on the first such row; where the SQL mode is not strict, they get ${filled} instead, which nobody can tell from a real value.`,
          fix: `Fill ${code(name)} first, in batches, in a migration before this one: ${code(`UPDATE … SET … WHERE ${column} IS NULL`)}.`,
        },
});

type Made = { readonly type: string | undefined };

/** Of a new primary key unique-over-present-rows says what becomes of the rows. */
function unfilled({ definition, constraints }: OperationOf<"add-column">): Made | undefined {
  const { nullable, default: value, generated, identity, type } = definition;
  if (constraints.some(({ kind }) => kind === "primary-key")) return undefined;
  if (nullable || value !== undefined || generated !== undefined || identity !== undefined) return undefined;
  return type?.serial === true ? undefined : { type: type?.base };
}

/** A column that may hold NULL, as far as is known, and that no statement before writes. */
function setNotNull(
  { table, column, statement }: OperationOf<"set-not-null">,
  { before }: Step,
  steps: readonly Step[],
): Made | undefined {
  const key = keyOf(table);
  const known = before.tables.get(key);
  const was = known?.columns.find(({ name }) => name === column);
  if (becomesKey(key, column, statement, steps)) return undefined;
  if (known === undefined || known.assumed || was?.nullable !== true || was.generated !== undefined) return undefined;
  const earlier = steps.slice(
    0,
    steps.findIndex(({ operation }) => operation.statement === statement),
  );
  const isFilled = earlier.some(({ operation: one }) => {
    if (one.kind === "update") return keyOf(one.table) === key && one.columns.includes(column);
    if (one.kind !== "add-column" || one.column !== column || keyOf(one.table) !== key) return false;
    return one.definition.default !== undefined;
  });
  if (isFilled) return undefined;
  return { type: was.type?.base };
}

function becomesKey(table: string, column: string, statement: Operation["statement"], steps: readonly Step[]): boolean {
  return steps.some(
    ({ operation: one }) =>
      one.kind === "add-constraint" &&
      one.statement === statement &&
      keyOf(one.table) === table &&
      one.constraint.kind === "primary-key" &&
      one.constraint.columns.includes(column),
  );
}

function filledWith(base: string | undefined): string {
  if (base === undefined) return "the type's implicit value";
  if (/^(?:date|datetime|timestamp)$/.test(base))
    return `${code("0000-00-00")} (or the statement is refused, by the SQL mode)`;
  if (/(?:char|text|blob|binary|json)$/.test(base)) return "the empty text";
  if (base === "enum") return "the first member";
  return /^(?:tiny|small|medium|big)?int$|^(?:decimal|float|double|bit|year|time)$/.test(base)
    ? "zero"
    : "the type's implicit value";
}
