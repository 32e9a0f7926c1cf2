import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { mentionsOf } from "./mentions.ts";

const drop = "DROP TABLE IF EXISTS users CASCADE;";

/** Some rules are not the author's to set aside. */
export const waiverNotPermitted = defineRule({
  id: "waiver-not-permitted",
  on: "waivers",
  section: "CRITICAL RULES",
  severity: "error",
  summary: "Disallow waivers of rules that policy lets nobody waive",
  whenToWaive: "Never; change `waivers.forbidden` in the configuration if the rule should be waivable.",
  examples: {
    invalid: [
      {
        title: "The contract must be readable",
        migration: `-- schema-warden: allow contract-unreadable because we mend it later\n${drop}`,
      },
      {
        title: "Rules about waivers cannot be waived",
        migration: `-- schema-warden: allow-file waiver-unused because we like them\n${drop}`,
      },
    ],
    valid: [
      {
        title: "An ordinary rule",
        migration: `-- schema-warden: allow drop-cascade because the view goes with it\n${drop}`,
      },
      { title: "No waiver", migration: drop },
      {
        title: "It stands on the base branch already",
        base: {
          "migrations/0003_old.sql":
            "-- schema-warden: allow contract-unreadable because it was permitted then\nDROP TABLE IF EXISTS legacy;\n",
        },
        edits: { "migrations/0003_old.sql": [["IF EXISTS legacy", "IF EXISTS older"]] },
      },
      {
        title: "A rule that does not exist is unknown, not forbidden",
        migration: `-- schema-warden: allow contract-unreadible because we mend it later\n${drop}`,
      },
    ],
  },

  *check(waivers) {
    for (const { name } of mentionsOf(waivers, "not-permitted"))
      yield { at: name.at, subject: name.value, data: { name: name.value } };
  },

  explain: ({ name }) => ({
    what: `${code(name)} may not be waived here, so this sets nothing aside.`,
    why: "The repository's policy, which comes from the base branch, keeps this rule from being set aside in a pull request.",
    fix: "Take the waiver out and mend what the rule finds, or ask whoever keeps the policy.",
  }),
});
