import { code, codeList } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { changedQueries } from "./query-entries.ts";

const sql = "SQL_CONTRACT.json";
const select = "SELECT id, email, name FROM users WHERE email = $1";

/** Modules are written against `returns`, not against the SQL. */
export const queryReturnsWrong = defineRule({
  id: "query-returns-wrong",
  on: "pull-request",
  section: "CRITICAL RULES",
  severity: "warning",
  summary: "Require returns of a changed query to name the columns that its SQL returns",
  whenToWaive: "When the caller renames the columns and the contract describes what the caller sees.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      {
        title: "One more column",
        edits: { [sql]: [[select, "SELECT id, email, name, created_at FROM users WHERE email = $1"]] },
      },
      {
        title: "Another name",
        edits: { [sql]: [[select, "SELECT id, email, name AS full_name FROM users WHERE email = $1"]] },
      },
    ],
    valid: [
      {
        title: "The same in another order",
        edits: { [sql]: [[select, "SELECT name, id, email FROM users WHERE email = $1"]] },
      },
      {
        title: "The same by way of an alias",
        edits: { [sql]: [[select, "SELECT id, email, upper(name) AS name FROM users WHERE email = $1"]] },
      },
      {
        title: "Nothing is returned, and none is stated",
        edits: { [sql]: [["VALUES ($1, $2, $3)", "VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"]] },
      },
      { title: "It was there before", migration: "CREATE INDEX idx_users_name ON users (name);" },
    ],
  },

  *check(context) {
    for (const { query, output } of changedQueries(context)) {
      const stated = query.returns?.columns ?? [];
      if (output === undefined || output.length === 0 || stated.length === 0) continue;
      // A column without a name may be any of those that are stated.
      if (output.some(({ name }) => name === undefined)) continue;
      const names = new Set(output.flatMap(({ name }) => name ?? []));
      const missing = [...names].filter((name) => !stated.some((column) => column.name === name));
      const surplus = stated.map(({ name }) => name).filter((name) => !names.has(name));
      if (missing.length + surplus.length === 0) continue;
      yield {
        at: stated[0]?.at ?? query.at,
        subject: query.id,
        stated: true,
        data: { id: query.id, missing, surplus },
      };
    }
  },

  explain: ({ id, missing, surplus }) => ({
    what: `${code("returns")} of ${code(id)} ${[missing.length === 0 ? "" : `lacks ${codeList(missing)}`, surplus.length === 0 ? "" : `names ${codeList(surplus)}, which the SQL does not return`].filter((part) => part !== "").join(" and ")}.`,
    why: "Modules that follow the entry read a column that is not there, or miss one that is.",
    fix: `Let ${code("returns.columns")} name what the SQL returns, or give the SQL's columns these names with ${code("AS")}.`,
  }),
});
