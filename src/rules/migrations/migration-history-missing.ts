import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { withEntry } from "./example-entry.ts";
import { newMigrations } from "./history-entries.ts";
import { assess, historyEntry } from "./history-template.ts";
import { startOfMigration } from "./start-of-migration.ts";

const migration = "ALTER TABLE users ADD COLUMN phone text;";

/** The Migration History is where people read what was done to the database, why, and how to undo it. */
export const migrationHistoryMissing = defineRule({
  id: "migration-history-missing",
  on: "pull-request",
  section: "Migration History",
  severity: "error",
  summary: "Require an entry in the Migration History for every new migration",
  whenToWaive: "When the migration is the tool's own bookkeeping and changes nothing.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      migration,
      {
        title: "A day at the beginning of an entry is no number, and the entry names another file",
        head: {
          "migrations/0002_a.sql": migration,
          "migrations/0003_b.sql": "CREATE INDEX idx_users_phone ON users (phone);",
        },
        edits: withEntry(["0002_example", "2026-03-02 0003_b.sql"]),
      },
      { title: "Data migrations have entries too", migration: "UPDATE users SET name = email WHERE name IS NULL;" },
    ],
    valid: [
      { title: "The entry is there", migration, edits: withEntry() },
      { title: "Found by its number alone", migration, edits: withEntry(["0002_example", "2"]) },
      ...["0002–0003", "0002 / 0003: phones", "0001 to 0004", "V2, V3"].map((numbers) => ({
        title: `One entry for several files, by their numbers: ${numbers}`,
        head: {
          "migrations/0002_a.sql": migration,
          "migrations/0003_b.sql": "CREATE INDEX idx_users_phone ON users (phone);",
        },
        edits: withEntry(["0002_example", numbers]),
      })),
      {
        title: "One entry for two files, which it names",
        head: {
          "migrations/0002_a.sql": migration,
          "migrations/0003_b.sql": "CREATE INDEX idx_users_phone ON users (phone);",
        },
        edits: withEntry(
          ["0002_example", "Phone numbers"],
          ["- The example", "- `migrations/0002_a.sql` and `0003_b.sql`"],
        ),
      },
      {
        title: "A new entry under a name of its own",
        migration,
        edits: withEntry(["0002_example", "2026-03 phone numbers"]),
      },
      { title: "Nothing but comments", migration: "-- nothing yet\n" },
    ],
  },

  *check(context) {
    const contract = context.head.database;
    if (contract === undefined) return;
    const form = contract.migrations.find(({ rowForm }) => rowForm !== undefined)?.rowForm;
    for (const one of newMigrations(context)) {
      if (one.entries.length > 0) continue;
      const { migration: missing } = one.applied;
      yield {
        at: startOfMigration(missing),
        related: contract.parts.migrationHistory === undefined ? [] : [contract.parts.migrationHistory],
        subject: `${missing.lineage} ${missing.id}`,
        data: {
          path: missing.up.path,
          contract: contract.path,
          entry: historyEntry(one, assess(context, [one]), context.evidence.today ?? "YYYY-MM-DD", form),
        },
      };
    }
  },

  explain: ({ path, contract, entry }) => ({
    what: `The migration ${code(path)} has no entry in the Migration History.`,
    why: "Whoever runs, reviews or undoes it later looks there for what it does, what it breaks and how to roll it back.",
    fix: `Add to ${code("## Migration History")} in ${code(contract)}, and fill in what is open:\n\n${fenced("markdown", entry)}`,
  }),
});
