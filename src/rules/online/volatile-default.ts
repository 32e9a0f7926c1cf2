import { isBefore } from "../../model/engine.ts";
import type { OperationOf } from "../../model/operation.ts";
import type { Schema } from "../../model/schema.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { sqlQualifiedName } from "../sql-name.ts";
import { onNewTable, onSmallUsers } from "./harmless-examples.ts";
import { factsOf, lockSentence, longLockOn } from "./long-lock.ts";
import { plainColumn } from "./step-by-step.ts";
import { postgresName, requireLater } from "./unvalidated-constraint.ts";
import { onVersion } from "./version-examples.ts";

/** The first version that notes a constant default once (https://www.postgresql.org/docs/release/11.0/). */
const constantSince = 11;

/** A default that differs from row to row is written to each of them, where a constant one is noted once. */
export const volatileDefault = defineRule({
  id: "volatile-default",
  on: ["add-column"],
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Warn of new columns whose default is written to each row",
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
      {
        title: "The default of its domain",
        migration:
          "CREATE DOMAIN token AS double precision DEFAULT random();\nALTER TABLE users ADD COLUMN token token;",
      },
      {
        title: "Before PostgreSQL 11 any default",
        base: onVersion(10),
        migration: "ALTER TABLE users ADD COLUMN kind text NOT NULL DEFAULT 'person';",
      },
    ],
    valid: [
      {
        title: "One value for all rows, from PostgreSQL 11 on",
        base: onVersion(11),
        migration: "ALTER TABLE users ADD COLUMN kind text NOT NULL DEFAULT 'person';",
      },
      {
        title: "No default, before PostgreSQL 11",
        base: onVersion(10),
        migration: "ALTER TABLE users ADD COLUMN kind text DEFAULT NULL;",
      },
      {
        title: "Only new rows have it, before PostgreSQL 11",
        base: onVersion(10),
        migration: "ALTER TABLE users ADD COLUMN kind text;\nALTER TABLE users ALTER COLUMN kind SET DEFAULT 'person';",
      },
      {
        title: "One moment for all rows",
        migration: "ALTER TABLE orders ADD COLUMN seen_at timestamptz NOT NULL DEFAULT now();",
      },
      "ALTER TABLE users ADD COLUMN kind text DEFAULT 'random()';",
      {
        title: "The default of its domain is kept away",
        migration:
          "CREATE DOMAIN token AS double precision DEFAULT random();\nALTER TABLE users ADD COLUMN token token DEFAULT NULL;",
      },
      {
        title: "The default of its domain is one for all rows",
        migration: "CREATE DOMAIN moment AS timestamptz DEFAULT now();\nALTER TABLE users ADD COLUMN seen moment;",
      },
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

  *check(operation, context, { step }) {
    const { definition, column } = operation;
    const value = definition.default ?? domainDefault(operation, step.before);
    const lock = longLockOn(operation.table, operation, context, ["rewrite"]);
    if (lock === undefined || value === undefined || definition.generated !== undefined) return;
    yield {
      at: operation.at,
      subject: `${lock.table}.${column}`,
      data: {
        ...factsOf(lock, context),
        column,
        sql: sqlQualifiedName(operation.table, "postgresql"),
        value: value.text,
        plain: plainColumn(operation, false).replace(/;$/, definition.default === undefined ? " DEFAULT NULL;" : ";"),
        later: definition.nullable
          ? ""
          : `\n${requireLater(sqlQualifiedName(operation.table, "postgresql"), column, context.engine)}`,
        unsure: lock.held.includes("unless"),
        older: isBefore(context.engine, constantSince),
      },
      lock,
    };
  },

  explain: ({ column, sql, value, plain, later, unsure, older, ...lock }) => ({
    what: older
      ? `The default ${code(value)} of ${code(`${lock.table}.${column}`)} is written to each row: before PostgreSQL 11 a constant one is, too.`
      : `The default ${code(value)} of ${code(`${lock.table}.${column}`)} is computed and written for each row${unsure ? ", unless its function is declared STABLE or IMMUTABLE" : ""}.`,
    why: lockSentence(lock),
    fix: `Add the column without it, set the default for new rows, and fill the old ones in batches in another migration:\n\n${fenced("sql", `${plain}\nALTER TABLE ${sql} ALTER COLUMN ${postgresName(column)} SET DEFAULT ${value};${later}`)}`,
  }),
});

/** What a column without a default of its own takes from its domain. A domain with constraints is another rule's matter. */
function domainDefault({ definition: { type, nullable } }: OperationOf<"add-column">, { types }: Schema) {
  const domain = type === undefined || type.dimensions > 0 ? undefined : types.get(type.base);
  return domain?.kind === "domain" && domain.nullable && domain.checks.length === 0 && nullable
    ? domain.default
    : undefined;
}
