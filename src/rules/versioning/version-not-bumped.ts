import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { bumpBetween, parseVersion } from "../../text/semver.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { newEntries } from "./change-log.ts";
import { currentDates } from "./current-dates.ts";
import { dueVersion } from "./due-version.ts";
import {
  languageOf,
  lastUpdatedLine,
  reasonOf,
  type VersionedContract,
  versionedContracts,
  versionLine,
} from "./versioned-contracts.ts";

const migration = "ALTER TABLE users ADD COLUMN phone text;";

const notes = {
  "migrations/0001_notes.sql":
    "CREATE TYPE note_state AS ENUM ('draft', 'sent');\nCREATE TABLE notes (id serial PRIMARY KEY);\n",
  "migrations/0002_state.sql": "ALTER TABLE notes ADD COLUMN state note_state;\n",
};
const squashed = (columns: string) => ({
  base: notes,
  head: {
    "migrations/0001_notes.sql": null,
    "migrations/0002_state.sql": null,
    "migrations/0003_notes.sql": `BEGIN;\nCREATE TYPE public.note_state AS ENUM ('draft', 'sent');\nCREATE TABLE public.notes (${columns}, CONSTRAINT notes_pkey PRIMARY KEY (id));\nCOMMIT;\n`,
  },
});

/** A version names one state of a contract: whoever relies on it has to see that the state is another. */
export const versionNotBumped = defineRule({
  id: "version-not-bumped",
  on: "pull-request",
  section: "CRITICAL RULES",
  severity: "error",
  summary: "Require a new version of every contract whose promises the pull request changes",
  whenToWaive: "When the change is a matter of form.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      migration,
      {
        title: "A query of the SQL contract is changed",
        edits: { "SQL_CONTRACT.json": [["SELECT id, email, name FROM users", "SELECT id, email FROM users"]] },
      },
      {
        title: "Merged migrations put into one, and a column more",
        ...squashed("id serial, state note_state, body text"),
      },
    ],
    valid: [
      { title: "Merged migrations put into one", ...squashed("id serial, state note_state") },
      {
        title: "Bumped",
        migration,
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["**Version:** 1.4.0", "**Version:** 1.5.0"]] },
      },
      { title: "Only data changes", migration: "UPDATE users SET name = 'Ann' WHERE id = 1;" },
      {
        title: "Only words change",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["People with an account", "People who have an account"]] },
      },
      {
        title: "The contract has no version",
        migration,
        base: { "DATABASE_SCHEMA_CONTRACT.md": "# Database Schema Contract\n\n## Tables\n" },
      },
      {
        title: "Only waivers in entries",
        edits: {
          "SQL_CONTRACT.json": [
            [
              '"id": "insert_order",',
              '"id": "insert_order", "schema_warden_allow": [{ "rule": "query-unbounded", "because": "one row is enough" }],',
            ],
          ],
          "API_CONTRACT.md": [
            [
              "**Service:** order-service",
              "**Service:** order-service <!-- schema-warden: allow endpoint-table-unknown because both are there -->",
            ],
          ],
        },
      },
      {
        title: "The name of a value in a path, which no caller writes",
        edits: { "API_CONTRACT.md": [["/users/{id}/orders", "/users/:userId/orders"]] },
      },
      { title: "Made and dropped in one pull request", migration: "CREATE TABLE t (id integer);\nDROP TABLE t;" },
    ],
  },

  *check(context) {
    for (const contract of versionedContracts(context)) {
      const before = contract.base?.version?.value.trim();
      const after = contract.head.version?.value.trim();
      if (before === undefined || !stands(contract, before, after)) continue;
      yield {
        at: contract.head.version?.at ?? contract.top,
        subject: contract.kind,
        data: {
          kind: contract.kind,
          line: versionLine(contract, dueVersion(contract) ?? ""),
          date: dateLine(contract, context) ?? "",
          path: contract.path,
          before,
          after: after ?? "",
          due: dueVersion(contract) ?? "",
          bump: contract.change.bump,
          because: reasonOf(contract.change),
        },
      };
    }
  },

  explain: ({ kind, line, date, path, before, after, due, bump, because }) => ({
    what:
      after === ""
        ? `${code(path)} has lost its version, which was ${code(before)}.`
        : after === before
          ? `${code(path)} is still at version ${code(before)}, though what it promises changes: ${because}.`
          : `The version of ${code(path)} goes back, from ${code(before)} to ${code(after)}.`,
    why: "Whoever relies on the contract compares versions to learn that something is different.",
    fix:
      due === ""
        ? `Write a version above ${code(before)} into the header.`
        : `This is a ${bump} change. Write into the header:\n\n${fenced(languageOf(kind), line)}${date === "" ? "" : `\n\nand the day on which that is:\n\n${fenced(languageOf(kind), date)}`}`,
  }),
});

/** The line Last Updated with the date of this change, where the header still has the one of the base: last-updated-stale would ask for it next. */
function dateLine(contract: VersionedContract, { evidence }: RuleContext): string | undefined {
  const { base, head } = contract;
  const date = head.lastUpdated?.value.trim();
  if (date === undefined || date !== base?.lastUpdated?.value.trim()) return undefined;
  if (currentDates(base, head, evidence).has(date)) return undefined;
  return lastUpdatedLine(contract, evidence.today ?? "YYYY-MM-DD");
}

/** Whether the version stays or goes back. A newer one in the change log is a header that was forgotten, which changelog-contradicts-header says. */
function stands(contract: VersionedContract, before: string, after: string | undefined): boolean {
  if (after === undefined) return true;
  if (contract.change.bump === "none") return false;
  const [from, to] = [parseVersion(before), parseVersion(after)];
  if (after !== before) {
    const taken = contract.base?.changeLog.some(({ version }) => version?.trim() === after) ?? false;
    return from !== undefined && to !== undefined && !taken && bumpBetween(from, to) === "backwards";
  }
  return !newEntries(contract.base, contract.head).some((entry) => (entry.version?.trim() ?? before) !== before);
}
