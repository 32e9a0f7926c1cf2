import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { workingSteps } from "../work.ts";

/** Changing the schema takes locks, changing data takes time: together they hold the locks all that time, and are undone in different ways. */
export const ddlAndDmlMixed = defineRule({
  id: "ddl-and-dml-mixed",
  on: "pull-request",
  section: "Separation of Concerns",
  severity: "error",
  summary: "Disallow changing the schema and changing data in one migration file",
  whenToWaive:
    "When the data must change in the same transaction as the schema, such as filling a lookup table that a new foreign key needs.",
  mend: ["split-migration"],
  examples: {
    invalid: [
      "ALTER TABLE users ADD COLUMN IF NOT EXISTS phone text;\nUPDATE users SET phone = '' WHERE phone IS NULL;",
      {
        title: "In a DO block, too",
        migration:
          "CREATE INDEX IF NOT EXISTS idx_users_name ON users (name);\nDO $$ BEGIN DELETE FROM users WHERE name IS NULL; END $$;",
      },
    ],
    valid: [
      {
        title: "Two files",
        head: {
          "migrations/0002_phone.sql": "ALTER TABLE users ADD COLUMN IF NOT EXISTS phone text;",
          "migrations/0003_fill_phone.sql": "UPDATE users SET phone = '' WHERE phone IS NULL;",
        },
      },
      {
        title: "By way of a temporary table",
        migration:
          "CREATE TEMPORARY TABLE batch (id integer);\nINSERT INTO batch VALUES (1);\nALTER TABLE users ADD COLUMN IF NOT EXISTS phone text;",
      },
      {
        title: "The tool's own ledger",
        migration:
          "ALTER TABLE users ADD COLUMN IF NOT EXISTS phone text;\nINSERT INTO schema_migrations (version) VALUES ('2');",
      },
      {
        title: "Looking is not changing",
        migration: "ALTER TABLE users ADD COLUMN IF NOT EXISTS phone text;\nSELECT count(*) FROM users;",
      },
      {
        title: "A function's body does nothing yet",
        migration:
          "CREATE OR REPLACE FUNCTION tidy() RETURNS void LANGUAGE sql AS 'DELETE FROM users WHERE name IS NULL';",
      },
    ],
  },

  *check({ comparison }) {
    for (const applied of comparison.migrations) {
      const { schema, data } = workingSteps(applied);
      const [ddl] = schema;
      const [dml] = data;
      if (ddl === undefined || dml === undefined) continue;
      const { path } = applied.migration.up;
      yield {
        at: dml.operation.at,
        related: [ddl.operation.at],
        subject: path,
        data: {
          path,
          ddl: ddl.operation.statement.text,
          ddlLine: ddl.operation.at.start.line,
          dml: dml.operation.statement.text,
        },
      };
    }
  },

  explain: ({ path, ddl, ddlLine, dml }) => ({
    what: `${code(path)} changes data (${code(dml, 60)}) beside the schema (${code(ddl, 60)}, line ${ddlLine}).`,
    why: "The locks of the schema change are held until the data is changed, and the two are rolled back in different ways.",
    fix: "Move the data change to a migration file of its own, after this one.",
  }),
});
