import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { unnamedModules } from "./unnamed-modules.ts";

const usedBy =
  "**Used By (Modules):**\n- `auth-service` - Signs people in\n- `profile-api` - Reads and writes profiles\n";

/** Without a module under Used By nobody can say whom a change affects; a changed object is where it has to be written down. */
export const usedByMissing = defineRule({
  id: "used-by-missing",
  on: "pull-request",
  section: "Dependencies",
  severity: "warning",
  summary: "Require every new or changed table, view and routine to name the modules that use it",
  whenToWaive: "When nobody uses it yet; better still, say so under Used By: None yet.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      {
        title: "A changed table that names nobody",
        migration: "ALTER TABLE users ADD COLUMN phone text;",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [[usedBy, "**Used By (Modules):**\n"]] },
      },
      {
        title: "The template's words stand in place of a name",
        migration: "ALTER TABLE users ADD COLUMN phone text;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [usedBy, "**Used By (Modules):**\n- [Module Name] - [How it uses this table]\n"],
          ],
        },
      },
      {
        title: "A redefined function whose section has no such part",
        migration:
          "CREATE OR REPLACE FUNCTION user_total(integer) RETURNS numeric LANGUAGE sql STABLE\nAS 'SELECT coalesce(sum(total), 0) FROM orders WHERE user_id = $1';",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["**Called By:**\n- `reporting` - Best customers", ""]] },
      },
    ],
    valid: [
      {
        title: "A function that stays as it is",
        migration: "COMMENT ON FUNCTION user_total(integer) IS 'in euros';",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [["**Called By:**\n- `reporting` - Best customers", ""]] },
      },
      { title: "The modules are named", migration: "ALTER TABLE users ADD COLUMN phone text;" },
      {
        title: "An untouched table is old debt",
        migration: "ALTER TABLE orders ADD COLUMN note text;",
        edits: { "DATABASE_SCHEMA_CONTRACT.md": [[usedBy, "**Used By (Modules):**\n"]] },
      },
      {
        title: "A table without a section: table-undocumented speaks",
        migration: "CREATE TABLE coupons (code text PRIMARY KEY);",
      },
      {
        title: "A name beside the template's words: contract-placeholder speaks",
        migration: "ALTER TABLE users ADD COLUMN phone text;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [[usedBy, `${usedBy}- [Service Name] - [Read/Write operations]\n`]],
        },
      },
      { title: "Only data", migration: "UPDATE users SET name = 'Ann' WHERE id = 1;" },
    ],
  },

  *check(context) {
    for (const { name, noun, label, headingAt } of unnamedModules(context)) {
      yield { at: headingAt, subject: name, data: { name, noun, label } };
    }
  },

  explain: ({ name, noun, label }) => ({
    what: `The ${noun} ${code(name)} changes, and its section names no module under **${label}**.`,
    why: "The Breaking Change Protocol begins with these lists: without one, nobody can be asked and nobody is told.",
    fix: `Name each module that reads or writes it:\n\n${fenced("markdown", `**${label}:**\n- \`module-name\` - How it uses ${name}`)}`,
  }),
});
