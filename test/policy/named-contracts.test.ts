import { describe, expect, it } from "vitest";
import { reviewFiles } from "../../scripts/review-example.ts";

const path = ".github/schema-warden.yml";
const migration = { "migrations/0002_x.sql": "ALTER TABLE users ADD COLUMN phone text;\n" };
const contract = "# Database Schema Contract\n\n**Version:** 1.0.0\n";

async function told(base: Readonly<Record<string, string>>, head: Readonly<Record<string, string>> = migration) {
  const before = new Map(Object.entries(base));
  const { diagnostics } = await reviewFiles(before, new Map([...before, ...Object.entries(head)]));
  return diagnostics
    .filter(({ kind }) => kind === "configuration")
    .map(({ at, message }) => `${at.path}:${at.start.line}:${at.start.column} ${message}`);
}

describe("a contract that the configuration names", () => {
  it("is missed where no side has it, in spite of one in the usual place", async () => {
    const base = { [path]: "contracts:\n  database: docs/NOPE.md\n", "DATABASE_SCHEMA_CONTRACT.md": contract };
    expect(await told(base)).toEqual([
      `${path}:2:13 "contracts.database" names "docs/NOPE.md", which is not there, and no other file is taken for the database contract. Correct the path, add the file, or leave the key out.`,
    ]);
  });

  it("is missed by its kind", async () => {
    const text = "contracts: { database: docs/A.md, sql: docs/B.json, api: docs/C.md }\n";
    const found = await told({ [path]: text, "docs/A.md": contract });
    expect(found.map((line) => line.split(",", 1)[0])).toEqual([
      `${path}:1:40 "contracts.sql" names "docs/B.json"`,
      `${path}:1:58 "contracts.api" names "docs/C.md"`,
    ]);
  });

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ["is there", { [path]: "contracts: { database: docs/A.md }\n", "docs/A.md": contract }, migration],
    [
      "comes with the pull request",
      { [path]: "contracts: { database: docs/A.md }\n" },
      { ...migration, "docs/A.md": contract },
    ],
    ["is none", { [path]: "rules: { drop-column: info }\n" }, migration],
    [
      "is one of several databases' own",
      {
        [path]:
          "databases:\n  - name: a\n    paths: [a/**]\n    contracts: { database: a/A.md }\ncontracts: { database: b/B.md }\n",
        "a/A.md": contract,
        "b/B.md": contract,
      },
      { "a/migrations/0002_x.sql": "ALTER TABLE users ADD COLUMN phone text;\n" },
    ],
  ])("is not missed where it %s", async (_title, base, head) => {
    expect(await told(base, head)).toEqual([]);
  });
});
