import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { changedTables } from "../schema-changes.ts";
import { currentDates } from "../versioning/current-dates.ts";

const migration = "ALTER TABLE users ADD COLUMN phone text;";
const changed = "**Created:** 2025-11-02\n**Last Modified:** 2026-03-01";
const indexRow = "| idx_users_email | email | BTREE | Sign-in |\n";
const indexDdl = "CREATE INDEX idx_users_email ON users (email);\n";

/** Last Modified tells readers of a section whether they have seen its newest state. */
export const tableDatesStale = defineRule({
  id: "table-dates-stale",
  on: "pull-request",
  section: "Tables",
  severity: "warning",
  summary: "Require a new Last Modified date in the section of every table that a migration changes",
  whenToWaive: "When the section's change is a matter of form, such as moving it.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      migration,
      {
        title: "The section follows the new index, its date does not",
        migration: "CREATE INDEX idx_users_name ON users (name);",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [indexRow, `${indexRow}| idx_users_name | name | BTREE | Search |\n`],
            [indexDdl, `${indexDdl}CREATE INDEX idx_users_name ON users (name);\n`],
          ],
        },
      },
    ],
    valid: [
      {
        title: "The date is moved",
        migration,
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [[changed, changed.replace("2026-03-01", "2026-03-02")]] },
      },
      {
        title: "The second change of one day",
        migration,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [
              "| 2026-03-01 | 1.4.0 | orders team | Marked users.nickname deprecated | profile-api stops reading it |\n",
              "| 2026-03-01 | 1.4.0 | orders team | Marked users.nickname deprecated | profile-api stops reading it |\n| 2026-03-01 | 1.5.0 | orders team | Added users.phone | None |\n",
            ],
          ],
        },
      },
      { title: "A new table has no older date", migration: "CREATE TABLE coupons (code text PRIMARY KEY);" },
      { title: "Rebuilt as it is", migration: "REINDEX TABLE users;\nANALYZE users;" },
      { title: "Only data changes", migration: "UPDATE users SET name = 'Ann' WHERE id = 1;" },
      {
        title: "The section never had a date",
        migration,
        base: {
          "DATABASE_SCHEMA_CONTRACT.md":
            "## Tables\n\n### Table: users\n\n#### Columns\n\n| Column | Type |\n|---|---|\n| id | integer |\n",
        },
      },
    ],
  },

  *check({ base, head, comparison, evidence }) {
    if (base.database === undefined || head.database === undefined) return;
    const current = currentDates(base.database.header, head.database.header, evidence);
    for (const name of changedTables(comparison.schemaChange)) {
      const before = base.database.tables.get(comparison.renames.tables.get(name) ?? name)?.lastModified;
      const after = head.database.tables.get(name)?.lastModified;
      if (before === undefined || after === undefined || before.value.trim() !== after.value.trim()) continue;
      if (current.has(after.value.trim())) continue;
      yield { at: after.at, subject: name, data: { name, date: after.value, today: evidence.today ?? "" } };
    }
  },

  explain: ({ name, date, today }) => ({
    what: `The table ${code(name)} changes, and its section still says that it was last modified on ${code(date)}.`,
    why: "Readers who know the section of that day take it for the newest.",
    fix: `Write ${code(`**Last Modified:** ${today === "" ? "YYYY-MM-DD" : today}`)}${today === "" ? ", the day of this change," : ""} below ${code(`### Table: ${name}`)}.`,
  }),
});
