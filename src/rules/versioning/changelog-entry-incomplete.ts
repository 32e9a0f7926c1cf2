import type { ChangeLogEntry } from "../../model/contract.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { newEntries } from "./change-log.ts";
import { type VersionedContract, versionedContracts } from "./versioned-contracts.ts";

const cells = ["date", "version", "author", "changes", "impact"] as const;
const lastEntry =
  "| 2026-03-01 | 1.4.0 | orders team | Marked users.nickname deprecated | profile-api stops reading it |\n";
const adding = (row: string) => ({ "DATABASE_SCHEMA_CONTRACT.md": [[lastEntry, `${lastEntry}${row}\n`]] as const });

/** An entry answers when, in which version, by whom, what, and what it means for readers. */
export const changelogEntryIncomplete = defineRule({
  id: "changelog-entry-incomplete",
  on: "pull-request",
  section: "Change Log",
  severity: "error",
  summary: "Require date, version, author, changes and impact in every new change log entry",
  whenToWaive: "Hardly ever: a word such as None completes the entry.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      { title: "No author, no impact", edits: adding("| 2026-03-02 | 1.5.0 | | Added users.phone | |") },
      {
        title: "A placeholder for the date",
        edits: adding("| [YYYY-MM-DD] | 1.5.0 | users team | Added users.phone | None |"),
      },
      {
        title: "A comment says nothing to readers",
        edits: adding("| 2026-03-02 | 1.5.0 | users team | Added users.phone | <!-- who? --> |"),
      },
    ],
    valid: [
      {
        title: "Set aside in the row",
        edits: adding(
          "| 2026-03-02 | 1.5.0 | users team | Added users.phone | <!-- schema-warden: allow changelog-entry-incomplete because nobody knows yet --> |",
        ),
      },
      {
        title: "A comment beside the words",
        edits: adding("| 2026-03-02 | 1.5.0 | users team | Added users.phone | None <!-- asked them --> |"),
      },
      { title: "Complete", edits: adding("| 2026-03-02 | 1.5.0 | users team | Added users.phone | None |") },
      { title: "No impact, said so", edits: adding("| 2026-03-02 | 1.5.0 | users team | Added users.phone | N/A |") },
      {
        title: "The table has no such column",
        base: {
          "API_CONTRACT.md":
            "# API Contract\n\n**Version:** 1.0.0\n\n## Change Log\n\n| Date | Version | Changes |\n|---|---|---|\n| 2026-01-01 | 1.0.0 | First |\n",
        },
        edits: { "API_CONTRACT.md": [["| First |\n", "| First |\n| 2026-02-01 | 1.1.0 | Second |\n"]] },
      },
      {
        title: "An old entry was incomplete before",
        base: {
          "API_CONTRACT.md":
            "# API Contract\n\n**Version:** 1.0.0\n\n## Change Log\n\n| Date | Version | Agent/Author | Changes | Impact |\n|---|---|---|---|---|\n| 2026-01-01 | 1.0.0 | | First | |\n",
        },
        migration: "CREATE TABLE coupons (code text PRIMARY KEY);",
      },
    ],
  },

  *check(context) {
    for (const contract of versionedContracts(context)) {
      for (const entry of newEntries(contract.base, contract.head)) {
        const missing = cells.filter((cell) => isDemanded(cell, entry, contract) && isOpen(cell, entry[cell] ?? ""));
        if (missing.length === 0) continue;
        yield {
          at: entry.at,
          subject: `${contract.kind} ${entry.version ?? entry.date ?? ""}`.trim(),
          stated: contract.base === undefined || contract.keepsChangeLog,
          data: { path: contract.path, line: entry.at.start.line, version: entry.version ?? "", missing },
        };
      }
    }
  },

  explain: ({ path, line, version, missing }) => ({
    what: `The new change log entry${version.trim() === "" ? "" : ` for ${code(version)}`} of ${code(path)} lacks ${codeList(missing)}.`,
    why: "An entry is read by those whom the change affects: when it came, in which version, whom to ask, what it is and what it means.",
    fix: `Fill in ${codeList(missing)} at line ${line}. Where nobody is affected, write ${code("None")} as the impact.`,
  }),
});

/** What the entries of this change log have: a table without the column, or entries without the key, do not ask for it. */
function isDemanded(cell: (typeof cells)[number], entry: ChangeLogEntry, { base }: VersionedContract): boolean {
  return entry[cell] !== undefined || (base?.changeLog.some((old) => old[cell] !== undefined) ?? false);
}

function isOpen(cell: string, text: string): boolean {
  const plain = text.replace(/[*_`]/g, "").trim();
  if (/^(\[.*\]|tbd|todo|…|\.{3}|\?+|yyyy-mm-dd)$/i.test(plain)) return true;
  return plain === "" || (cell !== "impact" && /^[-–—]+$/.test(plain));
}
