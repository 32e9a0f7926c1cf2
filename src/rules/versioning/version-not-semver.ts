import { code } from "../../text/markdown.ts";
import { nextVersion, parseVersion } from "../../text/semver.ts";
import { defineRule } from "../define-rule.ts";
import { dueVersion } from "./due-version.ts";
import { isVersionChanged, type VersionedContract, versionedContracts } from "./versioned-contracts.ts";

const to = (version: string) => ({
  "DATABASE_SCHEMA_CONTRACT.md": [["**Version:** 1.4.0", `**Version:** ${version}`]] as const,
});

/** All three contracts version by semver; another scheme cannot be compared. */
export const versionNotSemver = defineRule({
  id: "version-not-semver",
  on: "pull-request",
  section: "CRITICAL RULES",
  severity: "error",
  summary: "Require a contract's new version to be a semantic version",
  whenToWaive:
    "When the contract counts its versions in another way on purpose; switching the rule off says it once for all.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      { title: "Two numbers", edits: to("1.5") },
      {
        title: "A word",
        edits: { "SQL_CONTRACT.json": [['"contract_version": "1.2.0"', '"contract_version": "next"']] },
      },
    ],
    valid: [
      { title: "Three numbers", edits: to("1.5.0") },
      { title: "With a leading v", edits: to("v1.5.0") },
      { title: "A pre-release with build metadata", edits: to("2.0.0-rc.1+build.7") },
      {
        title: "It was so before",
        base: { "DATABASE_SCHEMA_CONTRACT.md": "# Database Schema Contract\n\n**Version:** spring\n\n## Tables\n" },
        migration: "CREATE TABLE coupons (code text PRIMARY KEY);",
      },
      { title: "Nothing is touched", head: { "src/auth.js": "export const signIn = 2;\n" } },
    ],
  },

  *check(context) {
    for (const contract of versionedContracts(context)) {
      const version = contract.head.version;
      // A placeholder is the template's, which contract-placeholder says.
      if (version === undefined || !isVersionChanged(contract) || version.value.trim().startsWith("[")) continue;
      if (parseVersion(version.value) !== undefined) continue;
      yield {
        at: version.at,
        subject: contract.kind,
        data: { path: contract.path, version: version.value.trim(), due: dueVersion(contract) ?? nextPatch(contract) },
      };
    }
  },

  explain: ({ path, version, due }) => ({
    what: `The version ${code(version)} of ${code(path)} is no semantic version.`,
    why: "Versions are compared to find out what was released when and whether a change breaks readers; this one cannot be.",
    fix: `Write major.minor.patch, as in ${code(due)}.`,
  }),
});

function nextPatch({ base }: VersionedContract): string {
  const version = parseVersion(base?.version?.value ?? "");
  return version === undefined ? "1.0.0" : nextVersion(version, "patch");
}
