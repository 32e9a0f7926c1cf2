import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { numberOf, remainingMigrations } from "./migration-numbers.ts";
import { startOfMigration } from "./start-of-migration.ts";

const base = {
  "migrations/0001_base.sql": "CREATE TABLE users (id integer PRIMARY KEY);\n",
  "migrations/0005_more.sql": "ALTER TABLE users ADD COLUMN phone text;\n",
  "other/migrations/20260101000000_first.sql": "CREATE TABLE t (id integer);\n",
};
const text = "CREATE INDEX idx_users_id ON users (id);\n";

/** Migrations run in the order of their numbers; one that sorts before those that have run is skipped or refused. */
export const migrationOutOfOrder = defineRule({
  id: "migration-out-of-order",
  on: "pull-request",
  section: "Migration History",
  severity: "error",
  summary: "Disallow a new migration that sorts before one of the base branch",
  whenToWaive: "When the tool runs whatever has not run yet, and the order does not matter for these two.",
  mend: ["new-migration"],
  examples: {
    base,
    invalid: [
      { title: "3 after 5", head: { "migrations/0003_late.sql": text } },
      {
        title: "2.9 after 2.10, which is the later one",
        base: { "sql/V2.10__more.sql": "CREATE TABLE t (id integer);\n" },
        head: { "sql/V2.9__late.sql": "CREATE INDEX t_id ON t (id);\n" },
      },
    ],
    valid: [
      {
        title: "2.10 after 2.9",
        base: { "sql/V2.9__more.sql": "CREATE TABLE t (id integer);\n" },
        head: { "sql/V2.10__next.sql": "CREATE INDEX t_id ON t (id);\n" },
      },
      { title: "6 after 5", head: { "migrations/0006_next.sql": text } },
      { title: "10 after 5, however it is written", head: { "migrations/10_next.sql": text } },
      { title: "Each history counts by itself", head: { "other/migrations/20260102000000_second.sql": text } },
      { title: "The first of a new history", head: { "billing/migrations/0001_base.sql": text } },
      { title: "The same number is a collision, not an order", head: { "migrations/0005_again.sql": text } },
    ],
  },

  *check(context) {
    const remaining = remainingMigrations(context);
    for (const { migration, status } of context.comparison.migrations) {
      const number = numberOf(migration);
      if (status !== "added" || migration.repeatable || number === undefined) continue;
      const later = remaining
        .filter((file) => file.lineage === migration.lineage && (numberOf(file) ?? "") > number)
        .sort((left, right) => (left.order < right.order ? -1 : 1));
      const last = later.at(-1);
      if (last === undefined) continue;
      yield {
        at: startOfMigration(migration),
        subject: migration.up.path,
        data: { path: migration.up.path, id: migration.id, last: last.path, lastId: last.id, later: later.length },
      };
    }
  },

  explain: ({ path, id, last, lastId, later }) => ({
    what: `${code(path)} (${code(id)}) sorts before ${later === 1 ? "a migration" : `${later} migrations`} of the base branch, the last of which is ${code(last)} (${code(lastId)}).`,
    why: "Where those have run, this one is skipped in silence or refused; where the database is made anew, it runs in another order than anybody tested.",
    fix: `Rename it, with its down file if it has one, to a number after ${code(lastId)}.`,
  }),
});
