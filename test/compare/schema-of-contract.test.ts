import { describe, expect, test } from "vitest";
import { schemaOfContract } from "../../src/compare/schema-of-contract.ts";
import type { Schema } from "../../src/model/schema.ts";
import { comparePullRequest, contractsOf, textsOf } from "./pull-request.ts";

const PATH = "DATABASE_SCHEMA_CONTRACT.md";

function read(sections: string): Schema {
  const text = `# Database Schema Contract\n\n**Version:** 1.0.0\n\n## Tables\n\n${sections}`;
  const { database } = contractsOf(textsOf({ [PATH]: text }));
  if (database === undefined) throw new Error("no contract was found");
  return schemaOfContract(database);
}

const block =
  "```sql\nCREATE TABLE users (\n    id serial PRIMARY KEY,\n    email varchar(255) NOT NULL UNIQUE,\n    boss integer REFERENCES users (id) ON DELETE SET NULL\n);\nCREATE INDEX users_boss_idx ON users (boss);\n```\n";

const rows = `#### Columns

| Column Name | Data Type | Nullable | Default | Constraints |
|---|---|---|---|---|
| id | SERIAL | NO | AUTO | PRIMARY KEY |
| email | VARCHAR(255) | NO | - | UNIQUE |
| boss | INTEGER | YES | - | |

#### Indexes

| Index Name | Columns | Type |
|---|---|---|
| users_boss_idx | boss | BTREE |
| users_pkey | id | BTREE |

#### Foreign Keys

| FK Name | Column | References | On Delete | On Update |
|---|---|---|---|---|
| users_boss_fkey | boss | users(id) | SET NULL | NO ACTION |
`;

function outline({ tables }: Schema, key = "users"): unknown {
  const table = tables.get(key);
  return {
    columns: table?.columns.map(({ name, type, nullable }) => `${name} ${type?.base}${nullable ? "" : " NOT NULL"}`),
    constraints: table?.constraints.map(({ name, kind }) => `${kind} ${name}`).toSorted(),
    indexes: table?.indexes.map(({ name }) => name),
    assumed: table?.assumed,
  };
}

const expected = {
  columns: ["id integer NOT NULL", "email character varying NOT NULL", "boss integer"],
  constraints: ["foreign-key users_boss_fkey", "primary-key users_pkey", "unique users_email_key"],
  indexes: ["users_boss_idx"],
  assumed: false,
};

describe("a table's section", () => {
  test("by its DDL block alone, by its tables alone, and by both, is the same table", () => {
    expect(outline(read(`### Table: users\n\n${block}`))).toEqual(expected);
    expect(outline(read(`### Table: users\n\n${rows}`))).toEqual(expected);
    expect(outline(read(`### Table: users\n\n${block}\n${rows}`))).toEqual(expected);
  });

  test("the tables add what the block is silent about", () => {
    const short = "```sql\nCREATE TABLE users (id serial PRIMARY KEY, email varchar(255) NOT NULL UNIQUE);\n```\n";
    expect(outline(read(`### Table: users\n\n${short}\n${rows}`))).toEqual(expected);
  });

  test("a serial in a row draws from the sequence that the server makes for it", () => {
    const drawn = (sections: string) => read(sections).tables.get("users")?.columns[0]?.default?.meaning;
    expect(drawn(`### Table: users\n\n${rows}`)).toBe("nextval('users_id_seq')");
    expect(drawn(`### Table: users\n\n${block}`)).toBe("nextval('users_id_seq')");
  });

  test("a table made as its rows promise changes nothing, and one whose default goes does", () => {
    const base = { [PATH]: `# Database Schema Contract\n\n## Tables\n\n### Table: users\n\n${rows}` };
    const changes = (migration: string) => comparePullRequest({ base, migration }).schemaChange.tables.changed;
    expect(changes(block.replace(/```(sql)?/g, ""))).toEqual([]);
    expect(changes("ALTER TABLE users ALTER COLUMN id DROP DEFAULT;")).toMatchObject([
      { columns: { changed: [{ name: "id", changes: [{ attribute: "default" }] }] } },
    ]);
  });

  test("a section of words alone is a table of which nothing is known", () => {
    expect(outline(read("### Table: users\n\nEverybody who signed up.\n"))).toMatchObject({ assumed: true });
  });

  test("names are the dialect's: another schema, quotes", () => {
    const schema = read(
      '### Table: billing.invoices\n\n```sql\nCREATE TABLE billing.invoices (id int);\n```\n\n### Table: odd\n\n```sql\nCREATE TABLE public.odd ("Id" int);\n```\n',
    );
    expect([...schema.tables.keys()]).toEqual(["billing.invoices", "odd"]);
    expect(schema.tables.get("odd")?.columns[0]?.name).toBe("Id");
  });
});

test("it never claims to be complete, and reads no section before it is asked for", () => {
  const many = Array.from(
    { length: 400 },
    (_, at) => `### Table: t${at}\n\n${block.replaceAll("users", `t${at}`)}\n`,
  ).join("\n");
  const start = performance.now();
  const schema = read(many);
  const opened = performance.now() - start;
  expect(schema.complete).toBe(false);
  expect(schema.tables.size).toBe(400);
  expect(schema.tables.has("t399")).toBe(true);
  const all = performance.now();
  expect([...schema.tables.values()]).toHaveLength(400);
  expect(opened).toBeLessThan(performance.now() - all);
});

test("a migration on one table reads the sections that speak of it, and no other", () => {
  const others = Array.from(
    { length: 50 },
    (_, at) => `### Table: t${at}\n\n${block.replaceAll("users", `t${at}`)}\n`,
  ).join("\n");
  const text = `# Database Schema Contract\n\n**Version:** 1.0.0\n\n## Tables\n\n### Table: users\n\n${block}\n${others}`;
  const { head, discrepancies } = comparePullRequest({
    base: { [PATH]: text },
    migration: "DROP INDEX users_boss_idx;",
  });
  expect(head.tables.get("users")?.indexes).toEqual([]);
  expect(discrepancies).toHaveLength(1);
});

test("views, routines and enums come along", () => {
  const schema = read(`### Table: users

${block}
\`\`\`sql
CREATE TYPE mood AS ENUM ('ok', 'sad');
\`\`\`

## Views

### View: bosses

\`\`\`sql
CREATE VIEW bosses AS SELECT DISTINCT boss FROM users;
\`\`\`

## Stored Procedures & Functions

### Function: one

\`\`\`sql
CREATE FUNCTION one(n integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
\`\`\`
`);
  expect(schema.views.get("bosses")?.columns.map(({ name }) => name)).toEqual(["boss"]);
  expect([...schema.routines.keys()]).toEqual(["one(integer)"]);
  expect(schema.types.get("mood")).toMatchObject({ kind: "enum", values: ["ok", "sad"] });
});
