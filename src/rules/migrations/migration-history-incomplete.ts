import type { MigrationEntry } from "../../model/contract.ts";
import { fenced } from "../../text/fenced.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { withEntry } from "./example-entry.ts";
import { newHistoryEntries } from "./history-entries.ts";

const migration = "ALTER TABLE users ADD COLUMN phone text;";

/** What an entry has to state, with the line that states it. */
const parts = [
  { name: "Date", line: "**Date:** YYYY-MM-DD", isThere: ({ date }) => isFilledIn(date?.value) },
  { name: "Type", line: "**Type:** Schema Change", isThere: ({ type }) => isFilledIn(type?.value) },
  { name: "Status", line: "**Status:** Pending", isThere: ({ status }) => isFilledIn(status?.value) },
  { name: "Changes", line: "**Changes:**\n- …", isThere: ({ changes }) => changes.some(isFilledIn) },
  {
    name: "Rollback Plan",
    line: "**Rollback Plan:**\n```sql\n…\n```",
    isThere: ({ rollbackPlan }) => isFilledIn(rollbackPlan?.value),
  },
  { name: "Breaking Change", line: "- **Breaking Change:** NO", isThere: ({ breaking }) => breaking !== undefined },
  {
    name: "Affected Modules",
    line: "- **Affected Modules:** None",
    isThere: ({ affectedModules }) => affectedModules !== undefined,
  },
  { name: "Downtime Required", line: "- **Downtime Required:** NO", isThere: ({ downtime }) => downtime !== undefined },
] as const satisfies readonly { name: string; line: string; isThere(entry: MigrationEntry): boolean }[];

/** An entry answers when, what, how to undo it, and whom it concerns. */
export const migrationHistoryIncomplete = defineRule({
  id: "migration-history-incomplete",
  on: "pull-request",
  section: "Migration History",
  severity: "error",
  summary:
    "Require date, type, status, changes, rollback plan and impact assessment in every new Migration History entry",
  whenToWaive: "Hardly ever: a word such as None completes the entry.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      { title: "No rollback plan", migration, edits: withEntry(["**Rollback Plan:**\n```sql\nSELECT 1;\n```\n", ""]) },
      {
        title: "No impact assessment, and the template's date",
        migration,
        edits: withEntry(
          ["2026-03-02", "[YYYY-MM-DD]"],
          [
            "**Impact Assessment:**\n- **Breaking Change:** NO\n- **Affected Modules:** None\n- **Downtime Required:** NO",
            "",
          ],
        ),
      },
    ],
    valid: [
      { title: "Complete", migration, edits: withEntry() },
      { title: "A plan in words", migration, edits: withEntry(["```sql\nSELECT 1;\n```", "Drop the column again."]) },
      { title: "No entry at all: migration-history-missing speaks", migration },
      {
        title: "An old entry was incomplete before",
        migration,
        base: {
          "DATABASE_SCHEMA_CONTRACT.md":
            "# Database Schema Contract\n\n## Migration History\n\n### Migration: 0001_base\n\n**Date:** 2026-01-10\n",
        },
      },
    ],
  },

  *check(context) {
    for (const entry of newHistoryEntries(context)) {
      const missing = parts.filter(({ isThere }) => !isThere(entry));
      if (missing.length === 0) continue;
      yield {
        at: entry.headingAt,
        subject: entry.id,
        data: {
          id: entry.id,
          missing: missing.map(({ name }) => name),
          lines: missing.map(({ line }) => line).join("\n"),
        },
      };
    }
  },

  explain: ({ id, missing, lines }) => ({
    what: `The Migration History entry ${code(id)} lacks ${codeList(missing, 8)}.`,
    why: "Whoever has to run or undo this migration at night has only this entry to go by.",
    fix: `Add to the entry, and fill in:\n\n${fenced("markdown", lines)}`,
  }),
});

function isFilledIn(text: string | undefined): boolean {
  const plain = (text ?? "").replace(/[*_`]/g, "").trim();
  return plain !== "" && !/^(\[[^\]]*\]|-- rollback sql if needed|tbd|todo|…|\.{3}|yyyy-mm-dd)$/i.test(plain);
}
