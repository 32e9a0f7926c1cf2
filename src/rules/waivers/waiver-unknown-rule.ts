import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { mentionsOf } from "./mentions.ts";

const drop = "DROP TABLE IF EXISTS users CASCADE;";

/** A waiver of a rule that does not exist hides a slip of the pen. */
export const waiverUnknownRule = defineRule({
  id: "waiver-unknown-rule",
  on: "waivers",
  section: "CRITICAL RULES",
  severity: "error",
  summary: "Disallow waivers of rules that do not exist",
  whenToWaive: "Never; correct the id or take the waiver out.",
  examples: {
    invalid: [
      {
        title: "A slip of the pen",
        migration: `-- schema-warden: allow drop-cascde because the view goes with it\n${drop}`,
      },
      {
        title: "The name of another tool's rule",
        migration: `-- schema-warden: allow drop-cascade, ban-drop-table because the view goes with it\n${drop}`,
      },
      {
        title: "The word of another tool",
        migration: `-- schema-warden: ignore drop-cascade because the view goes with it\n${drop}`,
      },
    ],
    valid: [
      {
        title: "A sentence that begins so",
        migration: `-- schema-warden: ignored tables are listed in the wiki\n${drop}`,
      },
      {
        title: "One that names a rule twice",
        migration: `-- schema-warden: allow drop-cascade, drop-cascade because the view goes with it\n${drop}`,
      },
      {
        title: "A rule that exists",
        migration: `-- schema-warden: allow drop-cascade because the view goes with it\n${drop}`,
      },
      {
        title: "Several that exist",
        migration: `-- schema-warden: allow drop-cascade, dropped-while-used because the module goes in the same release\n${drop}`,
      },
      { title: "Another tool's comment", migration: `-- squawk-ignore ban-drop-table\n${drop}` },
      {
        title: "In a string, which is no comment",
        migration: "INSERT INTO users (email) VALUES ('-- schema-warden: allow nothing because x');",
      },
    ],
  },

  *check(waivers) {
    for (const { waiver, old } of waivers) {
      const { word, rules, reason } = waiver;
      if (old || (word === "allow" && (rules.length > 0 || reason === undefined))) continue;
      const names = rules.map(({ value }) => value);
      yield { at: waiver.at, subject: names.join(", "), data: { name: "", nearest: "", word, names } };
    }
    for (const { name, nearest = "" } of mentionsOf(waivers, "unknown-rule"))
      yield { at: name.at, subject: name.value, data: { name: name.value, nearest, word: "allow", names: [] } };
  },

  explain: ({ name, nearest, word, names }) => ({
    what:
      word !== "allow"
        ? `${code(`schema-warden: ${word}`)} is no waiver, so it sets nothing aside.`
        : name === ""
          ? "This waiver names no rule."
          : `There is no rule called ${code(name)}.`,
    why: "What is not named by its own id is not set aside.",
    fix:
      word !== "allow"
        ? `Write ${code(`schema-warden: allow ${names.slice(0, 5).join(", ") || "<rule>"} because <reason>`, 200)}.`
        : nearest === ""
          ? "Write the id as it stands below a finding; `schema-warden rules` lists all of them."
          : `Did you mean ${code(nearest)}?`,
  }),
});
