import { expect, test } from "vitest";
import { reviewFiles } from "../../scripts/review-example.ts";
import type { Dialect } from "../../src/model/schema.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";

/** The rules that speak of a first migration, before which nothing tells of the database. */
async function rulesOn(sql: string, dialect: Dialect = "postgresql"): Promise<readonly string[]> {
  const files = new Map([["migrations/0001_first.sql", sql]]);
  const { findings } = await reviewFiles(new Map(), files, { ...defaultPolicy, dialect });
  return findings.map(({ rule }) => rule);
}

test.each([
  ["DROP TYPE size;", "drop-type"],
  ["DROP TYPE IF EXISTS size CASCADE;", "drop-type"],
  ["ALTER TABLE t DROP CONSTRAINT c;", "drop-constraint"],
  ["ALTER TABLE t DROP CONSTRAINT IF EXISTS c;", "drop-constraint"],
  ["DROP INDEX i;", "drop-index-not-concurrent"],
])("%s is judged as if it were there", async (sql, rule) => {
  expect(await rulesOn(sql)).toContain(rule);
});

test.each([
  ["CREATE TYPE size AS ENUM ('s');\nDROP TYPE size;", "drop-type"],
  ["DROP TYPE IF EXISTS size;\nCREATE TYPE size AS ENUM ('s');", "drop-type"],
  ["ALTER TABLE t DROP CONSTRAINT IF EXISTS c;\nALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);", "drop-constraint"],
  ["CREATE TABLE t (a integer CONSTRAINT c CHECK (a > 0));\nALTER TABLE t DROP CONSTRAINT c;", "drop-constraint"],
  ["ALTER TABLE t DROP CONSTRAINT c;\nDROP TABLE t;", "drop-constraint"],
  ["ALTER TABLE t ALTER COLUMN a SET NOT NULL;\nALTER TABLE t DROP CONSTRAINT a_required;", "drop-constraint"],
])("%s is silent on what is made here", async (sql, rule) => {
  expect(await rulesOn(sql)).not.toContain(rule);
});

test("a second ADD CONSTRAINT is not guarded by the DROP before the first", async () => {
  const add = "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;";
  const drop = "ALTER TABLE t DROP CONSTRAINT IF EXISTS c;";
  expect(await rulesOn([drop, add].join("\n"))).not.toContain("constraint-not-guarded");
  expect(await rulesOn([drop, add, add].join("\n"))).toContain("constraint-not-guarded");
});

test.each([
  ["ALTER TABLE t MODIFY a int FIRST;", "mysql-column-reordered"],
  ["ALTER TABLE t TRUNCATE PARTITION p0, p1;", "truncate"],
  ["ALTER TABLE t TRUNCATE PARTITION ALL;", "truncate"],
])("%s speaks on MySQL", async (sql, rule) => {
  expect(await rulesOn(sql, "mysql")).toContain(rule);
});

test.each([
  ["ALTER TABLE t MODIFY a int;", "mysql-column-reordered"],
  ["ALTER TABLE t DROP PARTITION p0, p1;", "unread-statement"],
  ["ALTER TABLE t REORGANIZE PARTITION p0, p1 INTO (PARTITION p VALUES LESS THAN (9));", "unread-statement"],
  ["ALTER TABLE t DROP PARTITION p0;", "truncate"],
])("%s is silent on MySQL", async (sql, rule) => {
  expect(await rulesOn(sql, "mysql")).not.toContain(rule);
});

test("DROP INDEX `PRIMARY` drops the primary key of MySQL", async () => {
  const create = "CREATE TABLE t (id int PRIMARY KEY);";
  expect(await rulesOn(create, "mysql")).not.toContain("primary-key-missing");
  expect(await rulesOn(`${create}\nALTER TABLE t DROP INDEX \`PRIMARY\`;`, "mysql")).toContain("primary-key-missing");
});
