import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { dueVersion } from "./due-version.ts";
import { isVersionChanged, languageOf, versionedContracts, versionLine } from "./versioned-contracts.ts";

const header = (status: string) =>
  `# API Contract\n\n**Version:** ${status}\n\n## Change Log\n\n| Date | Version | Agent/Author | Changes | Impact |\n|---|---|---|---|---|\n| 2026-03-01 | 2.2.0 | a | b | c |\n| 2026-02-01 | 2.1.0 | a | b | c |\n`;

/** Two changes under one version cannot be told apart: the base branch's change log says which are taken. */
export const versionAlreadyTaken = defineRule({
  id: "version-already-taken",
  on: "pull-request",
  section: "CRITICAL RULES",
  severity: "error",
  summary: "Disallow a version that the base branch's change log has already given away",
  whenToWaive: "Not at all: two contents under one version cannot be told apart.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      {
        title: "Another pull request took the number",
        base: { "API_CONTRACT.md": header("2.1.0") },
        edits: { "API_CONTRACT.md": [["**Version:** 2.1.0", "**Version:** 2.2.0"]] },
      },
      {
        title: "Back to an old one",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["**Version:** 1.4.0", "**Version:** 1.3.0"]] },
      },
    ],
    valid: [
      { title: "A free one", edits: { "DATABASE_SCHEMA_CONTRACT.md": [["**Version:** 1.4.0", "**Version:** 1.5.0"]] } },
      { title: "It stays", migration: "CREATE TABLE coupons (code text PRIMARY KEY);" },
      {
        title: "Each contract counts by itself",
        edits: { "SQL_CONTRACT.json": [['"contract_version": "1.2.0"', '"contract_version": "1.3.0"']] },
      },
      {
        title: "The first contract takes what it likes",
        head: { "docs/API_CONTRACT.md": header("2.1.0"), "API_CONTRACT.md": null },
        base: { "API_CONTRACT.md": "# API Contract\n" },
      },
    ],
  },

  *check(context) {
    for (const contract of versionedContracts(context)) {
      const version = contract.head.version;
      if (version === undefined || !isVersionChanged(contract)) continue;
      const taken = contract.base?.changeLog.find((entry) => entry.version?.trim() === version.value.trim());
      if (taken === undefined) continue;
      yield {
        at: version.at,
        subject: `${contract.kind} ${version.value.trim()}`,
        data: {
          kind: contract.kind,
          line: versionLine(contract, dueVersion(contract) ?? ""),
          path: contract.path,
          version: version.value.trim(),
          date: taken.date ?? "",
          due: dueVersion(contract) ?? "",
        },
      };
    }
  },

  explain: ({ kind, line, path, version, date, due }) => ({
    what: `The base branch's change log of ${code(path)} has a version ${code(version)} already${date === "" ? "" : `, of ${code(date)}`}.`,
    why: "Two states of the contract under one version cannot be told apart.",
    fix:
      due === "" || due === version
        ? "Take the next free version, in the header and in the new entry of the Change Log."
        : `Take the next free one, in the header and in the new entry of the Change Log:\n\n${fenced(languageOf(kind), line)}`,
  }),
});
