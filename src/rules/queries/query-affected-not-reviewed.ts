import type { Impact, Reach } from "../../model/comparison.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { readersLeft } from "../destructive/readers-left.ts";
import { isSpokenFor } from "../destructive/taking-away.ts";
import { exampleBase } from "../example-base.ts";
import { isHarmless } from "./harmless-change.ts";

const sql = "SQL_CONTRACT.json";
const listed = "SELECT id, email, name FROM users WHERE email = $1";
const starred = (exampleBase[sql] ?? "").replace(listed, "SELECT * FROM users WHERE email = $1");

/** A query that runs on with another result is what tests miss: whoever changes the schema looks at it again and says so in its entry. */
export const queryAffectedNotReviewed = defineRule({
  id: "query-affected-not-reviewed",
  on: "pull-request",
  section: "CRITICAL RULES",
  severity: "error",
  summary: "Require that queries which a schema change breaks or alters are looked at again in the SQL contract",
  whenToWaive: "When the query was looked at and needs no change at all; moving its last_modified says the same.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      {
        title: "An INSERT leaves out the new required column",
        migration: "ALTER TABLE orders ADD COLUMN region text NOT NULL;",
      },
      {
        title: "`SELECT *` returns one column more",
        base: { [sql]: starred },
        migration: "ALTER TABLE users ADD COLUMN phone text;",
      },
      {
        title: "A number outgrows what the module reads it into",
        migration: "ALTER TABLE users ALTER COLUMN id TYPE bigint;",
      },
      {
        title: "A waiver of another rule in the entry is no look at it",
        migration: "ALTER TABLE orders ADD COLUMN region text NOT NULL;",
        edits: {
          [sql]: [
            [
              '"id": "insert_order",',
              '"id": "insert_order", "schema_warden_allow": [{ "rule": "query-unbounded", "because": "one row is enough" }],',
            ],
          ],
        },
      },
    ],
    valid: [
      {
        title: "Set aside where it is found",
        migration:
          "-- schema-warden: allow query-affected-not-reviewed because nobody inserts any more\nALTER TABLE orders ADD COLUMN region text NOT NULL;",
      },
      {
        title: "The entry is changed with it",
        migration: "ALTER TABLE orders ADD COLUMN region text NOT NULL;",
        edits: {
          [sql]: [
            [
              '"INSERT INTO orders (id, user_id, total) VALUES ($1, $2, $3)"',
              '"INSERT INTO orders (id, user_id, total, region) VALUES ($1, $2, $3, $4)"',
            ],
          ],
        },
      },
      {
        title: "`SELECT *` was looked at again",
        base: { [sql]: starred },
        migration: "ALTER TABLE users ADD COLUMN phone text;",
        edits: { [sql]: [["SELECT * FROM users WHERE email = $1", listed]] },
      },
      { title: "Writers may leave it out", migration: "ALTER TABLE orders ADD COLUMN note text;" },
      { title: "It has a default", migration: "ALTER TABLE orders ADD COLUMN region text NOT NULL DEFAULT 'eu';" },
      { title: "An index changes no result", migration: "CREATE INDEX idx_orders_total ON orders (total);" },
      { title: "A longer text is read as before", migration: "ALTER TABLE users ALTER COLUMN email TYPE text;" },
      { title: "Dropped: dropped-while-used names the query", migration: "ALTER TABLE users DROP COLUMN email;" },
    ],
  },

  *check(context) {
    for (const impact of context.comparison.impacts) {
      const { operation, subject } = impact;
      const queries = affectedQueries(impact, context);
      if (queries.length === 0) continue;
      const [first] = queries;
      yield {
        at: operation.at,
        related: queries.flatMap(({ at }) => at ?? []).slice(0, 5),
        subject: subject.name,
        stated: true,
        data: {
          name: subject.name,
          queries: queries.map(({ name }) => name),
          because: first?.because ?? "",
          breaks: queries.some(({ effect }) => effect === "breaks"),
        },
      };
    }
  },

  explain: ({ name, queries, because, breaks }) => ({
    what: `The change of ${code(name)} ${breaks ? "breaks" : "alters what is returned by"} ${codeList(queries)}, and the SQL contract's entries were not looked at again.`,
    why: `The first of them ${because}. Modules that run it ${breaks ? "fail when the migration has run" : "get another result without any warning"}.`,
    fix: `In ${code("SQL_CONTRACT.json")} go through ${codeList(queries)}: correct ${code("sql")}, ${code("parameters")} and ${code("returns")}, or name the columns instead of ${code("*")}, and move ${code("last_modified")} to say that it was looked at.`,
  }),
});

function affectedQueries(impact: Impact, context: RuleContext): readonly Reach[] {
  if (isHarmless(impact.operation, context) || isSpokenFor(impact.operation, context)) return [];
  return readersLeft(context, impact.operation).reaches.filter(({ kind }) => kind === "query");
}
