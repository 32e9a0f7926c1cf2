import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { mentionsOf } from "./mentions.ts";

const drop = "DROP TABLE IF EXISTS users CASCADE;";

/** A waiver that sets nothing aside will hide the first real finding that comes its way. */
export const waiverUnused = defineRule({
  id: "waiver-unused",
  on: "waivers",
  section: "CRITICAL RULES",
  severity: "warning",
  summary: "Warn of new waivers that set nothing aside",
  whenToWaive: "Never; take the waiver out, and write it again when there is something to set aside.",
  examples: {
    invalid: [
      {
        title: "Nothing of the kind is found at the statement",
        migration:
          "-- schema-warden: allow drop-cascade because the view goes with it\nALTER TABLE users ADD COLUMN IF NOT EXISTS phone text;",
      },
      {
        title: "What it means stands at another statement",
        migration: `-- schema-warden: allow drop-cascade because the view goes with it\nDROP TABLE IF EXISTS legacy;\n${drop}`,
      },
    ],
    valid: [
      {
        title: "Before the statement",
        migration: `-- schema-warden: allow drop-cascade because the view goes with it\n${drop}`,
      },
      { title: "On its line", migration: `${drop} -- schema-warden: allow drop-cascade because the view goes with it` },
      {
        title: "Inside of it",
        migration:
          "DROP TABLE IF EXISTS users\n  -- schema-warden: allow drop-cascade because the view goes with it\n  CASCADE;",
      },
      {
        title: "For the whole file",
        migration: `ALTER TABLE users ADD COLUMN IF NOT EXISTS phone text;\n-- schema-warden: allow-file drop-cascade because the view goes with it\n${drop}`,
      },
      {
        title: "An old one in a contract that changes elsewhere",
        base: {
          "API_CONTRACT.md":
            "# API Contract\n\n**Version:** 1.0.0\n\n<!-- schema-warden: allow endpoint-status-stale because the gateway owns it -->\n## Endpoints\n\nNone yet.\n",
        },
        edits: { "API_CONTRACT.md": [["None yet.", "None so far."]] },
      },
    ],
  },

  *check(waivers) {
    for (const { name, judged } of mentionsOf(waivers, "unused"))
      yield { at: name.at, subject: name.value, data: { name: name.value, scope: judged.waiver.scope } };
  },

  explain: ({ name, scope }) => ({
    what: `This waiver of ${code(name)} sets nothing aside: the rule finds nothing in the ${scope} that it covers.`,
    why: "Left there, it would hide the first thing that the rule does find, for a reason that was never meant for it.",
    fix:
      scope === "file"
        ? "Take it out."
        : `Take it out, or move it to what it is meant for. A whole file is covered by ${code("schema-warden: allow-file")}.`,
  }),
});
