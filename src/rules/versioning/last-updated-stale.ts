import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { newEntries } from "./change-log.ts";
import { currentDates } from "./current-dates.ts";
import {
  isVersionChanged,
  languageOf,
  lastUpdatedLine,
  type VersionedContract,
  versionedContracts,
} from "./versioned-contracts.ts";

const lastEntry =
  "| 2026-03-01 | 1.4.0 | orders team | Marked users.nickname deprecated | profile-api stops reading it |\n";
const version = ["**Version:** 1.4.0", "**Version:** 1.5.0"] as const;
const entry = (date: string) =>
  [lastEntry, `${lastEntry}| ${date} | 1.5.0 | users team | Added users.phone | None |\n`] as const;

/** Last Updated is the first line that readers look at: it moves with every change of the contract. */
export const lastUpdatedStale = defineRule({
  id: "last-updated-stale",
  on: "pull-request",
  section: "Change Log",
  severity: "warning",
  summary: "Require Last Updated to move with a contract's version and change log",
  whenToWaive: "When the change is a matter of form.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      { title: "A new entry of a later day", edits: { "DATABASE_SCHEMA_CONTRACT.md": [version, entry("2026-03-02")] } },
      {
        title: "A new version of the SQL contract",
        edits: { "SQL_CONTRACT.json": [['"contract_version": "1.2.0"', '"contract_version": "1.2.1"']] },
      },
    ],
    valid: [
      {
        title: "Moved",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            version,
            entry("2026-03-02"),
            ["**Last Updated:** 2026-03-01", "**Last Updated:** 2026-03-02"],
          ],
        },
      },
      { title: "A second change on one day", edits: { "DATABASE_SCHEMA_CONTRACT.md": [version, entry("2026-03-01")] } },
      {
        title: "Only words change",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["People with an account", "People who have an account"]] },
      },
      { title: "The contract is not touched", migration: "ALTER TABLE users ADD COLUMN phone text;" },
    ],
  },

  *check(context) {
    for (const contract of versionedContracts(context)) {
      const { base, head, kind, path } = contract;
      const [before, after] = [base?.lastUpdated?.value.trim(), head.lastUpdated?.value.trim()];
      if (base === undefined || before === undefined || !isChanged(contract)) continue;
      if (after !== undefined && after !== before && !isEarlier(after, contract)) continue;
      if (after !== undefined && currentDates(base, head, context.evidence).has(after) && !isEarlier(after, contract))
        continue;
      const today = context.evidence.today ?? latest(contract) ?? "YYYY-MM-DD";
      yield {
        at: head.lastUpdated?.at ?? contract.top,
        subject: kind,
        stated: true,
        data: { kind, path, date: after ?? "", line: lastUpdatedLine(contract, today) },
      };
    }
  },

  explain: ({ kind, path, date, line }) => ({
    what:
      date === ""
        ? `${code(path)} has lost its line Last Updated.`
        : `${code(path)} changes, and still says that it was last updated on ${code(date)}.`,
    why: "Readers who know the state of that day take it for the newest.",
    fix: `Write into the header:\n\n${fenced(languageOf(kind), line)}`,
  }),
});

function isChanged(contract: VersionedContract): boolean {
  return isVersionChanged(contract) || newEntries(contract.base, contract.head).length > 0;
}

/** The latest date, `YYYY-MM-DD`, of the change log's new entries. */
function latest({ base, head }: VersionedContract): string | undefined {
  const dates = newEntries(base, head).flatMap(({ date }) =>
    /^\d{4}-\d\d-\d\d$/.test(date?.trim() ?? "") ? [date?.trim()] : [],
  );
  return dates.sort().at(-1);
}

function isEarlier(date: string, contract: VersionedContract): boolean {
  const entryDate = latest(contract);
  return entryDate !== undefined && /^\d{4}-\d\d-\d\d$/.test(date) && date < entryDate;
}
