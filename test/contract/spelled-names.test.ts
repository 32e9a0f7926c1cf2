import { describe, expect, it } from "vitest";
import { reviewFiles } from "../../scripts/review-example.ts";
import { keptReaderOfSpelledNames, readerOfSpelledNames } from "../../src/contract/spelled-names.ts";
import { loadPostgresReader } from "../../src/extract/sql/postgres/reader.ts";

const sql = await loadPostgresReader();

describe("a name in a document", () => {
  const reader = readerOfSpelledNames(
    [`CREATE INDEX "User_email_key" ON "User" ("Email"); -- "Comment"`, `SELECT '"Literal"', $$ "Body" $$`],
    sql,
  );

  it.each([
    ["User_email_key", "User_email_key"],
    ["Email", "Email"],
    ['"Email"', "Email"],
    ["email", "email"],
    ["EMAIL", "email"],
    ["Comment", "comment"],
    ["Literal", "literal"],
    ["Body", "body"],
  ])("%s is %s where SQL quotes it so, and folded elsewhere", (written, name) => {
    expect(reader.readName(written)).toEqual({ schema: undefined, name });
  });

  it("is looked at part by part", () => {
    expect(reader.readName("Billing.User")).toEqual({ schema: "billing", name: "User" });
  });

  it("is read by the same reader for the same names, whatever else the scripts say", () => {
    const first = keptReaderOfSpelledNames([`DROP TABLE "User";`], sql);
    expect(keptReaderOfSpelledNames([`SELECT 1;`, `ALTER TABLE "User" ADD "id" int;`], sql)).toBe(first);
    expect(keptReaderOfSpelledNames(["SELECT 1;"], sql)).toBe(sql);
  });
});

/** A contract without SQL, as people write it beside Prisma. */
function contract(columns: string, indexes: string): string {
  return `# Database Schema Contract

**Version:** 1.0.0

## Tables

### Table: User

#### Columns

| Column | Type | Nullable | Default | Constraints |
|---|---|---|---|---|
| id | text | NO | - | PRIMARY KEY |
${columns}
#### Indexes

| Index | Columns | Type |
|---|---|---|
${indexes}`;
}

describe("a contract in rows of a database with capitals in its names", () => {
  const base = contract("", "");
  const migration = `ALTER TABLE "User" ADD COLUMN "Email" text;\nCREATE UNIQUE INDEX "User_Email_key" ON "User" ("Email");\n`;
  const truths = async (head: string) => {
    const after = new Map([
      ["DATABASE_SCHEMA_CONTRACT.md", head],
      ["prisma/migrations/20260101000000_mail/migration.sql", migration],
    ]);
    const { findings } = await reviewFiles(new Map([["DATABASE_SCHEMA_CONTRACT.md", base]]), after);
    return findings
      .map(({ rule }) => rule)
      .filter((rule) => /(?:undocumented|mismatch|documented|unmade-change)$/.test(rule));
  };
  const row = "| Email | text | YES | - | |\n";
  const index = "| User_Email_key | Email | UNIQUE BTREE |\n";

  it("is true when it has them as they are", async () => {
    expect((await truths(contract(row, index))).filter((rule) => !rule.startsWith("sensitive"))).toEqual([]);
  });

  it("is untrue when one is left out", async () => {
    expect(await truths(contract("", index))).toContain("column-undocumented");
    expect(await truths(contract(row, ""))).toContain("index-undocumented");
  });
});
