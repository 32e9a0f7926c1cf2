import { prose } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";

const path = ".github/schema-warden.yml";
const brought = (text: string) => ({ head: { [path]: text } });

/** A configuration that is merged with a mistake in it stops the review of every pull request after it. */
export const configurationInvalid = defineRule({
  id: "configuration-invalid",
  on: "pull-request",
  section: "CRITICAL RULES",
  severity: "error",
  summary: "Disallow merging a configuration of Schema Warden that is not valid",
  whenToWaive: "Never: with it, no later pull request can be reviewed.",
  examples: {
    invalid: [
      { title: "A key that does not exist", ...brought("ruels:\n  drop-column: warning\n") },
      { title: "A severity that does not exist", ...brought("rules:\n  drop-column: fatal\n") },
      { title: "Indented with a tab", ...brought("rules:\n\tdrop-column: off\n") },
      { title: "A contract that is not there", ...brought("contracts: { database: docs/NOPE.md }\n") },
    ],
    valid: [
      {
        title: "A contract that comes with it",
        head: {
          [path]: "contracts: { database: docs/CONTRACT.md }\n",
          "docs/CONTRACT.md": "# Database Schema Contract\n\n**Version:** 1.0.0\n",
        },
      },
      {
        title: "A contract that is there",
        base: { "docs/CONTRACT.md": "# Database Schema Contract\n\n**Version:** 1.0.0\n" },
        ...brought("contracts: { database: docs/CONTRACT.md }\n"),
      },
      { title: "A rule by its severity", ...brought("rules:\n  drop-column: warning\n") },
      { title: "A rule with a mapping", ...brought("rules:\n  drop-column: { severity: info }\n") },
      { title: "Nothing but comments", ...brought("# rules:\n#   drop-column: off\n") },
      { title: "A key that is left empty", ...brought("rules:\n") },
      { title: "The configuration goes", base: { [path]: "rules:\n  drop-column: info\n" }, head: { [path]: null } },
      { title: "Another tool's configuration", head: { ".github/other.yml": "ruels:\n  drop-column: warning\n" } },
    ],
  },

  *check({ configuration }) {
    for (const { at, message } of configuration?.problems ?? []) {
      yield { at, subject: at.path, data: { message } };
    }
  },

  explain: ({ message }) => ({
    what: prose(message),
    why: "Once this is merged, every pull request goes by it: with a mistake none is reviewed until it is mended, and without a contract that it names none is held to its promises.",
    fix: "Mend this line. `schema-warden config` checks the file in your clone.",
  }),
});
