import type { ResolvedQuery } from "../../model/comparison.ts";
import { keyOf } from "../../model/name.ts";
import type { Schema } from "../../model/schema.ts";
import { fenced } from "../../text/fenced.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { changedQueries } from "./query-entries.ts";

const sql = "SQL_CONTRACT.json";
const select = "SELECT id, email, name FROM users WHERE email = $1";

/** The list of tables is how people find the queries that a schema change concerns. */
export const queryDependsOnWrong = defineRule({
  id: "query-depends-on-wrong",
  on: "pull-request",
  section: "CRITICAL RULES",
  severity: "error",
  summary: "Require depends_on_tables of a changed query to list the tables that its SQL names",
  whenToWaive: "When the SQL reaches the table through a routine that the contract does not describe.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      {
        title: "One is missing",
        edits: {
          [sql]: [
            [select, "SELECT u.id, u.email, u.name FROM users u JOIN orders o ON o.user_id = u.id WHERE u.email = $1"],
          ],
        },
      },
      {
        title: "One is not named any more",
        edits: { [sql]: [['"depends_on_tables": ["users"]', '"depends_on_tables": ["users", "orders"]']] },
      },
    ],
    valid: [
      {
        title: "Listed",
        edits: { [sql]: [[select, "SELECT id, email, upper(name) AS name FROM users WHERE email = $1"]] },
      },
      {
        title: "Qualified",
        edits: { [sql]: [['"depends_on_tables": ["users"]', '"depends_on_tables": ["public.users"]']] },
      },
      {
        title: "A view by the tables below it",
        edits: {
          [sql]: [
            [
              "SELECT id, status, total FROM orders WHERE user_id = $1 ORDER BY placed_at LIMIT 50",
              "SELECT id, total FROM paid_orders WHERE user_id = $1 LIMIT 50",
            ],
          ],
        },
      },
      {
        title: "A name in WITH is no table",
        edits: {
          [sql]: [
            [
              select,
              "WITH one AS (SELECT id, email, name FROM users WHERE email = $1) SELECT id, email, name FROM one",
            ],
          ],
        },
      },
    ],
  },

  *check(context) {
    const { head } = context.comparison;
    for (const resolved of changedQueries(context)) {
      const { query } = resolved;
      if (query.dependsOn === undefined || query.reading.length === 0) continue;
      const listed = new Set(query.dependsOn.value.map(keyOf));
      const named = [...new Set([...resolved.reads, ...resolved.writes])].filter(
        (key) => head.tables.has(key) || head.views.has(key),
      );
      const missing = named.filter(
        (key) => !listed.has(key) && !tablesBelow(key, head).some((table) => listed.has(table)),
      );
      const known = new Set([...named, ...named.flatMap((key) => tablesBelow(key, head))]);
      const surplus = callsRoutines(resolved, head)
        ? []
        : [...listed].filter(
            (key) => !known.has(key) && !resolved.reads.includes(key) && !resolved.writes.includes(key),
          );
      if (missing.length + surplus.length === 0) continue;
      const right = [...[...listed].filter((key) => !surplus.includes(key)), ...missing];
      yield {
        at: query.dependsOn.at,
        subject: query.id,
        stated: true,
        data: { id: query.id, missing, surplus, right },
      };
    }
  },

  explain: ({ id, missing, surplus, right }) => ({
    what: `${code("depends_on_tables")} of ${code(id)} ${[missing.length === 0 ? "" : `does not list ${codeList(missing)}`, surplus.length === 0 ? "" : `lists ${codeList(surplus)}, which its SQL does not name`].filter((part) => part !== "").join(" and ")}.`,
    why: "Whoever changes a table looks there for the queries to check.",
    fix: `Write:\n\n${fenced("json", `"depends_on_tables": ${JSON.stringify(right)}`)}`,
  }),
});

function tablesBelow(key: string, schema: Schema, depth = 0): readonly string[] {
  const view = schema.views.get(key);
  if (view === undefined || depth > 8) return [];
  return view.query.tables.flatMap(({ table }) => [keyOf(table), ...tablesBelow(keyOf(table), schema, depth + 1)]);
}

/** A routine may use any table, which its caller may well list. */
function callsRoutines({ query }: ResolvedQuery, { routines }: Schema): boolean {
  const names = new Set([...routines.values()].map(({ name }) => keyOf(name)));
  return query.reading.some((reading) => reading.routines.some((name) => names.has(keyOf(name))));
}
