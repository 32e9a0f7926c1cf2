import { expect, test } from "vitest";
import { reviewFiles } from "../../scripts/review-example.ts";
import { exampleBase } from "../../src/rules/example-base.ts";

const contract = "DATABASE_SCHEMA_CONTRACT.md";
const migration = { "migrations/0002_phone.sql": "ALTER TABLE users ADD COLUMN phone text;" };

async function versioning(text: string) {
  const base = new Map(Object.entries(exampleBase));
  const head = new Map([...base, ...Object.entries({ ...migration, [contract]: text })]);
  const { findings } = await reviewFiles(base, head);
  return findings.filter(({ group }) => group === "versioning");
}

const text = exampleBase[contract] ?? "";
const entry = (date: string) =>
  text.replace(
    "profile-api stops reading it |\n",
    (line) => `${line}| ${date} | 1.5.0 | users team | Phones | None |\n`,
  );

test("all lines that a header is due are asked for in one round", async () => {
  const [asked] = (await versioning(text)).filter(({ rule }) => rule === "version-not-bumped");
  const lines = [...(asked?.howToFix ?? "").matchAll(/```markdown\n(.*)\n```/g)].map(([, line]) => line);
  expect(lines[0]).toBe("**Version:** 1.5.0");
  expect(lines[1]).toMatch(/^\*\*Last Updated:\*\* /);
  const date = "2026-03-02";
  const mended = entry(date)
    .replace("**Version:** 1.4.0", lines[0] ?? "")
    .replace("**Last Updated:** 2026-03-01", (lines[1] ?? "").replace(/\S+$/, date));
  expect(await versioning(mended)).toEqual([]);
});

test("a date that was moved already is left as it is", async () => {
  const moved = text.replace("**Last Updated:** 2026-03-01", "**Last Updated:** 2026-03-02");
  const [asked] = (await versioning(moved)).filter(({ rule }) => rule === "version-not-bumped");
  expect(asked?.howToFix).toContain("**Version:** 1.5.0");
  expect(asked?.howToFix).not.toContain("Last Updated");
});
