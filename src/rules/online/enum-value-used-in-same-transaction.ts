import type { Step } from "../../model/comparison.ts";
import { isBefore } from "../../model/engine.ts";
import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { Operation, OperationOf } from "../../model/operation.ts";
import { code } from "../../text/markdown.ts";
import { changedMigrations, transactionsOf } from "../changed-migrations.ts";
import { defineRule } from "../define-rule.ts";
import { isInKnownTransaction } from "../known-transaction.ts";
import { onVersion } from "./version-examples.ts";

/** The first version that takes a new value of a type which the same transaction makes. */
const sinceOwnTypes = 17;
const madeHere =
  "CREATE TYPE mood AS ENUM ('ok');\nALTER TYPE mood ADD VALUE 'bad';\nCREATE TABLE a (m mood DEFAULT 'bad');";

const addRefunded = "ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'refunded';";

/** PostgreSQL refuses a new value of an enum until the transaction that added it is committed. */
export const enumValueUsedInSameTransaction = defineRule({
  id: "enum-value-used-in-same-transaction",
  on: "pull-request",
  section: "Online-Safe Patterns",
  severity: "error",
  summary: "Disallow using an enum value in the transaction that adds it",
  dialects: ["postgresql"],
  whenToWaive: "When the tool commits after each statement in a way that cannot be seen here.",
  mend: ["split-migration", "outside-transaction"],
  examples: {
    invalid: [
      `${addRefunded}\nUPDATE orders SET status = 'refunded' WHERE id = 1;`,
      `BEGIN;\n${addRefunded}\nALTER TABLE orders ALTER COLUMN status SET DEFAULT 'refunded';\nCOMMIT;`,
      `${addRefunded}\nCREATE INDEX orders_refunded ON orders (id) WHERE status = 'refunded'::order_status;`,
      {
        title: "A body in SQL is looked at as it is made",
        migration: `${addRefunded}\nCREATE OR REPLACE FUNCTION refunds() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM orders WHERE status = 'refunded' $$;`,
      },
      { title: "Before PostgreSQL 17, of a type that the same transaction makes, too", migration: madeHere },
      {
        title: "Before PostgreSQL 12, within a transaction at all",
        base: onVersion(11),
        migration: `BEGIN;\n${addRefunded}\nCOMMIT;`,
      },
    ],
    valid: [
      addRefunded,
      {
        title: "Committed before",
        migration: `BEGIN;\n${addRefunded}\nCOMMIT;\nUPDATE orders SET status = 'refunded' WHERE id = 1;`,
      },
      {
        title: "From PostgreSQL 17 on, of a type that the same transaction makes",
        base: onVersion(17),
        migration: madeHere,
      },
      {
        title: "The type is made in a transaction before",
        migration:
          "BEGIN;\nCREATE TYPE mood AS ENUM ('ok');\nALTER TYPE mood ADD VALUE 'bad';\nCOMMIT;\nCREATE TABLE a (m mood DEFAULT 'bad');",
      },
      {
        title: "A value that its type is made with",
        migration: "CREATE TYPE mood AS ENUM ('ok', 'bad');\nCREATE TABLE a (m mood DEFAULT 'bad');",
      },
      {
        title: "An older value",
        migration: `${addRefunded}\nUPDATE orders SET status = 'paid' WHERE id = 1;`,
      },
      {
        title: "The same word in a column of another type",
        migration: `${addRefunded}\nUPDATE users SET name = 'refunded' WHERE id = 1;`,
      },
      {
        title: "Named as the place of another value",
        migration: `${addRefunded}\nALTER TYPE order_status ADD VALUE 'lost' AFTER 'refunded';`,
      },
      {
        title: "The value is there already",
        migration:
          "ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'paid';\nUPDATE orders SET status = 'paid' WHERE id = 1;",
      },
      { title: "A word in a comment", migration: `${addRefunded}\nCOMMENT ON TYPE order_status IS 'refunded';` },
      {
        title: "Added and given another name",
        migration: `${addRefunded}\nALTER TYPE order_status RENAME VALUE 'refunded' TO 'returned';`,
      },
      {
        title: "A body in PL/pgSQL is looked at when it runs",
        migration: `${addRefunded}\nCREATE OR REPLACE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN UPDATE orders SET status = 'refunded'; END $$;`,
      },
    ],
  },

  *check(context) {
    const { engine } = context;
    const refused = { alone: isBefore(engine, 12), ofOwnTypes: isBefore(engine, sinceOwnTypes) };
    for (const applied of changedMigrations(context)) {
      for (const steps of transactionsOf(applied)) {
        for (const { operation, use } of uncommittedValues(steps, refused)) {
          const type = keyOf(operation.type);
          yield {
            at: use?.at ?? operation.at,
            related: use === undefined ? [] : [operation.at],
            subject: `${type} ${operation.value}`,
            certain: isInKnownTransaction(operation, applied, "postgresql"),
            data: { type, value: operation.value, line: operation.at.start.line, used: use !== undefined },
          };
        }
      }
    }
  },

  explain: ({ type, value, line, used }) => ({
    what: used
      ? `The value ${code(value)} of ${code(type)} is used in the transaction that adds it (line ${line}).`
      : `The value ${code(value)} is added to ${code(type)} within a transaction.`,
    why: used
      ? 'PostgreSQL answers "unsafe use of new value": a value can be used only once it is committed.'
      : `Before version 12 PostgreSQL refuses ${code("ALTER TYPE … ADD VALUE")} in a transaction.`,
    fix: used
      ? "Add the value in a migration of its own, before this one, or commit in between."
      : "Run this migration outside of a transaction.",
  }),
});

type Uncommitted = { readonly operation: OperationOf<"add-enum-value">; readonly use: Operation | undefined };

/** What the server refuses besides the use of a new value: merely adding one, and the use of one of a type that the transaction makes. */
type Refused = { readonly alone: boolean; readonly ofOwnTypes: boolean };

/** Values that a transaction adds, each with the first statement that uses it. Where merely adding is refused, also those that nothing uses. */
function uncommittedValues(steps: readonly Step[], { alone, ofOwnTypes }: Refused): readonly Uncommitted[] {
  const made = new Set<string>();
  return steps.flatMap((step, place): readonly Uncommitted[] => {
    const { operation, effect } = step;
    if (operation.kind === "create-enum" && effect === "applied") made.add(keyOf(operation.type));
    if (operation.kind !== "add-enum-value" || effect === "no-effect") return [];
    if (made.has(keyOf(operation.type)) && !ofOwnTypes) return [];
    const use = steps.slice(place + 1).find((later) => isUse(later, operation))?.operation;
    return use === undefined && !alone ? [] : [{ operation, use }];
  });
}

const noUse: ReadonlySet<Operation["kind"]> = new Set([
  "add-enum-value",
  "rename-enum-value",
  "comment-on",
  "create-enum",
  "set-parameter",
]);

function isUse({ operation, after }: Step, { type, value }: OperationOf<"add-enum-value">): boolean {
  const { text } = operation.statement;
  // The server reads a body in SQL at once, and others when they run.
  if (operation.kind === "create-routine" && operation.routine.language !== "sql") return false;
  if (noUse.has(operation.kind) || !text.includes(`'${value.replaceAll("'", "''")}'`)) return false;
  if (hasWord(text, type.name)) return true;
  const columns = tablesOf(operation).flatMap((table) => after.tables.get(keyOf(table))?.columns ?? []);
  const ofType = columns.filter((column) => column.type?.base === keyOf(type));
  const listsNone = operation.kind === "insert" && operation.columns.length === 0;
  return ofType.some(({ name }) => listsNone || hasWord(text, name));
}

function tablesOf(operation: Operation): readonly QualifiedName[] {
  const named = "table" in operation ? [operation.table] : [];
  const query = "query" in operation ? operation.query : undefined;
  const queries = operation.kind === "create-routine" ? operation.routine.queries : query === undefined ? [] : [query];
  return [...named, ...queries.flatMap(({ tables }) => tables.map(({ table }) => table))];
}

function hasWord(text: string, word: string): boolean {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}_$]+/u)
    .includes(word.toLowerCase());
}
