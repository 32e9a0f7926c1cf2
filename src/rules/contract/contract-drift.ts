import type { Debt } from "../../model/comparison.ts";
import type { Location } from "../../model/location.ts";
import { codeList } from "../../text/markdown.ts";
import { defineRule } from "../define-rule.ts";
import { exampleBase } from "../example-base.ts";

const nickname = "| nickname | text | YES | - | | DEPRECATED since 1.4.0: use name |\n";
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
      {
        title: "A column that the contract does not have, of a table that it documents",
        migration: "ALTER TABLE users ALTER COLUMN fax TYPE text;",
      },
      {
        title: "The section of a table that is changed said two things of a column already",
        migration: "CREATE INDEX idx_users_name ON users (name);",
        base: {
          "DATABASE_SCHEMA_CONTRACT.md":
            exampleBase["DATABASE_SCHEMA_CONTRACT.md"]?.replace("| name | text | YES |", "| name | text | NO |") ?? "",
        },
      },
    ],
    valid: [
      {
        title: "A statement that passes over what is not there",
        migration:
          "ALTER TABLE users DROP COLUMN IF EXISTS fax;\nALTER TABLE IF EXISTS faxes ADD COLUMN IF NOT EXISTS sent date;",
      },
      {
        title: "The contract gets to know the column under its new name",
        migration: "ALTER TABLE users RENAME COLUMN fax TO telefax;",
        edits: {
          "DATABASE_SCHEMA_CONTRACT.md": [
            ["    nickname text,\n", "    nickname text,\n    telefax text,\n"],
            [nickname, `${nickname}| telefax | text | YES | - | | Number for faxes |\n`],
          ],
        },
      },
      { title: "A table made here", migration: "CREATE TABLE faxes (id integer);\nALTER TABLE faxes DROP COLUMN id;" },
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

  *check({ comparison, head }) {
    const contract = head.database;
    if (contract === undefined || comparison.debts.length === 0) return;
    const named = (kind: Debt["kind"]) => comparison.debts.filter((one) => one.kind === kind).map(({ name }) => name);
    yield {
      at: contract.parts.tables ?? contract.header.version?.at ?? startOf(contract.path),
      subject: contract.path,
      data: {
        count: comparison.debts.length,
        absent: named("absent"),
        different: named("different"),
        contradictory: named("contradictory"),
      },
    };
  },

  explain: ({ count, absent, different, contradictory }) => ({
    what: `The contract was untrue in ${count === 1 ? "one place" : `${count} places`} before this pull request: ${[
      absent.length === 0 ? "" : `it does not have ${codeList(absent)}, which this pull request changes`,
      different.length === 0 ? "" : `earlier migrations make ${codeList(different)} otherwise`,
      contradictory.length === 0 ? "" : `it says two things of ${codeList(contradictory)}`,
    ]
      .filter((words) => words !== "")
      .join("; ")}.`,
    why: "It is not part of this change and holds nothing up, but readers are misled until somebody mends it.",
    fix: "Correct this in a pull request of its own.",
  }),
});

function startOf(path: string): Location {
  const start = { line: 1, column: 1, offset: 0 };
  return { path, start, end: start };
}
