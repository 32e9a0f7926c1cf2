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

const threeAtOnce =
  "SET lock_timeout = '2s';\nALTER TABLE users ALTER COLUMN email TYPE text, ALTER COLUMN email DROP NOT NULL, ALTER COLUMN email SET DEFAULT 'x';\n";

describe("what several findings about one row say to paste", () => {
  it("is the whole row in each of them", async () => {
    const contract = columnForms["columns of the project's own"];
    const findings = (await findingsOf(contract, contract, threeAtOnce)).filter(
      ({ rule }) => rule === "column-mismatch",
    );
    expect(findings.map((one) => pasteOf([one], "column-mismatch"))).toEqual(
      ["| 3 | email | text | YES | 'x' |  | b | y |"].flatMap((row) => [row, row, row]),
    );
  });
});

/** What a finding gives to paste, with what it leaves open left open. */
function rawPasteOf(findings: Awaited<ReturnType<typeof findingsOf>>, rule: string): string {
  const text = findings.find((one) => one.rule === rule)?.howToFix ?? "";
  return /(`{3,})\w+\n([\s\S]*?)\n\1/.exec(text)?.[2] ?? "";
}

describe("what a finding says to paste and nobody fills in", () => {
  const tables = `${withColumns(columnForms["names and types alone"].split("### users\n\n")[1] ?? "")}\n## Migration History\n`;
  const making = "CREATE TABLE IF NOT EXISTS notes (id bigint PRIMARY KEY);\n";

  it("is found again in a table's section", async () => {
    const paste = rawPasteOf(await findingsOf(tables, tables, making), "table-undocumented");
    const pasted = tables.replace("\n## Migration History", () => `\n${paste}\n\n## Migration History`);
    const left = await findingsOf(tables, pasted, making);
    const open = left.filter(({ rule }) => rule === "contract-placeholder").map(({ at }) => at.start.line);
    const lines = pasted
      .split("\n")
      .flatMap((line, index) => (/YYYY|Purpose.*…|\| … \|/.test(line) ? [index + 1] : []));
    expect(open).toEqual(lines);
    expect(left.map(({ rule }) => rule)).toContain("used-by-missing");
  });

  it("is found again in an entry of the Migration History", async () => {
    const paste = rawPasteOf(await findingsOf(tables, tables, making), "migration-history-missing");
    const findings = await findingsOf(tables, `${tables}\n${paste}\n`, making);
    const told = findings.find(({ rule }) => rule === "migration-history-incomplete")?.what ?? "";
    expect(told).toContain("Changes");
    expect(told).toContain("Rollback Plan");
  });
});

describe("the entry that a finding says to paste", () => {
  const using = withColumns(
    `${columnForms["names and types alone"].split("### users\n\n")[1]}\n**Used By (Modules):**\n- \`accounts\` - Signs in\n`,
  );

  it("lists those that may use what breaks, and none where nothing does", async () => {
    const entry = async (sql: string) => rawPasteOf(await findingsOf(using, using, sql), "migration-history-missing");
    expect(await entry("ALTER TABLE users RENAME COLUMN email TO mail;\n")).toContain("**Affected Modules:** accounts");
    expect(await entry("ALTER TABLE users ADD COLUMN motto text;\n")).toContain("**Affected Modules:** None");
  });

  it("is called as the file is", async () => {
    const base = new Map([
      [path, using],
      ["sql/V1__users.sql", first],
    ]);
    const head = new Map([...base, ["sql/V2__two_mottos.sql", "ALTER TABLE users ADD COLUMN motto text;\n"]]);
    const { findings } = await reviewFiles(base, head);
    expect(rawPasteOf(findings, "migration-history-missing")).toContain("### Migration: V2__two_mottos\n");
  });
});

const places = {
  "a table":
    "\n\n#### Indexes\n\n| Index Name | Columns | Type | Purpose |\n|---|---|---|---|\n| users_pkey | id | BTREE | Key |\n\n#### Foreign Keys\n\n| FK Name | Column | References | On Delete | On Update |\n|---|---|---|---|---|\n| users_boss_fkey | boss | users(id) | NO ACTION | NO ACTION |",
  "neither table nor SQL": "",
};

describe("what a finding says to paste stands where the section keeps its indexes and foreign keys:", () => {
  const sql =
    'CREATE INDEX IF NOT EXISTS "users_Email" ON users USING hash (email) WHERE id > 0;\nALTER TABLE users ADD CONSTRAINT "Chief" FOREIGN KEY (id) REFERENCES users (id) ON DELETE CASCADE;\n';
  const open = (findings: Awaited<ReturnType<typeof findingsOf>>) =>
    findings.filter(({ rule }) =>
      /^(?:index|foreign-key)-(?:undocumented|mismatch)$|^contract-(?:unreadable|contradicts-itself)$/.test(rule),
    );

  it.each(Object.entries(places))("%s", async (_, parts) => {
    const contract = columnForms["names and types alone"].trimEnd() + parts;
    const findings = await findingsOf(contract, contract, sql);
    const [index, key] = [pasteOf(findings, "index-undocumented"), pasteOf(findings, "foreign-key-undocumented")];
    const pasted =
      parts === ""
        ? `${contract}\n\n${index}\n\n${key}\n`
        : `${contract.replace("| BTREE | Key |", () => `| BTREE | Key |\n${index}`)}\n${key}\n`;
    expect(open(await findingsOf(contract, pasted, sql)).map(({ what }) => what)).toEqual([]);
  });

  it("SQL alone", async () => {
    const contract = columnForms["a DDL block alone"];
    const findings = await findingsOf(contract, contract, sql);
    const [index, key] = [pasteOf(findings, "index-undocumented"), pasteOf(findings, "foreign-key-undocumented")];
    expect(index).toBe('CREATE INDEX "users_Email" ON users USING hash (email) WHERE id > 0;');
    expect(findings.find(({ rule }) => rule === "index-undocumented")?.howToFix).toContain("the DDL block of");
    const pasted = contract.replace("NOT NULL\n);", () => `NOT NULL,\n    ${key}\n);\n${index}`);
    expect(open(await findingsOf(contract, pasted, sql)).map(({ what }) => what)).toEqual([]);
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
