import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { isTooLarge } from "./due-version.ts";
import { wrongSteps } from "./version-steps.ts";

const migration = "CREATE TABLE coupons (code text PRIMARY KEY);";
const to = (version: string) => ({
  "DATABASE_SCHEMA_CONTRACT.md": [["**Version:** 1.4.0", `**Version:** ${version}`]] as const,
});

/** A major version that breaks nothing makes readers look for what is not there. */
export const versionBumpTooLarge = defineRule({
  id: "version-bump-too-large",
  on: "pull-request",
  section: "CRITICAL RULES",
  severity: "info",
  summary: "Point out a version that announces more than the pull request changes",
  whenToWaive: "Nothing to waive: it informs and never fails a check.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      { title: "Major for a new table", migration, edits: to("2.0.0") },
      { title: "A number is left out", migration, edits: to("1.6.0") },
    ],
    valid: [
      { title: "Minor for a new table", migration, edits: to("1.5.0") },
      { title: "Major for what breaks", migration: "ALTER TABLE users DROP COLUMN email;", edits: to("2.0.0") },
      { title: "Not bumped", migration },
      { title: "A version for a new edition of the text", edits: to("2.0.0") },
      { title: "A pre-release", migration, edits: to("2.0.0-rc.1") },
    ],
  },

  check: (context) => wrongSteps(context, isTooLarge),

  explain: ({ path, before, after, due, bump, because }) => ({
    what: `${code(path)} goes from ${code(before)} to ${code(after)}; the change is ${bump}: ${because}.`,
    why: "Readers who trust the numbers look for a break that is not there, or for a version that was never made.",
    fix: `${code(due)} would say it.`,
  }),
});
