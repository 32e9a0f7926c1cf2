import { code, codeList } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";

const drop = "DROP TABLE IF EXISTS users CASCADE;";

/** A waiver is a decision, and whoever comes later must be able to follow it. */
export const waiverWithoutReason = defineRule({
  id: "waiver-without-reason",
  on: "waivers",
  section: "CRITICAL RULES",
  severity: "error",
  summary: "Require a reason in every waiver",
  whenToWaive: "Never; write the reason.",
  examples: {
    invalid: [
      { title: "No reason", migration: `-- schema-warden: allow drop-cascade\n${drop}` },
      {
        title: "A placeholder is no reason",
        migration: `-- schema-warden: allow drop-cascade because <reason>\n${drop}`,
      },
    ],
    valid: [
      {
        title: "A reason on the same line",
        migration: `-- schema-warden: allow drop-cascade because the view goes with it on purpose\n${drop}`,
      },
      {
        title: "A reason in another language",
        migration: `/* schema-warden: allow drop-cascade because ビューも一緒に消す */\n${drop}`,
      },
      {
        title: "A comment that only speaks of waivers",
        migration: `-- There is no schema-warden: allow here.\n${drop}`,
      },
      {
        title: "It stands on the base branch already",
        base: {
          "migrations/0003_old.sql": "-- schema-warden: allow drop-cascade\nDROP TABLE IF EXISTS legacy CASCADE;\n",
        },
        edits: { "migrations/0003_old.sql": [["legacy CASCADE", "older CASCADE"]] },
      },
    ],
  },

  *check(waivers) {
    for (const { waiver, old } of waivers) {
      if (old || waiver.reason !== undefined || waiver.word !== "allow") continue;
      const names = waiver.rules.map(({ value }) => value);
      yield { at: waiver.at, subject: names.join(", "), data: { names, isMember: /\.jsonc?$/i.test(waiver.at.path) } };
    }
  },

  explain: ({ names, isMember }) => ({
    what: `This waiver of ${names.length === 0 ? "no rule" : codeList(names)} gives no reason, so it sets nothing aside.`,
    why: "A waiver is shown to the reviewer and stays in the file. Without its reason nobody can tell whether it still holds.",
    fix: isMember
      ? `Add it as a member of the same object: ${code('"because": "<reason>"')}.`
      : `Add it on the same line: ${code(`schema-warden: allow ${names.slice(0, 5).join(", ") || "<rule>"} because <reason>`, 200)}.`,
  }),
});
