import { keyOf } from "../../model/name.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { sqlName, sqlQualifiedName } from "../sql-name.ts";
import { isDemanded, readersLeft } from "./readers-left.ts";
import { ruleFor } from "./taking-away.ts";

/** Another kind of value under the same name: code that parsed the old one misreads the new one. */
export const changeTypeMeaning = defineRule({
  id: "change-type-meaning",
  on: ["alter-column-type"],
  section: "Non-Destructive Changes",
  severity: "error",
  summary: "Disallow giving a column another kind of value under the same name",
  whenToWaive:
    "When you know every reader and deploy them together with the migration, in a window that the reason names.",
  mend: ["expand-and-contract", "batched-backfill"],
  examples: {
    invalid: [
      "ALTER TABLE users ALTER COLUMN created_at TYPE bigint USING extract(epoch FROM created_at);",
      "ALTER TABLE users ALTER COLUMN id TYPE text;",
    ],
    valid: [
      "ALTER TABLE users ALTER COLUMN id TYPE bigint;",
      { title: "Narrower, but of the same kind", migration: "ALTER TABLE users ALTER COLUMN email TYPE varchar(20);" },
      { title: "Another spelling", migration: "ALTER TABLE users ALTER COLUMN id TYPE int4;" },
      {
        title: "The words of an enum, as text",
        migration: "ALTER TABLE orders ALTER COLUMN status TYPE text USING status::text;",
      },
      {
        title: "A double holds every integer",
        migration: "ALTER TABLE users ALTER COLUMN id TYPE double precision;",
      },
      {
        title: "A new column beside the old one",
        migration: "ALTER TABLE users ADD COLUMN created_epoch bigint;",
      },
      {
        title: "A column of this pull request",
        migration:
          "ALTER TABLE users ADD COLUMN age text;\nALTER TABLE users ALTER COLUMN age TYPE integer USING age::integer;",
      },
      {
        title: "From one enum to another: its values count",
        migration:
          "ALTER TYPE order_status RENAME TO order_status_old;\nCREATE TYPE order_status AS ENUM ('new', 'paid', 'shipped', 'lost');\nALTER TABLE orders ALTER COLUMN status TYPE order_status USING status::text::order_status;\nDROP TYPE order_status_old;",
      },
    ],
  },

  *check(operation, context, { step }) {
    const change = context.comparison.typeChanges.get(operation);
    if (ruleFor(step, context) !== "change-type-meaning" || change === undefined) return;
    const left = readersLeft(context, operation);
    const { dialect } = context.engine;
    const table = keyOf(operation.table);
    yield {
      at: operation.at,
      subject: `${table}.${operation.column}`,
      related: left.related,
      stated: isDemanded(context, left),
      data: {
        table,
        column: operation.column,
        from: change.from.meaning,
        to: change.to.meaning,
        readers: left.words,
        beside: `ALTER TABLE ${sqlQualifiedName(operation.table, dialect)} ADD COLUMN ${sqlName(`${operation.column}_new`, dialect)} ${change.to.meaning};`,
      },
    };
  },

  explain: ({ table, column, from, to, readers, beside }) => ({
    what: `${code(`${table}.${column}`)} changes from ${code(from)} to ${code(to)}, another kind of value${readers === "" ? "." : `; it is used by ${readers}.`}`,
    why: "Readers keep the column's name and get something else: they fail, or worse, misread it without failing.",
    fix: `Add a column of the new type beside it (${code(beside, 200)}), write both, copy the values, move the readers over, and deprecate ${code(column)}.`,
  }),
});
