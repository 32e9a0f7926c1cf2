import { codeList } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { subjectOf } from "./discrepancies.ts";

/** Debt is counted once and gates nobody: what was untrue before this pull request is not its author's to mend. */
export const contractDrift = defineRule({
  id: "contract-drift",
  on: "pull-request",
  section: "Tables",
  severity: "info",
  summary: "Count where the contract was untrue already before the pull request",
  examples: {
    invalid: [
      {
        title: "A table that the contract never had is changed",
        migration: "ALTER TABLE legacy_import ADD COLUMN batch integer;\nALTER TABLE users ADD COLUMN phone text;",
        base: { "migrations/0000_legacy.sql": "CREATE TABLE legacy_import (id integer);\n" },
      },
    ],
    valid: [
      { title: "The contract was true", migration: "ALTER TABLE users ADD COLUMN phone text;" },
      { title: "The pull request itself makes it untrue", migration: "DROP TABLE orders CASCADE;" },
      { title: "No schema is touched", head: { "src/auth.js": "export const signIn = 2;\n" } },
      { title: "No contract to be untrue", head: { "DATABASE_SCHEMA_CONTRACT.md": null } },
    ],
  },

  *check({ head, comparison }) {
    const contract = head.database;
    const drift = comparison.discrepancies.filter(({ introduced }) => !introduced);
    const first = drift[0];
    if (contract === undefined || first === undefined) return;
    yield {
      at: contract.parts.tables ?? first.contractAt,
      subject: contract.path,
      data: { count: drift.length, names: [...new Set(drift.map(subjectOf))] },
    };
  },

  explain: ({ count, names }) => ({
    what: `The contract was untrue in ${count === 1 ? "one place" : `${count} places`} before this pull request: ${codeList(names)}.`,
    why: "It is not part of this change and holds nothing up, but readers are misled until somebody mends it.",
    fix: "Correct these places in a pull request of their own.",
  }),
});
