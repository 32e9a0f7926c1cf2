import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { newEntries } from "./change-log.ts";
import { dueVersion } from "./due-version.ts";
import { changeLogLine, isVersionChanged, languageOf, reasonOf, versionedContracts } from "./versioned-contracts.ts";

const migration = "ALTER TABLE users ADD COLUMN phone text;";
const lastEntry =
  "| 2026-03-01 | 1.4.0 | orders team | Marked users.nickname deprecated | profile-api stops reading it |\n";

/** The change log tells readers what became different since they last looked; each change of a promise is one entry. */
export const changelogEntryMissing = defineRule({
  id: "changelog-entry-missing",
  on: "pull-request",
  section: "Change Log",
  severity: "error",
  summary: "Require a change log entry for every change of a contract's promises or version",
  whenToWaive: "When the change is a matter of form.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      migration,
      {
        title: "A new version without an entry",
        edits: { "API_CONTRACT.md": [["**Version:** 2.1.0", "**Version:** 2.1.1"]] },
      },
    ],
    valid: [
      {
        title: "The entry is there",
        migration,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [lastEntry, `${lastEntry}| 2026-03-02 | 1.5.0 | users team | Added users.phone | None |\n`],
          ],
        },
      },
      {
        title: "On top, as well",
        migration,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [
              "| 2026-01-10 | 1.3.0 | orders team | Added orders | None |\n",
              "| 2026-03-02 | 1.5.0 | users team | Added users.phone | None |\n| 2026-01-10 | 1.3.0 | orders team | Added orders | None |\n",
            ],
          ],
        },
      },
      { title: "Only data changes", migration: "UPDATE users SET name = 'Ann' WHERE id = 1;" },
      {
        title: "Only words change",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["People with an account", "People who have an account"]] },
      },
      { title: "No contract", head: { "DATABASE_SCHEMA_CONTRACT.md": null, "migrations/0002_example.sql": migration } },
    ],
  },

  *check(context) {
    for (const contract of versionedContracts(context)) {
      const { base, head, change } = contract;
      if (base === undefined || (change.bump === "none" && (head.version === undefined || !isVersionChanged(contract))))
        continue;
      if (newEntries(base, head).length > 0) continue;
      const version = isVersionChanged(contract) ? head.version?.value.trim() : dueVersion(contract);
      yield {
        at: head.changeLogAt ?? head.version?.at ?? contract.top,
        subject: contract.kind,
        stated: contract.keepsChangeLog,
        data: {
          kind: contract.kind,
          path: contract.path,
          entry: changeLogLine(contract, context.evidence.today ?? "YYYY-MM-DD", version ?? ""),
          because: change.bump === "none" ? "" : reasonOf(change),
        },
      };
    }
  },

  explain: ({ kind, path, entry, because }) => ({
    what: `The change log of ${code(path)} has no entry for this pull request${because === "" ? ", which changes the version" : `: ${because}`}.`,
    why: "Readers learn from it what is different, since when, and what it means for them.",
    fix: `Add to the change log, and fill in what is open:\n\n${fenced(languageOf(kind), entry)}`,
  }),
});
