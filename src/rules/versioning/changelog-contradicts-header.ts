import type { ChangeLogEntry } from "../../model/contract.ts";
import { code } from "../../text/markdown.ts";
import { compareVersions, parseVersion } from "../../text/semver.ts";
import { defineRule } from "../define-rule.ts";
import { newEntries } from "./change-log.ts";
import { isVersionChanged, versionedContracts } from "./versioned-contracts.ts";

const lastEntry =
  "| 2026-03-01 | 1.4.0 | orders team | Marked users.nickname deprecated | profile-api stops reading it |\n";
const entry = (version: string) =>
  [lastEntry, `${lastEntry}| 2026-03-02 | ${version} | users team | Added users.phone | None |\n`] as const;

/** The header's version is the one of the newest entry: two answers to "which version is this" are none. */
export const changelogContradictsHeader = defineRule({
  id: "changelog-contradicts-header",
  on: "pull-request",
  section: "Change Log",
  severity: "error",
  summary: "Require the header's version to be the newest one of the change log",
  whenToWaive: "Hardly ever: one of the two is wrong.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      { title: "The header was forgotten", edits: { "DATABASE_SCHEMA_CONTRACT.md": [entry("1.5.0")] } },
      {
        title: "Header and entry disagree",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [entry("1.5.0"), ["**Version:** 1.4.0", "**Version:** 2.0.0"]] },
      },
    ],
    valid: [
      {
        title: "They agree",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [entry("1.5.0"), ["**Version:** 1.4.0", "**Version:** 1.5.0"]] },
      },
      {
        title: "Written with and without v",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [entry("v1.5.0"), ["**Version:** 1.4.0", "**Version:** 1.5.0"]] },
      },
      {
        title: "A second entry for one version",
        migration: "ALTER TABLE users ADD COLUMN phone text;",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [entry("1.4.0")] },
      },
      {
        title: "Both say a version that is behind: version-not-bumped speaks",
        migration: "ALTER TABLE users ADD COLUMN phone text;",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [entry("1.3.5"), ["**Version:** 1.4.0", "**Version:** 1.3.5"]] },
      },
      {
        title: "The header is no semantic version: version-not-semver speaks",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [entry("1.5.0"), ["**Version:** 1.4.0", "**Version:** 1.5"]] },
      },
      { title: "Nothing new in the change log", migration: "ALTER TABLE users ADD COLUMN phone text;" },
      {
        title: "It was so before",
        base: {
          "API_CONTRACT.md":
            "# API Contract\n\n**Version:** 1.0.0\n\n## Change Log\n\n| Date | Version | Changes |\n|---|---|---|\n| 2026-01-01 | 1.1.0 | First |\n",
        },
        migration: "ALTER TABLE users ADD COLUMN phone text;",
      },
    ],
  },

  *check(context) {
    for (const contract of versionedContracts(context)) {
      const { base, head } = contract;
      const added = newEntries(base, head);
      const version = head.version;
      if (version === undefined || added.length === 0) continue;
      const newest = newestEntry(head.changeLog);
      if (newest === undefined || agrees(version.value, newest, newestEntry(added))) continue;
      // What is no semantic version is said by version-not-semver.
      if (isVersionChanged(contract) && parseVersion(version.value) === undefined) continue;
      yield {
        at: version.at,
        related: [newest.at],
        subject: contract.kind,
        stated: base === undefined || contract.keepsChangeLog,
        data: {
          path: contract.path,
          header: version.value.trim(),
          line: version.at.start.line,
          newest: newest.version?.trim() ?? "",
          entryLine: newest.at.start.line,
        },
      };
    }
  },

  explain: ({ path, header, line, newest, entryLine }) => ({
    what: `${code(path)} says version ${code(header)} in its header and ${code(newest)} in its newest change log entry.`,
    why: "Nobody can tell which version this contract is.",
    fix: `Make line ${line} (header) and line ${entryLine} (change log) say the same version.`,
  }),
});

/**
 * The header speaks of the newest entry of all, or of the newest that is new: one that is behind the log, or already taken, is wrong in both places
 * alike, which version-not-bumped and version-already-taken say.
 */
function agrees(version: string, ...newest: readonly (ChangeLogEntry | undefined)[]): boolean {
  return newest.some((entry) => entry?.version !== undefined && isSame(entry.version, version));
}

/** The entry with the highest semantic version; `undefined` where none has one. */
function newestEntry(entries: readonly ChangeLogEntry[]): ChangeLogEntry | undefined {
  const versioned = entries.flatMap((entry) => {
    const version = parseVersion(entry.version ?? "");
    return version === undefined ? [] : [{ entry, version }];
  });
  return versioned.sort((left, right) => compareVersions(right.version, left.version))[0]?.entry;
}

function isSame(left: string, right: string): boolean {
  const [one, other] = [parseVersion(left), parseVersion(right)];
  return one !== undefined && other !== undefined ? compareVersions(one, other) === 0 : left.trim() === right.trim();
}
