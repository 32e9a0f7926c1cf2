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
      {
        title: "A migration in a language that is not read, whose tool prints its SQL",
        head: { "shop/migrations/0002_phone.py": "from django.db import migrations\n" },
      },
      {
        title: "The same beside what is read",
        migration: "ALTER TABLE users ADD COLUMN phone text;",
        head: { "migrations/versions/1975ea83b712_phone.py": "def upgrade():\n    pass\n" },
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
      {
        title: "Code beside migrations",
        head: { "shop/migrations/__init__.py": "", "migrations/versions/__init__.py": "" },
      },
      {
        title: "What a tool keeps of the model beside its migration",
        head: { "Data/Migrations/20260401120000_AddPhone.Designer.cs": "partial class AddPhone {}\n" },
      },
      { title: "Versions of something else", head: { "api/versions/0002_phone.py": "def upgrade():\n    pass\n" } },
      { title: "Code that is no migration", head: { "src/migrations-list.js": "export const list = [];\n" } },
      {
        title: "One statement that cannot be read: unread-statement speaks",
        migration: "ALTER TABEL users ADD COLUMN phone text;",
      },
    ],
  },

  *check(context) {
    for (const { at, message, codeMigration } of unreadPlaces(context, "unread-file")) {
      const { language = "", tool = "", print = "" } = codeMigration ?? {};
      yield { at, subject: message, data: { path: at.path, message, language, tool, print } };
    }
  },

  explain: ({ path, message, language, tool, print }) => ({
    what: `${code(path)} was not read. ${prose(message)}`,
    why: "What the file does to schema and data is no part of this review.",
    fix:
      language !== ""
        ? fixOfCode(tool, print)
        : `Make ${code(path)} a file that can be read: SQL as UTF-8 text, under a name that the migration tool runs. If it is none of this database's migrations, exclude it in the configuration under ${code("migrations.exclude")}.`,
  }),
});

function fixOfCode(tool: string, print: string): string {
  const how =
    tool === ""
      ? "Have the tool print or log the SQL that it runs, on a copy of the database where it cannot do without one,"
      : `${tool} prints the SQL: ${code(print)}. Run that,`;
  return `${how} and commit it as a file of SQL that is known for a migration, by its name or under ${code("migrations.include")} in the configuration: that is reviewed. Otherwise have a person read the migration, and waive this finding.`;
}
