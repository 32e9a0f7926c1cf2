import { describe, expect, it } from "vitest";
import { Repository, runCli } from "./run-cli.ts";

const contract = `# Database Schema Contract

**Version:** 1.0.0

## Tables

### Table: users

#### Columns

| Column Name | Data Type | Nullable | Default |
|-------------|-----------|----------|---------|
| id | integer | NO | - |
`;
const sqlContract =
  '{ "contract_version": "1.0.0", "queries": { "all": { "id": "all", "sql": "SELECT id FROM users" } } }\n';
const model = (more: string) =>
  `class User(Base):\n    __tablename__ = "users"\n    id = Column(Integer, primary_key=True)\n${more}`;
const base = {
  "DATABASE_SCHEMA_CONTRACT.md": contract,
  "SQL_CONTRACT.json": sqlContract,
  "app/models.py": model(""),
  "app/users.py": 'def ids(db):\n    return db.execute("SELECT id FROM users")\n',
};

type Told = { findings: { rule: string; severity: string; at: { path: string; start: { line: number } } }[] };

async function findings(changes: Record<string, string>): Promise<readonly string[]> {
  const { dir } = new Repository().commit(base).branch("work").commit(changes);
  const { stdout } = await runCli(["review", "--repo", dir, "--format", "json"]);
  const report = JSON.parse(stdout) as Told;
  return report.findings.map(({ rule, severity, at }) => `${severity} ${rule} ${at.path}:${at.start.line}`);
}

describe("schema-warden review of code", { timeout: 120_000 }, () => {
  it("names the line of the model that no migration makes", async () => {
    const changed = { "app/models.py": model("    phone = Column(String(20))\n") };
    expect(await findings(changed)).toEqual(["error model-without-migration app/models.py:4"]);
  });

  it("names the contract's lag behind a model whose migration it cannot read", async () => {
    const changed = {
      "app/models.py": model("    phone = Column(String(20))\n"),
      "db/migrations/20260301120000_phone.php": "<?php\n",
    };
    expect(await findings(changed)).toContain("error model-contradicts-contract app/models.py:4");
  });

  it("holds a schema in SQL that a tool applies by itself against the contract alone", async () => {
    const { dir } = new Repository()
      .commit({ ...base, "db/schema.sql": "CREATE TABLE users (\n  id integer PRIMARY KEY\n);\n" })
      .branch("work")
      .commit({ "db/schema.sql": "CREATE TABLE users (\n  id integer PRIMARY KEY,\n  phone text\n);\n" });
    const { stdout } = await runCli(["review", "--repo", dir, "--format", "json"]);
    const { findings: found } = JSON.parse(stdout) as Told;
    expect(found.map(({ rule, at }) => `${rule} ${at.path}:${at.start.line}`)).toEqual([
      "model-contradicts-contract db/schema.sql:3",
    ]);
  });

  it("names a new query, and leaves alone those that are documented or were there", async () => {
    const changed = {
      "app/users.py":
        'def ids(db):\n    return db.execute("select id\\n from users")\n\ndef drop(db, id):\n    db.execute("DELETE FROM users WHERE id = :id", id)\n',
    };
    expect(await findings(changed)).toEqual(["warning query-undocumented app/users.py:5"]);
  });
});
