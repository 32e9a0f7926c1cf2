import { keyOf, type QualifiedName } from "../../model/name.ts";
import type { Index, Schema } from "../../model/schema.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { exampleBase } from "../example-base.ts";
import { sqlName, sqlQualifiedName } from "../sql-name.ts";

const contract = "DATABASE_SCHEMA_CONTRACT.md";
/** The example's view as a materialized one. */
const base = {
  ...exampleBase,
  [contract]: (exampleBase[contract] ?? "").replace("CREATE VIEW paid_orders", "CREATE MATERIALIZED VIEW paid_orders"),
};

/** A plain REFRESH lets nobody read the view while its query runs. */
export const refreshNotConcurrent = defineRule({
  id: "refresh-not-concurrent",
  on: ["refresh-view"],
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Require CONCURRENTLY for refreshing a materialized view that is in use",
  dialects: ["postgresql"],
  products: ["postgresql"],
  whenToWaive: "When the view was never filled yet, or its query takes an instant.",
  mend: ["outside-transaction"],
  examples: {
    base,
    invalid: ["REFRESH MATERIALIZED VIEW paid_orders;", "REFRESH MATERIALIZED VIEW public.paid_orders WITH DATA;"],
    valid: [
      "REFRESH MATERIALIZED VIEW CONCURRENTLY paid_orders;",
      { title: "Emptied at once", migration: "REFRESH MATERIALIZED VIEW paid_orders WITH NO DATA;" },
      {
        title: "A view of this pull request",
        migration:
          "CREATE MATERIALIZED VIEW totals AS SELECT sum(total) FROM orders WITH NO DATA;\nREFRESH MATERIALIZED VIEW totals;",
      },
      "CREATE UNIQUE INDEX CONCURRENTLY paid_orders_id ON paid_orders (id);",
    ],
  },

  *check(operation, context, { step }) {
    const lock = context.locks.get(operation)?.[0];
    if (lock === undefined || operation.concurrently || /\bwith\s+no\s+data\b/i.test(operation.statement.text)) return;
    yield {
      at: operation.at,
      subject: lock.table,
      data: {
        view: lock.table,
        mode: lock.mode,
        held: lock.held,
        statements: statements(operation.view, step.before),
      },
      lock,
    };
  },

  explain: ({ view, mode, held, statements }) => ({
    what: `${code(view)} is refreshed while nobody can read it.`,
    why: `${code(mode)} on ${code(view)} is ${held}: every read waits.`,
    fix: `Refresh it concurrently, for which it needs a unique index over columns alone:\n\n${fenced("sql", statements)}`,
  }),
});

function statements(view: QualifiedName, { views }: Schema): string {
  const sql = sqlQualifiedName(view, "postgresql");
  const refresh = `REFRESH MATERIALIZED VIEW CONCURRENTLY ${sql};`;
  if (views.get(keyOf(view))?.indexes.some(isEnough) === true) return refresh;
  const index = sqlName(`${view.name}_key`, "postgresql");
  return `CREATE UNIQUE INDEX IF NOT EXISTS ${index} ON ${sql} (…);\n${refresh}`;
}

/** https://www.postgresql.org/docs/current/sql-refreshmaterializedview.html: over columns alone, and all rows. */
function isEnough({ unique, elements, where }: Index): boolean {
  return unique && where === undefined && elements.every(({ column }) => column !== undefined);
}
