import { describe, expect, it } from "vitest";
import { reviewFiles } from "../../scripts/review-example.ts";

const path = "DATABASE_SCHEMA_CONTRACT.md";
const first =
  "CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY, email varchar(255) NOT NULL, boss bigint REFERENCES users (id));\n";
const adding =
  "SET lock_timeout = '2s';\nALTER TABLE users ADD COLUMN IF NOT EXISTS motto varchar(40) NOT NULL DEFAULT 'x';\n";
const widening = "SET lock_timeout = '2s';\nALTER TABLE users ALTER COLUMN email TYPE varchar(500);\n";

/** A review of a contract on the base branch and another at head, with one new migration. */
async function findingsOf(before: string, after: string, migration: string) {
  const base = new Map([
    [path, before],
    ["migrations/0001_users.sql", first],
  ]);
  const head = new Map([...base, [path, after], ["migrations/0002_next.sql", migration]]);
  return (await reviewFiles(base, head)).findings;
}

/** What a finding says is to be pasted, with open places filled in. */
function pasteOf(findings: Awaited<ReturnType<typeof findingsOf>>, rule: string): string {
  const text = findings.find((one) => one.rule === rule)?.howToFix ?? "";
  return (/```\w+\n([\s\S]*?)\n```/.exec(text)?.[1] ?? "")
    .replaceAll("YYYY-MM-DD", "2026-03-02")
    .replaceAll("…", "said");
}

const withColumns = (body: string) =>
  `# Database\n\n**Version:** 1.0.0\n\n## Database Technology\n- **Type:** PostgreSQL 16\n\n## Tables\n\n### users\n\n${body}\n`;

const columnForms = {
  "fewer columns than the template": withColumns(
    "| Field | Type | Null | Notes |\n|---|---|---|---|\n| id | bigint | NO | PRIMARY KEY |\n| boss | bigint | YES | REFERENCES users(id) |\n| email | varchar(255) | NO | For \\| login |",
  ),
  "names and types alone": withColumns(
    "| Column | Type |\n|---|---|\n| id | bigint PRIMARY KEY |\n| boss | bigint |\n| email | varchar(255) NOT NULL |",
  ),
  "another language, and the opposite question": withColumns(
    "| Name | Typ | Pflicht | Standard | Schlüssel | Bedeutung |\n|---|---|---|---|---|---|\n| `id` | bigint | ja | - | PK | Nummer |\n| boss | bigint | nein | - | - | Chefin |\n| `email` | varchar(255) | ja | - | | Adresse |",
  ),
  "columns of the project's own": withColumns(
    "| # | Column Name | Data Type | Nullable | Default | Constraints | Owner | Description |\n|---|---|---|---|---|---|---|---|\n| 1 | id | bigint | NO | - | PRIMARY KEY | a | x |\n| 2 | boss | bigint | YES | - | - | a | x |\n| 3 | email | varchar(255) | NO | - | | b | y |",
  ),
  "a list": withColumns(
    "#### Columns\n\n- `id` (bigint, PK)\n- `boss` (bigint, nullable)\n- `email` (varchar(255), NOT NULL) - login",
  ),
  "a DDL block alone": withColumns(
    "```sql\nCREATE TABLE users (\n    id bigint PRIMARY KEY,\n    boss bigint REFERENCES users (id),\n    email varchar(255) NOT NULL\n);\n```",
  ),
};

const aboutColumns = /^column-|^contract-(?:unreadable|contradicts-itself)$/;

describe("what a finding says to paste fits a contract that writes columns as", () => {
  it.each(Object.entries(columnForms))("%s: a new one", async (_, contract) => {
    const paste = pasteOf(await findingsOf(contract, contract, adding), "column-undocumented");
    expect(paste).not.toBe("");
    const last = contract.split("\n").find((line) => line.includes("varchar(255)")) ?? "";
    const separator = last.startsWith("    ") ? ",\n" : "\n";
    const pasted = contract.replace(last, () => `${last}${separator}${paste}`);
    const left = (await findingsOf(contract, pasted, adding)).filter(({ rule }) => aboutColumns.test(rule));
    expect(left.map(({ what }) => what)).toEqual([]);
  });

  it.each(Object.entries(columnForms))("%s: a changed one, of which all else stays", async (_, contract) => {
    const paste = pasteOf(await findingsOf(contract, contract, widening), "column-mismatch");
    const last = contract.split("\n").find((line) => line.includes("varchar(255)")) ?? "";
    expect(paste.replace(/\s+/g, " ")).toBe(last.trim().replace("255", "500").replace(/\s+/g, " "));
    const left = (
      await findingsOf(
        contract,
        contract.replace(last, () => paste),
        widening,
      )
    ).filter(({ rule }) => aboutColumns.test(rule));
    expect(left.map(({ what }) => what)).toEqual([]);
  });
});

const table = "\n## Tables\n\n### users\n\n| Column | Type | Nullable |\n|---|---|---|\n| id | bigint | NO |\n";
const history =
  "\n## Migration History\n\n| Date | Migration | Rollback |\n|---|---|---|\n| 2026-01-01 | 0001_users | DROP |\n";

const headers = {
  "front matter and headings": [
    "---\nversion: 1.2.0\nlast_updated: 2026-01-01\n---\n# DB\n\n## Changelog\n\n### [1.2.0] - 2026-01-01\n\n- First\n",
    "version: 1.3.0",
    "### [1.3.0] - 2026-03-02\n\n- said",
  ],
  "two tables": [
    "# DB\n\n| Field | Value |\n|---|---|\n| Version | v1.2.0 |\n| Last Updated | 2026-01-01 |\n\n## Changelog\n\n| Version | Who | What |\n|---|---|---|\n| 1.2.0 | me | First |\n",
    "| Version | v1.3.0 |",
    "| 1.3.0 | said | said |",
  ],
  "plain lines and a list": [
    "# DB\n\nVersion: 1.2.0\nLast updated: 2026-01-01\n\n## Changelog\n\n- 2026-01-01 1.2.0: first\n",
    "Version: 1.3.0",
    "- 2026-03-02 1.3.0: said",
  ],
  "another language": [
    "# DB\n\n**Zuletzt aktualisiert:** 2026-01-01\n**Version:** 1.2.0 (stabil)\n\n## Änderungsprotokoll\n\n| Version | Datum | Autor | Änderungen | Auswirkung |\n|---|---|---|---|---|\n| 1.2.0 | 2026-01-01 | ich | Erste | keine |\n",
    "**Version:** 1.3.0 (stabil)",
    "| 1.3.0 | 2026-03-02 | said | said | said |",
  ],
} as const;

describe("what a finding says to paste fits a contract that writes version and change log as", () => {
  it.each(Object.entries(headers))("%s", async (_, [head, version, entry]) => {
    const contract = head + table + history;
    const findings = await findingsOf(contract, contract, "ALTER TABLE users ADD COLUMN motto text;\n");
    expect(pasteOf(findings, "version-not-bumped")).toBe(version);
    expect(pasteOf(findings, "changelog-entry-missing")).toBe(entry);
    expect(pasteOf(findings, "migration-history-missing")).toBe("| 2026-03-02 | 0002_next | said |");
  });
});
