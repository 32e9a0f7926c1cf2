import { describe, expect, it } from "vitest";
import { reviewFiles } from "../../../scripts/review-example.ts";

const PATH = "DATABASE_SCHEMA_CONTRACT.md";

function contract(unique: string, index: string): string {
  return `# Database Schema Contract

**Version:** 1.0.0

## Schema Overview

### Database Technology
- **Type:** MySQL 8.0

## Tables

### Table: notes

#### Columns

| Column | Type | Nullable | Default | Constraints |
|---|---|---|---|---|
| id | int | NO | - | PRIMARY KEY |
| code | int | YES | - | ${unique} |
| body | text | YES | - | |

#### Indexes

| Index | Columns | Type |
|---|---|---|
${index}`;
}

async function untruths(base: string, head: string, migration: string): Promise<readonly string[]> {
  const after = new Map([
    [PATH, head],
    ["migrations/0002_change.sql", migration],
  ]);
  const { findings } = await reviewFiles(new Map([[PATH, base]]), after);
  return findings.map(({ rule }) => rule).filter((rule) => /^(?:index|constraint|contract-claims)-/.test(rule));
}

describe("a row of MySQL's contract", () => {
  const migration = "CREATE INDEX notes_body ON notes (body(20), code DESC);";

  it.each([
    ["the length that is kept", "body(20), code DESC"],
    ["nothing of it", "body, code"],
  ])("states of an index's prefix %s", async (_title, columns) => {
    const head = contract("", `| notes_body | ${columns} | BTREE |\n`);
    expect(await untruths(contract("", ""), head, migration)).toEqual([]);
  });

  it("is wrong about another length", async () => {
    const head = contract("", "| notes_body | body(30), code DESC | BTREE |\n");
    expect(await untruths(contract("", ""), head, migration)).toEqual(["index-mismatch"]);
  });

  it("may lose the UNIQUE that an index of any name kept", async () => {
    expect(await untruths(contract("UNIQUE", ""), contract("", ""), "DROP INDEX one_code ON notes;")).toEqual([]);
    expect(await untruths(contract("UNIQUE", ""), contract("", ""), "ALTER TABLE notes ADD COLUMN x int;")).toEqual([
      "contract-claims-unmade-change",
    ]);
  });
});
