import { keyOf } from "../../model/name.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { sqliteExampleBase } from "../example-base-dialects.ts";
import { sqlName, sqlQualifiedName } from "../sql-name.ts";
import { isDemanded, readersLeft } from "./readers-left.ts";
import { ruleFor } from "./taking-away.ts";

/** A narrower type refuses or cuts values that are accepted today. */
export const narrowType = defineRule({
  id: "narrow-type",
  on: ["alter-column-type"],
  section: "Non-Destructive Changes",
  severity: "error",
  summary: "Disallow giving a column a type that holds fewer values",
  whenToWaive: "When every value is known to fit; say which query showed it.",
  mend: ["not-valid-then-validate", "expand-and-contract"],
  examples: {
    invalid: [
      "ALTER TABLE users ALTER COLUMN email TYPE varchar(100);",
      "ALTER TABLE orders ALTER total TYPE numeric(8,2);",
    ],
    valid: [
      "ALTER TABLE users ALTER COLUMN email TYPE text;",
      "ALTER TABLE users ALTER COLUMN id TYPE bigint;",
      { title: "Another spelling", migration: "ALTER TABLE users ALTER COLUMN email TYPE character varying(255);" },
      { title: "More digits", migration: "ALTER TABLE orders ALTER COLUMN total TYPE numeric(14,2);" },
      {
        title: "A table of this pull request",
        migration: "CREATE TABLE a (b text);\nALTER TABLE a ALTER COLUMN b TYPE varchar(10);",
      },
      {
        title: "SQLite enforces no lengths, and takes any word for text as text",
        base: sqliteExampleBase,
        migration:
          "CREATE TABLE users_new (id integer PRIMARY KEY, email varchar NOT NULL, name varchar(20), nickname text, created_at datetime NOT NULL DEFAULT CURRENT_TIMESTAMP);\nINSERT INTO users_new SELECT id, email, name, nickname, created_at FROM users;\nDROP TABLE users;\nALTER TABLE users_new RENAME TO users;",
      },
      {
        title: "A column of this pull request",
        migration: "ALTER TABLE users ADD COLUMN fax text;\nALTER TABLE users ALTER COLUMN fax TYPE varchar(20);",
      },
    ],
  },

  *check(operation, context, { step }) {
    const change = context.comparison.typeChanges.get(operation);
    if (ruleFor(step, context) !== "narrow-type" || change === undefined) return;
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
        check: `ALTER TABLE ${sqlQualifiedName(operation.table, dialect)} ADD CONSTRAINT ${sqlName(`${operation.column}_range`, dialect)} CHECK (…) NOT VALID;`,
        validates: dialect === "postgresql",
      },
    };
  },

  explain: ({ table, column, from, to, readers, check, validates }) => ({
    what: `${code(`${table}.${column}`)} is narrowed from ${code(from)} to ${code(to)}${readers === "" ? "." : `; it is used by ${readers}.`}`,
    why: "Values that are accepted today are refused or cut: the migration fails if one is there, and writers fail when the next one comes.",
    fix: !validates
      ? `Keep ${code(from)}. Hold new values to the smaller range where they are written, correct the rows that are outside of it, and add a ${code("CHECK (…)")} when none is left.`
      : `Keep ${code(from)}. To hold values to a smaller range, add a rule that can be checked first: ${code(check, 200)}, and validate it in a later migration.`,
  }),
});
