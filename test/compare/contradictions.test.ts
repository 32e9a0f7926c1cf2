import { describe, expect, test } from "vitest";
import { comparePullRequest, told } from "./pull-request.ts";

const PATH = "DATABASE_SCHEMA_CONTRACT.md";

const contract = `# Database Schema Contract

**Version:** 1.0.0

## Tables

### Table: users

\`\`\`sql
CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email varchar(255) NOT NULL UNIQUE,
    org_id bigint REFERENCES orgs (id) ON DELETE CASCADE
);
\`\`\`

#### Columns

| Column Name | Data Type | Nullable | Default | Constraints | Description |
|---|---|---|---|---|---|
| id | BIGINT | NO | AUTO | PRIMARY KEY | |
| email | VARCHAR(255) | NO | - | UNIQUE | |
| org_id | BIGINT | YES | - | FOREIGN KEY | |

#### Indexes

| Index Name | Columns | Type | Purpose |
|---|---|---|---|
| users_org_idx | org_id | BTREE | |
| users_pkey | id | BTREE | |

#### Foreign Keys

| FK Name | Column | References | On Delete | On Update |
|---|---|---|---|---|
| users_org_id_fkey | org_id | orgs(id) | CASCADE | NO ACTION |
`;

/** `subject: what one place says | what the other says`, for a pull request that edits the contract like this. */
function contradictionsAfter(...edits: readonly (readonly [string, string])[]): readonly string[] {
  const head = edits.reduce((text, [find, replace]) => {
    expect(text).toContain(find);
    return text.replace(find, () => replace);
  }, contract);
  const migration = "CREATE TABLE other (id int);";
  return comparePullRequest({ base: { [PATH]: contract }, head: { [PATH]: head }, migration }).contradictions.map(
    ({ subject, left, right }) => `${subject}: ${left.where} ${left.says} | ${right.where} ${right.says}`,
  );
}

describe("silent", () => {
  test("a section whose places agree, spelled differently", () => {
    expect(contradictionsAfter(["email varchar(255)", "email character varying(255)"])).toEqual([]);
    expect(contradictionsAfter(["| BIGINT | YES |", "| int8 | ✅ |"])).toEqual([]);
  });

  test("an index that the DDL block leaves out, and the index of a key", () => {
    expect(
      contradictionsAfter(["| users_org_idx | org_id | BTREE | |", "| users_org_idx | org_id | BTREE | joins |"]),
    ).toEqual([]);
  });

  test("what the base contract already had", () => {
    const wrong = contract.replace("| BIGINT | YES |", "| INTEGER | YES |");
    const head = wrong.replace("| users_pkey | id | BTREE | |", "| users_pkey | id | BTREE | lookups |");
    expect(comparePullRequest({ base: { [PATH]: wrong }, head: { [PATH]: head } }).contradictions).toEqual([]);
  });

  test("what a discrepancy tells already", () => {
    const head = contract
      .replace("    org_id bigint", "    phone text,\n    org_id bigint")
      .replace("| org_id | BIGINT |", "| phone | INTEGER | YES | - | | |\n| org_id | BIGINT |");
    const pull = comparePullRequest({
      base: { [PATH]: contract },
      head: { [PATH]: head },
      migration: "ALTER TABLE users ADD COLUMN phone text;",
    });
    expect(told(pull)).toEqual(["different column users.phone type: text / INTEGER"]);
    expect(pull.contradictions).toEqual([]);
  });
});

describe("told", () => {
  test("a column that a migration adds and only one place has", () => {
    const head = contract.replace("    org_id bigint", "    phone text,\n    org_id bigint");
    const pull = comparePullRequest({
      base: { [PATH]: contract },
      head: { [PATH]: head },
      migration: "ALTER TABLE users ADD COLUMN phone text;",
    });
    expect(told(pull)).toEqual([]);
    expect(pull.contradictions.map(({ subject, right }) => [subject, right.where, right.says])).toEqual([
      ["phone", "Columns", "lacks the column"],
    ]);
  });

  test("a foreign key that its table lacks", () => {
    const head = contract
      .replace("    org_id bigint", "    boss_id bigint REFERENCES users (id),\n    org_id bigint")
      .replace("| org_id | BIGINT |", "| boss_id | BIGINT | YES | - | | |\n| org_id | BIGINT |");
    const pull = comparePullRequest({
      base: { [PATH]: contract },
      head: { [PATH]: head },
      migration: "ALTER TABLE users ADD COLUMN boss_id bigint REFERENCES users (id);",
    });
    expect(told(pull)).toEqual([]);
    expect(pull.contradictions.map(({ right }) => [right.where, right.says])).toEqual([["Foreign Keys", "lacks it"]]);
  });

  test("an index on a column that the section does not have", () => {
    const head = contract.replace("| users_org_idx | org_id |", "| users_org_idx | organisation |");
    const pull = comparePullRequest({ base: { [PATH]: contract }, head: { [PATH]: head } });
    expect(pull.contradictions.length + pull.discrepancies.length).toBeGreaterThan(0);
  });
});
