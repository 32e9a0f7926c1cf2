import type { Location } from "../../model/location.ts";
import type { MigrationFile } from "../../model/migration.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";

const base = {
  "migrations/0001_base.sql": "CREATE TABLE users (id integer PRIMARY KEY, name text);\n",
  "migrations/0002_more.sql": "ALTER TABLE users ADD COLUMN phone text;\n",
  "migrations/R__views.sql": "CREATE OR REPLACE VIEW names AS SELECT name FROM users;\n",
  "notes/0001.txt": "notes\n",
};

/** The history of the base branch is what new databases are made from: nothing in it can go. */
export const mergedMigrationDeleted = defineRule({
  id: "merged-migration-deleted",
  on: "pull-request",
  section: "Migration History",
  severity: "error",
  summary: "Disallow deleting a migration of the base branch, or renaming it so that it would run again",
  whenToWaive:
    "When the migration ran nowhere, or its history is being squashed by agreement. A deleted file has no place for a comment: lower the rule for its path in the configuration.",
  mend: ["new-migration"],
  examples: {
    base,
    invalid: [
      { title: "Deleted", head: { "migrations/0002_more.sql": null } },
      {
        title: "Given another number, so that it runs again",
        head: { "migrations/0002_more.sql": null, "migrations/0003_more.sql": base["migrations/0002_more.sql"] },
      },
    ],
    valid: [
      {
        title: "Moved to another folder under its own name",
        head: { "migrations/0002_more.sql": null, "db/migrations/0002_more.sql": base["migrations/0002_more.sql"] },
      },
      { title: "Left alone", migration: "CREATE INDEX idx_users_name ON users (name);" },
      { title: "A repeatable migration is dropped", head: { "migrations/R__views.sql": null } },
      { title: "What is deleted was no migration", head: { "notes/0001.txt": null } },
      {
        title: "Undone by a migration of its own",
        head: { "migrations/0003_less.sql": "ALTER TABLE users DROP COLUMN phone;\n" },
      },
    ],
  },

  *check(context) {
    const gone = goneFiles(context);
    for (const lineage of new Set(gone.map(({ file }) => file.lineage))) {
      const files = gone.filter(({ file }) => file.lineage === lineage);
      const first = files[0];
      if (first === undefined) continue;
      yield {
        at: first.at,
        subject: files.length === 1 ? first.file.path : lineage,
        data: { paths: files.map(({ file }) => file.path), renamed: files.every(({ renamed }) => renamed) },
      };
    }
  },

  explain: ({ paths, renamed }) => ({
    what: `${codeList(paths)} ${paths.length === 1 ? "is a migration" : "are migrations"} of the base branch, and this pull request ${renamed ? "renames" : "deletes"} ${paths.length === 1 ? "it" : "them"}.`,
    why: renamed
      ? "Tools know a migration by its name: under the new one it runs a second time where it has run before."
      : "Databases that have run it keep what it did, new ones never get it, and many tools refuse to start when a migration that ran is missing.",
    fix: `Put ${paths.length === 1 ? code(paths[0] ?? "") : "them"} back; to undo what a migration did, write a new one.`,
  }),
});

type Gone = { readonly file: MigrationFile; readonly renamed: boolean; readonly at: Location };

function goneFiles({ baseMigrations, changes, comparison }: RuleContext): readonly Gone[] {
  const merged = new Map(baseMigrations.map((file) => [file.path, file]));
  const headOf = (path: string) =>
    comparison.migrations.find(({ migration }) => migration.files.includes(path))?.migration;
  return changes.flatMap(({ path, previousPath, status }) => {
    const file = merged.get(previousPath ?? path);
    if (file === undefined || file.repeatable || file.direction === "down") return [];
    if (status === "removed") return [{ file, renamed: false, at: topOf(path) }];
    if (status !== "renamed") return [];
    const now = headOf(path);
    const isMoved = now !== undefined && now.id === file.id && now.title === file.title;
    return isMoved ? [] : [{ file, renamed: now !== undefined, at: topOf(path) }];
  });
}

function topOf(path: string): Location {
  const start = { line: 1, column: 1, offset: 0 };
  return { path, start, end: start };
}
