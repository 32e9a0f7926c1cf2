import type { ChangeLogEntry } from "../../model/contract.ts";
import { fenced } from "../../text/fenced.ts";
import { code, codeList } from "../../text/markdown.ts";
import { defineRule, type Found } from "../define-rule.ts";
import { rewrittenEntries } from "./change-log.ts";
import { versionedContracts } from "./versioned-contracts.ts";

const first = "| 2026-01-10 | 1.3.0 | orders team | Added orders | None |\n";
const second =
  "| 2026-03-01 | 1.4.0 | orders team | Marked users.nickname deprecated | profile-api stops reading it |\n";

type Data = {
  readonly path: string;
  readonly edited: boolean;
  readonly entries: readonly string[];
  /** As the base branch has it, to be pasted. */
  readonly row: string;
  readonly isJson: boolean;
};

/** The change log is append-only: readers have acted on what it said. */
export const changelogRewritten = defineRule({
  id: "changelog-rewritten",
  on: "pull-request",
  section: "Change Log",
  severity: "error",
  summary: "Disallow editing or removing past entries of a change log",
  whenToWaive: "When a past entry held something that must not be kept, such as a name or a secret.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      {
        title: "An entry is edited",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [[first, first.replace("None", "Breaks reporting")]] },
      },
      { title: "An entry is gone", edits: { "DATABASE_SCHEMA_CONTRACT.md": [[first, ""]] } },
    ],
    valid: [
      {
        title: "Only a new entry",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [second, `${second}| 2026-03-02 | 1.5.0 | users team | Added users.phone | None |\n`],
          ],
        },
      },
      {
        title: "Another order",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [first, ""],
            [second, second + first],
          ],
        },
      },
      {
        title: "White space and emphasis",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [first, "| 2026-01-10 | **1.3.0** |  orders team | Added `orders` | None |\n"],
          ],
        },
      },
      {
        title: "An open cell is filled in",
        base: {
          "API_CONTRACT.md":
            "# API Contract\n\n**Version:** 1.0.0\n\n## Change Log\n\n| Date | Version | Changes | Impact |\n|---|---|---|---|\n| 2026-01-01 | 1.0.0 | First | |\n",
        },
        edits: { "API_CONTRACT.md": [["| First | |", "| First | None |"]] },
      },
    ],
  },

  *check(context): Iterable<Found<Data>> {
    for (const { kind, path, base, head, top, keepsChangeLog } of versionedContracts(context)) {
      const text = context.base[kind]?.text ?? "";
      const rowOf = ({ at }: ChangeLogEntry) => text.slice(at.start.offset, at.end.offset).trim();
      const isJson = kind === "sql";
      const rewritten = rewrittenEntries(base, head);
      const gone = rewritten.filter(({ after }) => after === undefined).map(({ before }) => before);
      if (gone.length > 0) {
        yield {
          at: head.changeLogAt ?? top,
          subject: `${kind} removed`,
          stated: keepsChangeLog,
          data: {
            path,
            edited: false,
            entries: gone.map(nameOf),
            row: gone.map(rowOf).join(isJson ? ",\n" : "\n"),
            isJson,
          },
        };
      }
      for (const { before, after } of rewritten) {
        if (after === undefined || isFilledIn(before, after)) continue;
        yield {
          at: after.at,
          subject: `${kind} ${nameOf(before)}`,
          stated: keepsChangeLog,
          data: { path, edited: true, entries: [nameOf(before)], row: rowOf(before), isJson },
        };
      }
    }
  },

  explain: ({ path, edited, entries, row, isJson }) => ({
    what: `${entries.length === 1 ? "The entry" : "The entries"} ${codeList(entries)} in the change log of ${code(path)} ${entries.length === 1 ? "is" : "are"} ${edited ? "edited" : "removed"}.`,
    why: "Readers have acted on what it said; a change log that is rewritten proves nothing.",
    fix: `Put it back as it was, and correct it with a new entry:\n\n${fenced(isJson ? "json" : "markdown", row)}`,
  }),
});

const cells = ["date", "version", "author", "changes", "impact"] as const;

function isFilledIn(before: ChangeLogEntry, after: ChangeLogEntry): boolean {
  return cells.every((cell) => (before[cell] ?? "").trim() === "" || before[cell]?.trim() === after[cell]?.trim());
}

function nameOf({ version, date, changes }: ChangeLogEntry): string {
  return [version, date, changes].find((text) => text !== undefined && text.trim() !== "")?.trim() ?? "entry";
}
