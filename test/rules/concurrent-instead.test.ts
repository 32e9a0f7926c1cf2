import { expect, test } from "vitest";
import { reviewFiles } from "../../scripts/review-example.ts";
import type { Severity } from "../../src/model/finding.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { exampleBase } from "../../src/rules/example-base.ts";

async function onlineRules(sql: string, severities: ReadonlyMap<string, Severity | "off"> = new Map()) {
  const base = new Map(Object.entries(exampleBase));
  const files = [
    ["migrations/0002_index.up.sql", sql],
    ["migrations/0002_index.down.sql", "SELECT 1;"],
  ] as const;
  const { findings } = await reviewFiles(base, new Map([...base, ...files]), { ...defaultPolicy, severities });
  return findings.filter(({ group }) => group === "online").map(({ rule }) => rule);
}

const plain = [
  ["CREATE INDEX users_name ON users (name);", "index-not-concurrent"],
  ["DROP INDEX idx_users_email;", "drop-index-not-concurrent"],
  ["REINDEX INDEX idx_users_email;", "reindex-not-concurrent"],
  ["REINDEX INDEX unheard_of;", "reindex-not-concurrent"],
] as const;

test.each(plain)("%s gets one finding, and no timeout is asked for beside it", async (sql, rule) => {
  expect(await onlineRules(sql)).toEqual([rule]);
});

test.each(plain)("%s: the timeout is asked for where nobody asks for another statement", async (sql, rule) => {
  expect(await onlineRules(sql, new Map([[rule, "off"]]))).toEqual(["lock-timeout-missing"]);
});

test("whoever does as the finding says has none left", async () => {
  expect(await onlineRules("CREATE INDEX CONCURRENTLY IF NOT EXISTS users_name ON users (name);")).toEqual([]);
});
