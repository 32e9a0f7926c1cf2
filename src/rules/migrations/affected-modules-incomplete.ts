import { code, codeList } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { withEntry } from "./example-entry.ts";
import { entriesWithMigrations } from "./history-entries.ts";
import { assess } from "./history-template.ts";

const dropping = "ALTER TABLE users DROP COLUMN email;";
const yes = ["**Breaking Change:** NO", "**Breaking Change:** YES"] as const;

/** Impact analysis is a list of those to be told; whom the contracts name as a reader that breaks is on it. */
export const affectedModulesIncomplete = defineRule({
  id: "affected-modules-incomplete",
  on: "pull-request",
  section: "Migration History",
  severity: "error",
  summary: "Require every module that a migration breaks under Affected Modules",
  whenToWaive: "When the module is named in Used By and does not use what changes.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      { title: "`auth-service` reads the column", migration: dropping, edits: withEntry(yes) },
      {
        title: "`reporting` reads it through a function, and only the others are listed",
        migration: "DROP FUNCTION user_total(integer);",
        edits: withEntry(yes, ["**Affected Modules:** None", "**Affected Modules:** order-service"]),
      },
    ],
    valid: [
      {
        title: "Everybody is told",
        migration: "DROP FUNCTION user_total(integer);",
        edits: withEntry(yes, ["**Affected Modules:** None", "**Affected Modules:** All"]),
      },
      {
        title: "The modules are listed",
        migration: dropping,
        edits: withEntry(yes, [
          "**Affected Modules:** None",
          "**Affected Modules:** `auth-service`, profile-api, order-service and reporting",
        ]),
      },
      {
        title: "More than those are listed",
        migration: "ALTER TABLE users ADD COLUMN phone text;",
        edits: withEntry(["**Affected Modules:** None", "**Affected Modules:** Auth-Service"]),
      },
      { title: "Nobody breaks", migration: "ALTER TABLE users ADD COLUMN phone text;", edits: withEntry() },
      { title: "No entry at all: migration-history-missing speaks", migration: dropping },
    ],
  },

  *check(context) {
    for (const { entry, migrations } of entriesWithMigrations(context)) {
      const listed = entry.affectedModules;
      if (listed === undefined) continue;
      const text = listed.value.join(" ").toLowerCase();
      if (/\ball\b/.test(text)) continue;
      const missing = assess(context, migrations).modules.filter(
        (name) => isModule(name) && !text.includes(name.toLowerCase()),
      );
      if (missing.length === 0) continue;
      yield {
        at: listed.at,
        subject: entry.id,
        data: { id: entry.id, missing, all: [...listed.value.filter(isModule), ...missing] },
      };
    }
  },

  explain: ({ id, missing, all }) => ({
    what: `The Migration History entry ${code(id)} does not list ${codeList(missing)}, which the migration breaks.`,
    why: "Whoever looks after a module that is not listed is not told, and finds out when it fails.",
    fix: `Write ${code(`- **Affected Modules:** ${all.join(", ")}`, 400)}.`,
  }),
});

/** A word for nobody is no module, and neither is the file of a controller. */
function isModule(text: string): boolean {
  return !/^\W*(none|n\/a|-)?\W*$/i.test(text) && !text.includes("/");
}
