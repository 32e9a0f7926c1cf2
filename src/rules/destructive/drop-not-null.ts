import { keyOf } from "../../model/name.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { isNewTable } from "./made-here.ts";

/** Readers that never met NULL have no answer to it. */
export const dropNotNull = defineRule({
  id: "drop-not-null",
  on: ["drop-not-null"],
  section: "Non-Destructive Changes",
  severity: "warning",
  summary: "Warn of columns that may be NULL from now on and are read, or where no SQL contract says who reads them",
  whenToWaive: "When every reader of the column has been looked at and handles NULL.",
  examples: {
    invalid: [
      "ALTER TABLE users ALTER COLUMN email DROP NOT NULL;",
      "ALTER TABLE orders ALTER total DROP NOT NULL, ALTER status DROP NOT NULL;",
    ],
    valid: [
      {
        title: "No query of the contract reads it",
        migration: "ALTER TABLE users ALTER COLUMN created_at DROP NOT NULL;",
      },
      { title: "It could be NULL before", migration: "ALTER TABLE users ALTER COLUMN name DROP NOT NULL;" },
      {
        title: "A table of this pull request",
        migration: "CREATE TABLE a (id integer NOT NULL);\nALTER TABLE a ALTER COLUMN id DROP NOT NULL;",
      },
      "ALTER TABLE users ALTER COLUMN email DROP DEFAULT;",
      "ALTER TABLE users ALTER COLUMN created_at SET NOT NULL;",
      {
        title: "There and back",
        migration:
          "ALTER TABLE users ALTER COLUMN name SET NOT NULL;\nALTER TABLE users ALTER COLUMN name DROP NOT NULL;",
      },
    ],
  },

  *check(operation, context, { step }) {
    const table = keyOf(operation.table);
    const before = [step.before, context.comparison.base].map(({ tables }) =>
      tables.get(table)?.columns.find(({ name }) => name === operation.column),
    );
    if (
      before.some((column) => column?.nullable === true) ||
      isNewTable(context, operation, operation.table, step.before)
    )
      return;
    const readers = context.comparison.queries.filter(
      ({ entry, readColumns }) =>
        entry === "unchanged" && readColumns.some((one) => one.table === table && one.column === operation.column),
    );
    const hasContract = context.base.sql !== undefined;
    if (readers.length === 0 && hasContract) return;
    const name = `${table}.${operation.column}`;
    yield {
      at: operation.at,
      related: readers.map(({ query }) => query.sql?.at ?? query.at).slice(0, 5),
      subject: name,
      data: { name, queries: readers.map(({ query }) => query.id), hasContract },
    };
  },

  explain: ({ name, queries, hasContract }) => ({
    what: hasContract
      ? `${code(name)} may be NULL from now on, and ${codeList(queries)} ${queries.length === 1 ? "reads" : "read"} it.`
      : `${code(name)} may be NULL from now on, and no SQL contract says which queries read it.`,
    why: "Whoever reads it was written for a value that is always there: comparisons turn out NULL, and reading it may fail.",
    fix: `Look at ${hasContract ? codeList(queries) : "each query that reads it"}: write ${code("coalesce(…)")} or let the module expect NULL, and note it; or keep NOT NULL and give the column a default.`,
  }),
});
