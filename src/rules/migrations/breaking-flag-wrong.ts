import type { BreakingChange } from "../../model/comparison.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { withEntry } from "./example-entry.ts";
import { entriesWithMigrations } from "./history-entries.ts";
import { assess } from "./history-template.ts";

const yes = ["**Breaking Change:** NO", "**Breaking Change:** YES"] as const;
const dropping = "ALTER TABLE users DROP COLUMN email;";
const addedThenRequired = {
  "migrations/0002_phone.sql": "ALTER TABLE users ADD COLUMN phone text;",
  "migrations/0003_required.sql": "ALTER TABLE users ALTER COLUMN phone SET NOT NULL;",
};

/** Reviewers decide by this line how closely to look and whom to warn. */
export const breakingFlagWrong = defineRule({
  id: "breaking-flag-wrong",
  on: "pull-request",
  section: "Migration History",
  severity: "error",
  summary: "Require Breaking Change in a Migration History entry to say what the migration does to its readers",
  whenToWaive: "When the change breaks no reader that exists, and the reason says how that is known.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      { title: "NO, and a query reads the column", migration: dropping, edits: withEntry() },
      {
        title: "NO of the file that requires what another one adds",
        head: addedThenRequired,
        edits: withEntry(["0002_example", "0003_required"]),
      },
      {
        title: "YES, and nothing breaks",
        migration: "ALTER TABLE users ADD COLUMN phone text;",
        edits: withEntry(yes),
      },
    ],
    valid: [
      { title: "YES, and it breaks", migration: dropping, edits: withEntry(yes) },
      {
        title: "NO of the file that adds what another one requires",
        head: addedThenRequired,
        edits: withEntry(["0002_example", "0002_phone"]),
      },
      {
        title: "YES of the file that requires what another one adds",
        head: addedThenRequired,
        edits: withEntry(["0002_example", "0003_required"], yes),
      },
      { title: "NO, and nothing breaks", migration: "ALTER TABLE users ADD COLUMN phone text;", edits: withEntry() },
      {
        title: "YES for data, which may break what we cannot see",
        migration: "UPDATE users SET email = lower(email);",
        edits: withEntry(yes),
      },
      { title: "No entry at all: migration-history-missing speaks", migration: dropping },
      {
        title: "YES or NO of a column that the contract does not have",
        migration: "ALTER TABLE users DROP COLUMN fax;",
        edits: withEntry(yes),
      },
      {
        title: "YES with a statement that cannot be read",
        migration: "ALTER TABLE users ADD COLUMN phone text;\nALTER SOMETHING ODD;",
        edits: withEntry(yes),
      },
    ],
  },

  *check(context) {
    const { verdicts } = context.comparison;
    for (const { entry, migrations } of entriesWithMigrations(context)) {
      if (entry.breaking === undefined) continue;
      const { breaking, because } = assess(context, migrations);
      if (entry.breaking.value === breaking) continue;
      const mayBreakUnseen = migrations.some(
        ({ applied, work }) =>
          work.data ||
          applied.migration.up.diagnostics.length > 0 ||
          applied.steps.some(({ operation }) => isUncertain(verdicts.get(operation))),
      );
      if (entry.breaking.value && mayBreakUnseen) continue;
      yield {
        at: entry.breaking.at,
        subject: entry.id,
        data: { id: entry.id, breaking, because: because.slice(0, 3) },
      };
    }
  },

  explain: ({ id, breaking, because }) => ({
    what: breaking
      ? `The Migration History entry ${code(id)} says **Breaking Change:** NO, but it breaks readers: ${because.join("; ")}.`
      : `The Migration History entry ${code(id)} says **Breaking Change:** YES, but nothing that it does breaks a reader the contracts know of.`,
    why: breaking
      ? "Reviewers and the modules concerned are not warned, and the Breaking Change Protocol is not followed."
      : "Who warns of every change is not heard when one really breaks.",
    fix: breaking
      ? `Write ${code("- **Breaking Change:** YES")}, and follow the Breaking Change Protocol; or change the migration so that readers keep working.`
      : `Write ${code("- **Breaking Change:** NO")}. If a reader does break, add it to the contract (Used By, SQL contract), where it can be found.`,
  }),
});

/** Nobody can say whom it reaches. */
function isUncertain(verdict: BreakingChange | undefined): boolean {
  return verdict !== undefined && verdict.breaking === undefined;
}
