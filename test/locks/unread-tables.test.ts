import { describe, expect, it } from "vitest";
import { reviewFiles } from "../../scripts/review-example.ts";

const index = "CREATE INDEX IF NOT EXISTS notes_body ON notes (body);\n";

describe("a table that a statement makes which cannot be read", () => {
  it.each([
    ["of a template's own words", `CREATE TABLE notes (\n  id $%KEY%$,\n  body text\n);\n${index}`],
    [
      "under a guard, in the default schema",
      `create table if not exists public."notes" (id $%KEY%$, body text);\n${index}`,
    ],
  ])("is as new as any other: %s", async (_, text) => {
    const found = await rulesOn(text);
    expect(found).toContain("unread-statement");
    expect(found).not.toContain("index-not-concurrent");
  });

  it.each([
    ["another table's", `CREATE TABLE note (id $%KEY%$, body text);\n${index}`],
    ["a statement that only speaks of one", `COMMENT ON TABLE notes IS $%CREATE TABLE notes (%$;\n${index}`],
    ["a later one", `${index}CREATE TABLE IF NOT EXISTS notes_2 (id $%KEY%$);\n`],
  ])("says nothing of %s", async (_, text) => {
    expect(await rulesOn(text)).toContain("index-not-concurrent");
  });
});

async function rulesOn(text: string): Promise<readonly string[]> {
  const { findings } = await reviewFiles(new Map(), new Map([["migrations/0001_notes.sql", text]]));
  return findings.map(({ rule }) => rule);
}
