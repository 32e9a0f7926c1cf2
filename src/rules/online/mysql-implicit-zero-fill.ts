import { keyOf } from "../../model/name.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";

/** MySQL asks no value for the rows that are there: it makes one up. */
export const mysqlImplicitZeroFill = defineRule({
  id: "mysql-implicit-zero-fill",
  on: ["add-column"],
  section: "Online-Safe Patterns",
  severity: "warning",
  summary: "Warn of new NOT NULL columns without a default, which MySQL fills with zeros and empty texts",
  dialects: ["mysql"],
  whenToWaive: "When zero, the empty text or the zero date is what all present rows shall hold.",
  mend: ["batched-backfill"],
  examples: {
    invalid: [
      "ALTER TABLE orders ADD COLUMN weight decimal(8,2) NOT NULL;",
      { title: "A date that never was", migration: "ALTER TABLE orders ADD COLUMN delivered_on date NOT NULL;" },
    ],
    valid: [
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

  *check({ table, column, definition, at }, { comparison }) {
    const { nullable, default: value, generated, identity, type } = definition;
    if (nullable || value !== undefined || generated !== undefined || identity !== undefined) return;
    if (type?.serial === true || comparison.createdTables.has(keyOf(table))) return;
    const name = `${keyOf(table)}.${column}`;
    yield { at, subject: name, data: { name, filled: filledWith(type?.base) } };
  },

  explain: ({ name, filled }) => ({
    what: `All present rows get ${filled} in ${code(name)}: the column is NOT NULL and has no default.`,
    why: "Nobody can tell these rows from ones that really hold that value, and a later migration cannot find them to mend them.",
    fix: `Give ${code(name)} a DEFAULT that is true of the present rows; or add it without NOT NULL, fill it in batches, and set NOT NULL then.`,
  }),
});

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
