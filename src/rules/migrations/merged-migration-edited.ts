import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { operationsMean } from "./operation-meaning.ts";
import { startOfMigration } from "./start-of-migration.ts";

const base = {
  "migrations/0001_base.sql": "CREATE TABLE users (id integer PRIMARY KEY, name text);\n",
  "sql/R__views.sql": "CREATE OR REPLACE VIEW names AS SELECT name FROM users;\n",
};

/** A migration that is merged has run somewhere; what is written into it now runs nowhere. */
export const mergedMigrationEdited = defineRule({
  id: "merged-migration-edited",
  on: "pull-request",
  section: "Migration History",
  severity: "error",
  summary: "Disallow changing what a migration of the base branch does",
  whenToWaive: "When the migration ran nowhere yet, or cannot run as it is.",
  mend: ["new-migration"],
  examples: {
    base,
    invalid: [
      {
        title: "A column is slipped in",
        edits: { "migrations/0001_base.sql": [["name text", "name text, phone text"]] },
      },
      {
        title: "The same statement on another row",
        base: { "migrations/0002_names.sql": "UPDATE users SET name = 'Ann' WHERE id = 1;\n" },
        edits: { "migrations/0002_names.sql": [["id = 1", "id = 2"]] },
      },
    ],
    valid: [
      {
        title: "A statement on rows, set out in another way",
        base: { "migrations/0002_names.sql": "UPDATE users SET name = 'Ann' WHERE id = 1;\n" },
        edits: {
          "migrations/0002_names.sql": [["SET name = 'Ann' WHERE", "-- the first one\nset\n  name='Ann'\nwhere"]],
        },
      },
      {
        title: "Only white space and comments",
        edits: { "migrations/0001_base.sql": [["CREATE TABLE users (id", "-- people\nCREATE TABLE users (\n  id"]] },
      },
      {
        title: "Flyway's repeatable migrations are meant to be edited",
        edits: { "sql/R__views.sql": [["SELECT name", "SELECT id, name"]] },
      },
      {
        title: "A way back for a migration that had none",
        head: { "migrations/0001_base.down.sql": "DROP TABLE users;\n" },
      },
      { title: "A migration of its own", migration: "ALTER TABLE users ADD COLUMN phone text;" },
      {
        title: "The same statement in another spelling",
        edits: { "migrations/0001_base.sql": [["id integer PRIMARY KEY", "ID INT4 primary key"]] },
      },
    ],
  },

  *check({ comparison, baseMigrations, changes }) {
    const merged = new Set(baseMigrations.map(({ path }) => path));
    const edited = new Set(changes.filter(({ status }) => status === "modified").map(({ path }) => path));
    for (const { migration, previous } of comparison.migrations) {
      const { path } = migration.up;
      if (!edited.has(path) || migration.repeatable || !merged.has(path)) continue;
      if (previous !== undefined && operationsMean(previous.up) === operationsMean(migration.up)) continue;
      yield {
        at: startOfMigration(migration),
        subject: path,
        data: { path, tool: migration.tool },
      };
    }
  },

  explain: ({ path, tool }) => ({
    what: `${code(path)} is on the base branch already, and this pull request changes what it does.`,
    why: `Where it has run, it will not run again${tool === "flyway" ? ", and Flyway refuses to start because the checksum differs" : ""}: databases made before and after this change will differ.`,
    fix: `Put ${code(path)} back as it is on the base branch, and write a new migration for the difference.`,
  }),
});
