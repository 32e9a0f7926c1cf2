import { code, prose } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { unreadPlaces } from "./unread-places.ts";

/** A migration file that was not read may hold anything. */
export const unreadFile = defineRule({
  id: "unread-file",
  on: "pull-request",
  section: "CRITICAL RULES",
  severity: "warning",
  summary: "Warn of migration files that could not be read",
  whenToWaive: "When a person has read the file, and nothing of it concerns the contracts.",
  examples: {
    invalid: [
      {
        title: "A way back from a migration that is not there",
        head: { "migrations/0007_phone.down.sql": "ALTER TABLE users DROP COLUMN phone;\n" },
      },
      {
        title: "A migration in a language that is not read",
        head: { "db/migrate/20260401120000_add_phone.rb": "class AddPhone < ActiveRecord::Migration[7.1]\nend\n" },
      },
    ],
    valid: [
      "ALTER TABLE users ADD COLUMN phone text;",
      {
        title: "A way back beside its migration",
        head: {
          "migrations/0007_phone.up.sql": "ALTER TABLE users ADD COLUMN phone text;\n",
          "migrations/0007_phone.down.sql": "ALTER TABLE users DROP COLUMN phone;\n",
        },
      },
      { title: "An empty migration", migration: "" },
      { title: "Code that is no migration", head: { "src/migrations-list.js": "export const list = [];\n" } },
      {
        title: "One statement that cannot be read: unread-statement speaks",
        migration: "ALTER TABEL users ADD COLUMN phone text;",
      },
    ],
  },

  *check(context) {
    for (const { at, message } of unreadPlaces(context, "unread-file")) {
      yield { at, subject: message, data: { path: at.path, message } };
    }
  },

  explain: ({ path, message }) => ({
    what: `${code(path)} was not read. ${prose(message)}`,
    why: "What the file does to schema and data is no part of this review.",
    fix: `Make ${code(path)} a file that can be read: SQL as UTF-8 text, under a name that the migration tool runs. If it is none of this database's migrations, exclude it in the configuration under ${code("migrations.exclude")}.`,
  }),
});
