import type { ObjectChanges } from "../../model/change.ts";
import type { ModuleUse } from "../../model/contract.ts";
import type { Location } from "../../model/location.ts";
import { fenced } from "../../text/fenced.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { changedTables } from "../schema-changes.ts";

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
      { title: "Only data", migration: "UPDATE users SET name = 'Ann' WHERE id = 1;" },
    ],
  },

  *check(context) {
    for (const { name, noun, label, headingAt, modules } of touchedSections(context)) {
      if (modules !== undefined && modules.length > 0) continue;
      yield { at: headingAt, subject: name, data: { name, noun, label } };
    }
  },

  explain: ({ name, noun, label }) => ({
    what: `The ${noun} ${code(name)} changes, and its section names no module under **${label}**.`,
    why: "The Breaking Change Protocol begins with these lists: without one, nobody can be asked and nobody is told.",
    fix: `Name each module that reads or writes it:\n\n${fenced("markdown", `**${label}:**\n- \`module-name\` - How it uses ${name}`)}`,
  }),
});

type TouchedSection = {
  readonly name: string;
  readonly noun: string;
  readonly label: string;
  readonly headingAt: Location;
  readonly modules: readonly ModuleUse[] | undefined;
};

function* touchedSections({ comparison: { schemaChange }, head }: RuleContext): Iterable<TouchedSection> {
  const contract = head.database;
  if (contract === undefined) return;
  const { tables, views, routines } = schemaChange;
  for (const name of [...tables.added.map((table) => table.name), ...changedTables(schemaChange)]) {
    const section = contract.tables.get(name);
    if (section === undefined) continue;
    yield { name, noun: "table", label: "Used By (Modules)", headingAt: section.headingAt, modules: section.usedBy };
  }
  for (const name of namesOf(views)) {
    const section = contract.views.get(name);
    if (section === undefined) continue;
    yield { name, noun: "view", label: "Used By", headingAt: section.headingAt, modules: section.usedBy };
  }
  for (const signature of namesOf(routines)) {
    const name = signature.replace(/\(.*$/, "");
    const section = contract.routines.get(name);
    if (section === undefined) continue;
    yield { name, noun: "routine", label: "Called By", headingAt: section.headingAt, modules: section.calledBy };
  }
}

function namesOf({ added, changed, renamed }: ObjectChanges): readonly string[] {
  return [...added.map(({ name }) => name), ...changed.map(({ name }) => name), ...renamed.map(({ to }) => to)];
}
