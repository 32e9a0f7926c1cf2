import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { sqlQualifiedName } from "../sql-name.ts";
import { onNewTable, onSmallUsers } from "./harmless-examples.ts";
import { factsOf, lockSentence, longLockOn } from "./long-lock.ts";
import { plainColumn } from "./step-by-step.ts";
import { postgresName, requireLater } from "./unvalidated-constraint.ts";

/** A default that differs from row to row is written to each of them, where a constant one is noted once. */
export const volatileDefault = defineRule({
  id: "volatile-default",
  on: ["add-column"],
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Warn of new columns whose default is computed for each row",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When the table is small or the application is stopped while the migration runs.",
  mend: ["batched-backfill"],
  examples: {
    invalid: [
      "ALTER TABLE users ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();",
      "ALTER TABLE orders ADD COLUMN seen_at timestamptz DEFAULT clock_timestamp();",
      {
        title: "A function of one's own, by a name that the server has without arguments",
        migration: "ALTER TABLE orders ADD COLUMN seen_at timestamptz DEFAULT now(3);",
      },
    ],
    valid: [
      {
        title: "One moment for all rows",
        migration: "ALTER TABLE orders ADD COLUMN seen_at timestamptz NOT NULL DEFAULT now();",
      },
      "ALTER TABLE users ADD COLUMN kind text DEFAULT 'random()';",
      "ALTER TABLE users ADD COLUMN handle text DEFAULT lower(current_database());",
      {
        title: "Only new rows have it",
        migration:
          "ALTER TABLE users ADD COLUMN token uuid;\nALTER TABLE users ALTER COLUMN token SET DEFAULT gen_random_uuid();",
      },
      onNewTable("id integer", "ALTER TABLE notes ADD COLUMN token uuid DEFAULT gen_random_uuid();"),
      onSmallUsers("ALTER TABLE users ADD COLUMN token uuid DEFAULT gen_random_uuid();"),
    ],
  },

  *check(operation, context) {
    const { definition, column } = operation;
    const lock = longLockOn(operation.table, operation, context, ["rewrite"]);
    if (lock === undefined || definition.default === undefined || definition.generated !== undefined) return;
    yield {
      at: operation.at,
      subject: `${lock.table}.${column}`,
      data: {
        ...factsOf(lock, context),
        column,
        sql: sqlQualifiedName(operation.table, "postgresql"),
        value: definition.default.text,
        plain: plainColumn(operation, false),
        required: !definition.nullable,
        unsure: lock.held.includes("unless"),
      },
      lock,
    };
  },

  explain: ({ column, sql, value, plain, required, unsure, ...lock }) => ({
    what: `The default ${code(value)} of ${code(`${lock.table}.${column}`)} is computed and written for each row${unsure ? ", unless its function is declared STABLE or IMMUTABLE" : ""}.`,
    why: lockSentence(lock),
    fix: `Add the column without it, set the default for new rows, and fill the old ones in batches in another migration:\n\n${fenced("sql", `${plain}\nALTER TABLE ${sql} ALTER COLUMN ${postgresName(column)} SET DEFAULT ${value};${required ? `\n${requireLater(sql, column)}` : ""}`)}`,
  }),
});
