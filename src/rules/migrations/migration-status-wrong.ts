import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { withEntry } from "./example-entry.ts";
import { entriesWithMigrations } from "./history-entries.ts";

const migration = "ALTER TABLE users ADD COLUMN phone text;";

/** A migration that is not merged has not been applied anywhere that counts. */
export const migrationStatusWrong = defineRule({
  id: "migration-status-wrong",
  on: "pull-request",
  section: "Migration History",
  severity: "warning",
  summary: "Disallow a new Migration History entry that says Applied or Rolled Back before it is merged",
  whenToWaive: "When the migration was already applied by hand; say where and when.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      { title: "Applied already", migration, edits: withEntry(["**Status:** Pending", "**Status:** Applied"]) },
      { title: "Rolled back already", migration, edits: withEntry(["**Status:** Pending", "**Status:** Rolled Back"]) },
    ],
    valid: [
      { title: "Pending", migration, edits: withEntry() },
      {
        title: "A word of the project's own",
        migration,
        edits: withEntry(["**Status:** Pending", "**Status:** Planned, to be applied on Monday"]),
      },
      { title: "Not yet applied", migration, edits: withEntry(["**Status:** Pending", "**Status:** Not applied"]) },
      {
        title: "An older migration is now applied",
        base: {
          "DATABASE_SCHEMA_CONTRACT.md":
            "# Database Schema Contract\n\n## Migration History\n\n### Migration: 0001_base\n\n**Date:** 2026-01-10\n**Status:** Pending\n",
        },
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["**Status:** Pending", "**Status:** Applied"]] },
      },
    ],
  },

  *check(context) {
    for (const { entry } of entriesWithMigrations(context)) {
      if (entry.status === undefined || !/^\W*(applied|rolled[\s-]?back)\b/i.test(entry.status.value)) continue;
      yield { at: entry.status.at, subject: entry.id, data: { id: entry.id, status: entry.status.value } };
    }
  },

  explain: ({ id, status }) => ({
    what: `The Migration History entry ${code(id)} says ${code(status)}, and its migration is not merged yet.`,
    why: "Until it is merged and run, people who read the history take the database for something that it is not.",
    fix: `Write ${code("**Status:** Pending")}, and change it when the migration has run.`,
  }),
});
