import type { Location } from "../../model/location.ts";
import { keyOf } from "../../model/name.ts";
import { codeList } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { isSchemaChange } from "../schema-changes.ts";
import { subjectOf } from "./discrepancies.ts";

const legacy = { "migrations/0000_legacy.sql": "CREATE TABLE legacy_import (id integer);\n" };

/** Debt is counted once and gates nobody: what was untrue before this pull request is not its author's to mend. */
export const contractDrift = defineRule({
  id: "contract-drift",
  on: "pull-request",
  section: "Tables",
  severity: "info",
  summary: "Count where the contract was untrue already before the pull request",
  whenToWaive: "Nothing to waive: it informs and never fails a check.",
  examples: {
    invalid: [
      {
        title: "A table that the contract never had is changed",
        migration: "ALTER TABLE legacy_import ADD COLUMN batch integer;\nALTER TABLE users ADD COLUMN phone text;",
        base: legacy,
      },
      {
        title: "An index and a trigger on two such tables, of which not even a migration is there",
        migration:
          "CREATE INDEX legacy_import_id ON legacy_import (id);\nCREATE TRIGGER idle BEFORE UPDATE ON legacy_price FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();",
      },
    ],
    valid: [
      {
        title: "Only rows of such a table change",
        migration: "UPDATE legacy_import SET id = 2 WHERE id = 1;",
        base: legacy,
      },
      {
        title: "The contract gets to know the table with this change",
        migration: "ALTER TABLE legacy_import ADD COLUMN batch integer;",
        base: legacy,
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            [
              "## Views\n",
              "### Table: legacy_import\n\n```sql\nCREATE TABLE legacy_import (id integer, batch integer);\n```\n\n## Views\n",
            ],
          ],
        },
      },
      { title: "The contract was true", migration: "ALTER TABLE users ADD COLUMN phone text;" },
      { title: "The pull request itself makes it untrue", migration: "DROP TABLE orders CASCADE;" },
      { title: "No schema is touched", head: { "src/auth.js": "export const signIn = 2;\n" } },
      { title: "No contract to be untrue", head: { "DATABASE_SCHEMA_CONTRACT.md": null } },
    ],
  },

  *check(context) {
    const contract = context.head.database;
    const names = [...new Set([...driftOf(context), ...unknownTables(context)])];
    if (contract === undefined || names.length === 0) return;
    yield {
      at: contract.parts.tables ?? contract.header.version?.at ?? startOf(contract.path),
      subject: contract.path,
      data: { names },
    };
  },

  explain: ({ names }) => ({
    what: `The contract was untrue in ${names.length === 1 ? "one place" : `${names.length} places`} before this pull request: ${codeList(names)}.`,
    why: "It is not part of this change and holds nothing up, but readers are misled until somebody mends it.",
    fix: "Correct this in a pull request of its own.",
  }),
});

function driftOf({ comparison }: RuleContext): readonly string[] {
  return comparison.discrepancies.filter(({ introduced }) => !introduced).map(subjectOf);
}

/** Tables that migrations change and the contract, which has others, never had. */
function unknownTables({ base, head, comparison }: RuleContext): readonly string[] {
  const contract = base.database;
  if (contract === undefined || contract.tables.size === 0) return [];
  return comparison.steps.flatMap(({ operation, effect }) => {
    if (effect !== "unknown-target" || operation.guard !== undefined || !("table" in operation)) return [];
    if (!isSchemaChange(operation)) return [];
    const name = keyOf(operation.table);
    const isKnown = [contract, head.database].some((one) => one?.tables.has(name) || one?.views.has(name));
    return isKnown || comparison.createdTables.has(name) ? [] : [name];
  });
}

function startOf(path: string): Location {
  const start = { line: 1, column: 1, offset: 0 };
  return { path, start, end: start };
}
