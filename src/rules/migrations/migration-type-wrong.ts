import { code } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { withEntry } from "./example-entry.ts";
import { entriesWithMigrations } from "./history-entries.ts";

const dataType = ["**Type:** Schema Change", "**Type:** Data Migration"] as const;
const schemaWork = "ALTER TABLE users ADD COLUMN phone text;";
const dataWork = "UPDATE users SET name = email WHERE name IS NULL;";

/** A schema change and a data migration run at different times and are undone differently; the entry says which it is. */
export const migrationTypeWrong = defineRule({
  id: "migration-type-wrong",
  on: "pull-request",
  section: "Migration History",
  severity: "warning",
  summary: "Require Type in a Migration History entry to say what the migration does",
  whenToWaive: "When the contract's own words for types differ from the template's.",
  mend: ["edit-contract"],
  examples: {
    invalid: [
      { title: "A data migration that changes the schema", migration: schemaWork, edits: withEntry(dataType) },
      { title: "A schema change that only changes data", migration: dataWork, edits: withEntry() },
    ],
    valid: [
      { title: "A schema change", migration: schemaWork, edits: withEntry() },
      { title: "A data migration", migration: dataWork, edits: withEntry(dataType) },
      {
        title: "A data migration by way of a temporary table",
        migration: `CREATE TEMPORARY TABLE batch (id integer);\n${dataWork}`,
        edits: withEntry(dataType),
      },
      {
        title: "Both, said so",
        migration: `${schemaWork}\n${dataWork}`,
        edits: withEntry(["Schema Change", "Schema Change and Data Migration"]),
      },
      { title: "A type of the project's own", migration: schemaWork, edits: withEntry(["Schema Change", "Expand"]) },
    ],
  },

  *check(context) {
    for (const { entry, migrations } of entriesWithMigrations(context)) {
      const says = {
        schema: /schema|ddl/i.test(entry.type?.value ?? ""),
        data: /data(?!base)|dml/i.test(entry.type?.value ?? ""),
      };
      if (entry.type === undefined || says.schema === says.data) continue;
      const changesSchema = migrations.some(({ work }) => work.schema);
      if (says.schema === changesSchema) continue;
      yield { at: entry.type.at, subject: entry.id, data: { id: entry.id, type: entry.type.value, changesSchema } };
    }
  },

  explain: ({ id, type, changesSchema }) => ({
    what: `The Migration History entry ${code(id)} says ${code(type)}, but the migration ${changesSchema ? "changes the schema" : "changes data only"}.`,
    why: changesSchema
      ? "Schema changes go first, lock tables and need a rollback of their own; people plan by this line."
      : "People plan by this line: a data migration runs later, longer, and can be repeated.",
    fix: `Write ${code(`**Type:** ${changesSchema ? "Schema Change" : "Data Migration"}`)}.`,
  }),
});
