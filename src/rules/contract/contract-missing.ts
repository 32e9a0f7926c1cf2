import type { Location } from "../../model/location.ts";
import { code } from "../../text/markdown.ts";
import { defineRule, type RuleContext } from "../define-rule.ts";
import { firstSchemaOperation } from "../schema-changes.ts";

/** Every promise is kept in the contract: a schema that changes without one has readers nobody can know. */
export const contractMissing = defineRule({
  id: "contract-missing",
  on: "pull-request",
  section: "Purpose",
  severity: "error",
  summary: "Require a database contract as soon as a pull request changes the schema",
  whenToWaive:
    "When the repository's contract lives elsewhere on purpose; naming its path in the configuration is better.",
  mend: ["edit-contract"],
  examples: {
    base: { "migrations/0001_base.sql": "CREATE TABLE users (id integer PRIMARY KEY);\n" },
    invalid: [
      "ALTER TABLE users ADD COLUMN phone text;",
      {
        title: "The contract is deleted",
        base: { "DATABASE_SCHEMA_CONTRACT.md": "# Database Schema Contract\n\n**Version:** 1.0.0\n" },
        head: { "DATABASE_SCHEMA_CONTRACT.md": null },
      },
      {
        title: "The SQL contract is deleted",
        base: { "SQL_CONTRACT.json": '{ "contract_version": "1.0.0" }\n' },
        head: { "SQL_CONTRACT.json": null },
      },
    ],
    valid: [
      {
        title: "The API contract is edited, and no schema changes",
        base: { "API_CONTRACT.md": "# API Contract\n\n**Version:** 1.0.0\n" },
        head: { "API_CONTRACT.md": "# API Contract\n\n**Version:** 1.0.0\n\nHow to read this.\n" },
      },
      {
        title: "A contract moves",
        base: { "SQL_CONTRACT.json": '{ "contract_version": "1.0.0" }\n' },
        head: { "SQL_CONTRACT.json": null, "docs/SQL_CONTRACT.json": '{ "contract_version": "1.0.0" }\n' },
      },
      { title: "Nothing of the schema changes", head: { "src/index.js": "export {};\n" } },
      { title: "Only data changes", migration: "UPDATE users SET id = id WHERE id = 1;" },
      {
        title: "A contract is there, however short",
        base: { "DATABASE_SCHEMA_CONTRACT.md": "# Database Schema Contract\n\n**Version:** 1.0.0\n" },
        migration: "ALTER TABLE users ADD COLUMN phone text;",
      },
      {
        title: "The pull request brings the first contract",
        head: {
          "migrations/0002_example.sql": "ALTER TABLE users ADD COLUMN phone text;\n",
          "docs/DATABASE_SCHEMA_CONTRACT.md": "# Database Schema Contract\n\n**Version:** 1.0.0\n",
        },
      },
    ],
  },

  *check(context) {
    const { base, head, headPaths } = context;
    const deleted = [
      { before: base.database, after: head.database },
      { before: base.sql, after: head.sql },
      { before: base.api, after: head.api },
    ].flatMap(({ before, after }) => (before !== undefined && after === undefined ? [before.path] : []));
    for (const path of deleted) {
      // One that is there and cannot be read is contract-unreadable's.
      if (headPaths.has(path)) continue;
      yield { at: startOf(path), subject: path, data: { deleted: path, migrations: countOf(context) } };
    }
    if (base.database !== undefined || head.database !== undefined) return;
    const at = firstSchemaOperation(context)?.at;
    if (at === undefined) return;
    yield { at, subject: "DATABASE_SCHEMA_CONTRACT.md", data: { deleted: "", migrations: countOf(context) } };
  },

  explain: ({ deleted, migrations }) =>
    deleted === ""
      ? {
          what: `${migrations === 1 ? "A migration changes" : `${migrations} migrations change`} the schema, and the repository has no database contract.`,
          why: "Without the contract nobody can tell who reads what this pull request changes, so nothing can be said to be safe.",
          fix: `Add ${code("DATABASE_SCHEMA_CONTRACT.md")} to the repository's root (or ${code("docs/")}) with the tables as they are after this pull request, whose statements ${code("schema-warden schema")} prints, and who uses them.`,
        }
      : {
          what: `The contract ${code(deleted)} is deleted.`,
          why: "Its promises are what other modules rely on; without it no later schema change can be checked.",
          fix: `Restore ${code(deleted)} from the base branch. To move it, keep the file's name in its new folder.`,
        },
});

function countOf({ comparison }: RuleContext): number {
  return comparison.migrations.filter(({ status }) => status !== "removed").length;
}

function startOf(path: string): Location {
  const start = { line: 1, column: 1, offset: 0 };
  return { path, start, end: start };
}
