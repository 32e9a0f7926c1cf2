import { expect, test } from "vitest";
import { reviewFiles } from "../../scripts/review-example.ts";
import { exampleBase } from "../../src/rules/example-base.ts";

async function fixOf(migration: string): Promise<string> {
  const base = new Map(Object.entries(exampleBase));
  const { findings } = await reviewFiles(base, new Map([...base, ["migrations/0009_change.sql", migration]]));
  return findings.find(({ rule }) => /^dropped-|^drop-column$/.test(rule))?.howToFix ?? "no finding";
}

const asked = "RENAME COLUMN created_at TO joined_at;";

test("a column that goes where one of its type comes may be meant as a rename", async () => {
  expect(await fixOf("ALTER TABLE users DROP COLUMN created_at, ADD COLUMN joined_at timestamp;")).toContain(asked);
  expect(
    await fixOf("ALTER TABLE users ADD COLUMN joined_at timestamp;\nALTER TABLE users DROP COLUMN created_at;"),
  ).toContain(asked);
});

test.each([
  ["another type", "ALTER TABLE users DROP COLUMN created_at, ADD COLUMN joined_at text;"],
  ["another table", "ALTER TABLE users DROP COLUMN created_at; ALTER TABLE orders ADD COLUMN joined_at timestamp;"],
  ["a value of its own", "ALTER TABLE users DROP COLUMN created_at, ADD COLUMN joined_at timestamp DEFAULT now();"],
  [
    "two that could be it",
    "ALTER TABLE users DROP COLUMN created_at, ADD COLUMN joined_at timestamp, ADD COLUMN left_at timestamp;",
  ],
  ["nothing comes", "ALTER TABLE users DROP COLUMN created_at;"],
])("no rename is meant: %s", async (_, migration) => {
  const fix = await fixOf(migration);
  expect(fix).toContain("DEPRECATED");
  expect(fix).not.toContain("RENAME");
});
