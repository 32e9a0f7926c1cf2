import type { PerformanceNote } from "../../model/contract.ts";
import { code, prose } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { exampleBase } from "../example-base.ts";
import { changedQueries } from "../queries/query-entries.ts";

const sql = "SQL_CONTRACT.json";
const contract = "DATABASE_SCHEMA_CONTRACT.md";
const list = "ORDER BY placed_at LIMIT 50";
const performance = `
## Performance Considerations

### Monitoring

- **Slow Query Threshold:** 500ms

### Slow Queries

- \`list_orders_by_user\`: 900 ms for people with many orders
`;

/** A query that is known to be slow is worth a measurement when it changes, and a note when it no longer is. */
export const slowQueryNoted = defineRule({
  id: "slow-query-noted",
  on: "pull-request",
  section: "Performance Considerations",
  severity: "info",
  summary: "Inform of changed queries that Performance Considerations calls slow",
  whenToWaive: "It was measured, and is neither better nor worse.",
  mend: ["edit-contract"],
  examples: {
    base: { ...exampleBase, [contract]: `${exampleBase[contract]}${performance}` },
    invalid: [
      { title: "Another order", edits: { [sql]: [[list, "ORDER BY total LIMIT 50"]] } },
      {
        title: "In a table of slow queries",
        base: {
          [contract]: `${exampleBase[contract]}\n## Performance Considerations\n\n| Slow query | Time |\n|---|---|\n| get_user_by_email | 2 s |\n`,
        },
        edits: { [sql]: [["WHERE email = $1", "WHERE lower(email) = $1"]] },
      },
    ],
    valid: [
      { title: "Another query", edits: { [sql]: [["WHERE email = $1", "WHERE lower(email) = $1"]] } },
      {
        title: "Only its description",
        edits: { [sql]: [['"usage": "A person\'s orders"', '"usage": "All orders of a person"']] },
      },
      {
        title: "The note was renewed",
        edits: {
          [sql]: [[list, "ORDER BY total LIMIT 50"]],
          [contract]: [["900 ms for people with many orders", "700 ms since the index on total"]],
        },
      },
      {
        title: "Named, and not as slow",
        base: {
          [contract]: `${exampleBase[contract]}\n## Performance Considerations\n\n- \`list_orders_by_user\` uses idx_orders_user_id\n`,
        },
        edits: { [sql]: [[list, "ORDER BY total LIMIT 50"]] },
      },
    ],
  },

  *check(context) {
    const before = new Set(context.base.database?.performanceNotes.map(({ text }) => text));
    const notes = (context.head.database?.performanceNotes ?? []).filter(isAboutSlowness);
    for (const { query, entry } of changedQueries(context)) {
      const old = context.base.sql?.queries.get(query.id)?.sql?.value;
      const note = notes.find(({ text }) => hasName(text, query.id));
      // A note that this pull request wrote says what its author found out.
      if (query.sql === undefined || note === undefined || !before.has(note.text)) continue;
      if (entry !== "added" && old === query.sql.value) continue;
      yield {
        at: query.sql.at,
        related: [note.at],
        subject: query.id,
        data: { id: query.id, note: note.text, contract: note.at.path },
      };
    }
  },

  explain: ({ id, note, contract: path }) => ({
    what: `The query ${code(id)} changes, and the contract calls it slow: “${prose(note)}”.`,
    why: "A query near its limit is the first to miss it, and nobody looks at its time again unless it is asked for now.",
    fix: `Measure it before and after (${code("EXPLAIN (ANALYZE, BUFFERS)")}) on data of real size, and write the outcome into its note in ${code(path)}.`,
  }),
});

function isAboutSlowness({ text, under }: PerformanceNote): boolean {
  return /\bslow|\d\s*(?:ms|s|sec|seconds?|min|minutes?)\b|expensive|bottleneck|langsam|lent[eo]?\b|慢|遅い|медлен/i.test(
    `${under} ${text}`,
  );
}

function hasName(text: string, id: string): boolean {
  return text.split(/[^\p{L}\p{N}_.$-]+/u).some((word) => word.replace(/[.:]+$/, "") === id);
}
