import type { MigrationFile } from "../../model/migration.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { numberOf, remainingMigrations } from "./migration-numbers.ts";
import { startOfMigration } from "./start-of-migration.ts";

const base = {
  "migrations/0001_base.sql": "CREATE TABLE users (id integer PRIMARY KEY);\n",
  "migrations/0002_more.up.sql": "ALTER TABLE users ADD COLUMN phone text;\n",
};
const text = "CREATE INDEX idx_users_id ON users (id);\n";

/** A number belongs to one migration: a tool that notes numbers runs only one of two. */
export const migrationNumberCollision = defineRule({
  id: "migration-number-collision",
  on: "pull-request",
  section: "Migration History",
  severity: "error",
  summary: "Disallow a new migration whose number another migration of the same history has",
  whenToWaive: "When the tool counts the two in different histories.",
  mend: ["new-migration"],
  examples: {
    base,
    invalid: [
      { title: "Taken on the base branch", head: { "migrations/0001_again.sql": text } },
      {
        title: "Twice in one pull request",
        head: { "migrations/0003_a.sql": text, "migrations/0003_b.sql": "SELECT 1;\nCREATE TABLE b (id integer);" },
      },
    ],
    valid: [
      { title: "Free", head: { "migrations/0003_next.sql": text } },
      {
        title: "The down file of the same migration",
        head: { "migrations/0002_more.down.sql": "ALTER TABLE users DROP COLUMN phone;\n" },
      },
      { title: "Another history", head: { "billing/migrations/0001_base.sql": text } },
      {
        title: "A project that counts by days",
        base: { "migrations/20260101_a.sql": text },
        head: { "migrations/20260101_b.sql": "CREATE TABLE b (id integer);\n" },
      },
      {
        title: "A project that has it so already",
        base: { "migrations/0001_also.sql": text },
        head: { "migrations/0001_third.sql": "CREATE TABLE c (id integer);\n" },
      },
    ],
  },

  *check(context) {
    const remaining = remainingMigrations(context);
    const added = context.comparison.migrations
      .filter(({ status }) => status === "added")
      .map(({ migration }) => migration);
    for (const migration of added) {
      const number = numberOf(migration);
      if (number === undefined || migration.repeatable || isDay(migration.id)) continue;
      const others = [
        ...remaining.map((file) => ({ ...file, path: file.path })),
        ...added.filter((other) => other !== migration).map((other) => ({ ...other, path: other.up.path })),
      ];
      const taken = others.find(
        (other) => other.lineage === migration.lineage && other.id === migration.id && other.title !== migration.title,
      );
      if (taken === undefined || isHabit(remaining, migration.lineage)) continue;
      yield {
        at: startOfMigration(migration),
        subject: migration.up.path,
        data: { path: migration.up.path, id: migration.id, other: taken.path },
      };
    }
  },

  explain: ({ path, id, other }) => ({
    what: `${code(path)} has the number ${code(id)}, which ${code(other)} has too.`,
    why: "A tool that notes numbers runs one of the two and takes the other for done; which one, differs between databases.",
    fix: `Give ${code(path)} the next free number, and its down file with it.`,
  }),
});

/** `20260101`: a date without a time, of which there may be several on one day. */
function isDay(id: string): boolean {
  return /^(19|20)\d\d[-_.]?[01]\d[-_.]?[0-3]\d$/.test(id);
}

/** The base branch has several migrations under one number, so its tool does not mind. */
function isHabit(files: readonly MigrationFile[], lineage: string): boolean {
  const titles = new Map<string, string>();
  for (const file of files) {
    if (file.lineage !== lineage) continue;
    const known = titles.get(file.id);
    if (known !== undefined && known !== file.title) return true;
    titles.set(file.id, file.title);
  }
  return false;
}
