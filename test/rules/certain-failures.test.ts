import { expect, test } from "vitest";
import { reviewFiles } from "../../scripts/review-example.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";

/** A contract that states tables and no policy at all. */
const contract = (database = "PostgreSQL 11", rows = "500,000") => `# Database Schema Contract

## Database Technology

- **Database:** ${database}

## Tables

### users

**Rows:** ${rows}

| Column | Type | Nullable |
| --- | --- | --- |
| id | integer | No |
`;

type Files = Readonly<Record<string, string>>;

async function severityOf(rule: string, head: Files, text: string | undefined = contract(), policy = defaultPolicy) {
  const base = new Map(text === undefined ? [] : [["DATABASE_SCHEMA_CONTRACT.md", text]]);
  const { findings } = await reviewFiles(base, new Map([...base, ...Object.entries(head)]), policy);
  return findings.find((finding) => finding.rule === rule)?.severity;
}

const message = (sql: string) => ({
  "migrations/0001_first.up.sql": sql,
  "migrations/0001_first.down.sql": "SELECT 1;",
});
const plain = (sql: string) => ({ "migrations/0001_first.sql": sql });

const builds = "SET lock_timeout = '5s';\nCREATE INDEX CONCURRENTLY users_id ON users (id);";
const addsValue = "ALTER TYPE mood ADD VALUE 'bad';\nUPDATE users SET mood = 'bad'::mood WHERE id = 1;";
const required = "ALTER TABLE users ADD COLUMN phone text NOT NULL;";

test("what the server refuses stays an error where the contract leaves the section out", async () => {
  expect(await severityOf("concurrently-in-transaction", message(builds))).toBe("error");
  expect(await severityOf("concurrently-in-transaction", message(builds), undefined)).toBe("error");
  expect(await severityOf("enum-value-used-in-same-transaction", message(addsValue))).toBe("error");
  expect(await severityOf("transaction-left-open", message("BEGIN;\nSELECT 1;"))).toBe("error");
  expect(await severityOf("add-required-column", message(required))).toBe("error");
  expect(await severityOf("add-required-column", plain(required), contract("SQLite 3.45", "—"))).toBe("error");
});

test("what may well run is information there", async () => {
  expect(await severityOf("index-not-concurrent", message("CREATE INDEX users_id ON users (id);"))).toBe("info");
  expect(await severityOf("enum-value-used-in-same-transaction", plain(addsValue))).toBe("info");
  expect(await severityOf("transaction-left-open", plain("BEGIN;\nSELECT 1;"))).toBe("info");
  expect(await severityOf("add-required-column", plain(required), contract("PostgreSQL 16", "—"))).toBe("info");
  const kept = required.replace(";", " DEFAULT '';\nALTER TABLE users ALTER COLUMN phone DROP DEFAULT;");
  expect(await severityOf("add-required-column", plain(kept))).toBe("info");
});

test("what the policy says holds all the same", async () => {
  const policy = { ...defaultPolicy, severities: new Map([["concurrently-in-transaction", "warning" as const]]) };
  expect(await severityOf("concurrently-in-transaction", message(builds), undefined, policy)).toBe("warning");
});
