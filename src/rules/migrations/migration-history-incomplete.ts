import type { MigrationEntry, MigrationField } from "../../model/contract.ts";
import { fenced } from "../../text/fenced.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { withEntry } from "./example-entry.ts";
import { newHistoryEntries } from "./history-entries.ts";

const migration = "ALTER TABLE users ADD COLUMN phone text;";

const narrow = (rows: string) =>
  `# Database Schema Contract\n\n## Tables\n\n## Migration History\n\n| Migration | Date | Description | Rollback |\n|---|---|---|---|\n| 0001_base | 2026-01-10 | Users and orders | Drop both |\n${rows}`;
const inTable = (row: string) => ({
  base: { "DATABASE_SCHEMA_CONTRACT.md": narrow("") },
  head: { "DATABASE_SCHEMA_CONTRACT.md": narrow(`${row}\n`) },
});

/** What an entry has to state, with the line that states it. */
const parts = [
  { field: "date", name: "Date", line: "**Date:** YYYY-MM-DD", isThere: ({ date }) => isFilledIn(date?.value) },
  { field: "type", name: "Type", line: "**Type:** Schema Change", isThere: ({ type }) => isFilledIn(type?.value) },
  { field: "status", name: "Status", line: "**Status:** Pending", isThere: ({ status }) => isFilledIn(status?.value) },
  { field: "changes", name: "Changes", line: "**Changes:**\n- …", isThere: ({ changes }) => changes.some(isFilledIn) },
  {
    field: "rollback",
    name: "Rollback Plan",
    line: "**Rollback Plan:**\n```sql\n…\n```",
    isThere: ({ rollbackPlan }) => isFilledIn(rollbackPlan?.value),
  },
  {
    field: "breaking",
    name: "Breaking Change",
    line: "- **Breaking Change:** NO",
    isThere: ({ breaking }) => breaking !== undefined,
  },
  {
    field: "affected-modules",
    name: "Affected Modules",
    line: "- **Affected Modules:** None",
    isThere: ({ affectedModules }) => affectedModules !== undefined,
  },
  {
    field: "downtime",
    name: "Downtime Required",
    line: "- **Downtime Required:** NO",
    isThere: ({ downtime }) => downtime !== undefined,
  },
] as const satisfies readonly {
  field: MigrationField;
  name: string;
  line: string;
  isThere(entry: MigrationEntry): boolean;
}[];

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
      {
        title: "A row with an empty cell",
        migration,
        ...inTable("| 0002_example | 2026-03-02 | users.phone | |"),
      },
    ],
    valid: [
      {
        title: "A row of a table with fewer columns than the template has lines",
        migration,
        ...inTable("| 0002_example | 2026-03-02 | users.phone | DROP COLUMN phone |"),
      },
      {
        title: "An item of a list",
        migration,
        base: {
          "DATABASE_SCHEMA_CONTRACT.md":
            "# Database Schema Contract\n\n## Migration History\n\n- 2026-01-10 `0001_base`: users and orders\n",
        },
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [["and orders\n", "and orders\n- 2026-03-02 `0002_example`: users.phone\n"]],
        },
      },
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
    const before = context.base.database?.migrations ?? [];
    for (const entry of newHistoryEntries(context)) {
      const missing = parts.filter(({ field, isThere }) => isAsked(field, entry, before) && !isThere(entry));
      if (missing.length === 0) continue;
      yield {
        at: entry.headingAt,
        subject: entry.id,
        data: {
          id: entry.id,
          missing: missing.map(({ name }) => name),
          lines: missing.map(({ line }) => line).join("\n"),
          isLine: entry.isLine,
          line: entry.headingAt.start.line,
        },
      };
    }
  },

  explain: ({ id, missing, lines, isLine, line }) => ({
    what: `The Migration History entry ${code(id)} lacks ${codeList(missing, 8)}.`,
    why: "Whoever has to run or undo this migration at night has only this entry to go by.",
    fix: isLine
      ? `Fill in ${codeList(missing, 8)} at line ${line}.`
      : `Write into the entry, in place of any such line that it has, and fill in:\n\n${fenced("markdown", lines)}`,
  }),
});

/** A history that is kept as a table or a list asks for what it has a place for, and no new form asks for less than the one before. */
function isAsked(field: MigrationField, { places }: MigrationEntry, before: readonly MigrationEntry[]): boolean {
  return before.length === 0 || [{ places }, ...before].some((entry) => entry.places.has(field));
}

function isFilledIn(text: string | undefined): boolean {
  const plain = (text ?? "").replace(/[*_`]/g, "").trim();
  return (
    plain !== "" && !/^(\[[^\]]*\]|-- rollback sql if needed|tbd|todo|(?:-- ?)?(?:…|\.{3})|yyyy-mm-dd)$/i.test(plain)
  );
}
