import { expect, test } from "vitest";
import { reviewFiles } from "../../scripts/review-example.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";

const idempotent =
  "# Database Schema Contract\n\n## Migration Policy\n\n### Idempotency\n\nEvery migration can run twice.\n";
const silent = "# Database Schema Contract\n\n## Purpose\n\nThe shop.\n";
const goose = (up: string) => `-- +goose Up\n${up}\n-- +goose Down\nSELECT 1;\n`;

async function rulesOn(sql: string, contract: string | undefined = undefined, policy = defaultPolicy) {
  const base = new Map(contract === undefined ? [] : [["DATABASE_SCHEMA_CONTRACT.md", contract]]);
  const { findings } = await reviewFiles(base, new Map([...base, ["migrations/00001_first.sql", sql]]), policy);
  return findings.map(({ rule }) => rule);
}

const statements = [
  ["CREATE TABLE a (id integer);", "create-not-guarded"],
  ["DROP TABLE a;", "drop-not-guarded"],
  ["ALTER TABLE a ADD COLUMN b text;", "add-column-not-guarded"],
  ["ALTER TABLE a RENAME TO b;", "rename-not-guarded"],
  ["ALTER TABLE IF EXISTS a RENAME COLUMN b TO c;", "rename-not-guarded"],
  ["ALTER TABLE a ADD CONSTRAINT c CHECK (b > 0) NOT VALID;", "constraint-not-guarded"],
  ["CREATE TYPE size AS ENUM ('s');", "type-or-enum-not-guarded"],
  ["CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';", "routine-not-replaceable"],
  ["INSERT INTO a (b) VALUES ('x');", "insert-not-idempotent"],
  ["UPDATE a SET b = b + 1 WHERE c;", "update-not-idempotent"],
  ["ALTER TABLE p ATTACH PARTITION q FOR VALUES IN (1);", "rerun-fails"],
] as const;

test.each(statements)("%s in a transaction of the script needs no guard where no contract asks", async (sql, rule) => {
  const inOwn = `BEGIN;\n${sql}\nCOMMIT;`;
  expect(await rulesOn(inOwn)).not.toContain(rule);
  expect(await rulesOn(inOwn, silent)).not.toContain(rule);
  expect(await rulesOn(`SET lock_timeout = '5s';\n${inOwn}\nANALYZE;`)).not.toContain(rule);
  expect(await rulesOn(goose(sql))).not.toContain(rule);
});

/** Under golang-migrate, which sends a file as one message: PostgreSQL runs that as one transaction. */
async function rulesOfMessage(sql: string, policy = defaultPolicy, database = "PostgreSQL 16") {
  const contract = `${silent}\n## Database Technology\n\n- **Database:** ${database}\n`;
  const base = new Map([["DATABASE_SCHEMA_CONTRACT.md", contract]]);
  const files = [
    ["migrations/0001_first.up.sql", sql],
    ["migrations/0001_first.down.sql", "SELECT 1;"],
  ] as const;
  const { findings } = await reviewFiles(base, new Map([...base, ...files]), policy);
  return findings.map(({ rule }) => rule);
}

test.each(statements)("%s in a message of the tool needs no guard where no contract asks", async (sql, rule) => {
  expect(await rulesOfMessage(sql)).not.toContain(rule);
  expect(await rulesOfMessage(`${sql}\nUPDATE z SET a = 1 WHERE id = 1;`)).not.toContain(rule);
});

test("a message is a transaction on PostgreSQL alone, and not when the script commits in between", async () => {
  const [first, second] = ["CREATE TABLE a (id integer);", "DROP TABLE b;"];
  expect(await rulesOfMessage(`${first}\n${second}`, defaultPolicy, "MySQL 8.0")).toContain("create-not-guarded");
  expect(await rulesOfMessage(first, defaultPolicy, "MySQL 8.0")).toContain("create-not-guarded");
  expect(await rulesOfMessage(`BEGIN;\n${first}\nCOMMIT;\n${second}`)).toContain("create-not-guarded");
  expect(await rulesOfMessage(first, { ...defaultPolicy, transactionSuffices: false })).toContain("create-not-guarded");
});

const firstSeen = statements.filter(([, rule]) => rule !== "rerun-fails");

test.each(firstSeen)("%s needs one where nobody knows of a transaction", async (sql, rule) => {
  expect(await rulesOn(sql)).toContain(rule);
  expect(await rulesOn(goose(`-- +goose NO TRANSACTION\n${sql}`).replace(/^(.*)\n(.*)\n/, "$2\n$1\n"))).toContain(rule);
  expect(await rulesOn(`${sql}\nBEGIN;\nSELECT 1;\nCOMMIT;`)).toContain(rule);
});

test.each(firstSeen)("%s needs one where the contract states idempotency", async (sql, rule) => {
  const inOwn = `BEGIN;\n${sql}\nCOMMIT;`;
  expect(await rulesOn(inOwn, idempotent)).toContain(rule);
  expect(await rulesOn(inOwn, idempotent, { ...defaultPolicy, transactionSuffices: true })).not.toContain(rule);
  expect(await rulesOn(inOwn, undefined, { ...defaultPolicy, transactionSuffices: false })).toContain(rule);
});

test.each(firstSeen)("%s needs one where more follows its transaction", async (sql, rule) => {
  expect(await rulesOn(`BEGIN;\n${sql}\nCOMMIT;\nBEGIN;\nDELETE FROM z WHERE id = 1;\nCOMMIT;`)).toContain(rule);
});

test("what is built concurrently is in no transaction", async () => {
  const sql = "CREATE INDEX CONCURRENTLY a_b ON a (b);";
  expect(await rulesOn(goose(sql))).toContain("create-not-guarded");
});
