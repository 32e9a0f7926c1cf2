import { describe, expect, test } from "vitest";
import { comparePullRequest } from "./pull-request.ts";

const base = {
  "DATABASE_SCHEMA_CONTRACT.md": `# Database Schema Contract

**Version:** 2.4.0

## Tables

### Table: users

\`\`\`sql
CREATE TABLE users (
    id bigint PRIMARY KEY,
    email varchar(100) NOT NULL,
    name varchar(100) NOT NULL,
    age integer,
    status text NOT NULL DEFAULT 'new'
);
\`\`\`

### Table: audit

\`\`\`sql
CREATE TABLE audit (id bigint PRIMARY KEY, what text);
\`\`\`

## Views

### View: adults

\`\`\`sql
CREATE VIEW adults AS SELECT id, age FROM users WHERE age > 17;
\`\`\`
`,
  "SQL_CONTRACT.json": JSON.stringify({
    contract_version: "1.0.0",
    queries: {
      get_user: { id: "get_user", sql: "SELECT id, email FROM users WHERE id = $1" },
      add_user: { id: "add_user", sql: "INSERT INTO users (id, email, name) VALUES ($1, $2, $3)" },
    },
  }),
};

/** The verdict on the last operation, with its reason. */
function judge(migration: string): readonly [boolean | undefined, string | undefined] {
  const verdict = comparePullRequest({ base, migration }).breaking.at(-1);
  return [verdict?.breaking, verdict?.because];
}

function isBreaking(migration: string): boolean | undefined {
  return judge(migration)[0];
}

describe("not breaking", () => {
  test.each([
    "CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1'; ALTER FUNCTION f() RENAME TO g;",
    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; ALTER FUNCTION f() RENAME TO g;",
    "CREATE TYPE e AS ENUM ('a'); ALTER TYPE e RENAME TO f;",
    "CREATE SEQUENCE s; ALTER SEQUENCE s RENAME TO n;",
    "CREATE SEQUENCE s OWNED BY users.age; ALTER SEQUENCE s RENAME TO n;",
    "CREATE VIEW v AS SELECT id FROM users; ALTER VIEW v RENAME TO w;",
    "ALTER TABLE users ADD COLUMN phone text;",
    "ALTER TABLE users ADD COLUMN points int NOT NULL DEFAULT 0;",
    "ALTER TABLE users ADD COLUMN n bigint GENERATED ALWAYS AS IDENTITY;",
    "ALTER TABLE users ADD COLUMN initial text GENERATED ALWAYS AS (left(name, 1)) STORED;",
    "CREATE INDEX idx_users_email ON users (email);",
    "CREATE INDEX CONCURRENTLY idx_users_age ON users (age);",
    "CREATE TABLE tags (id int PRIMARY KEY, name text NOT NULL);",
    "CREATE TABLE tags (id int); ALTER TABLE tags ADD COLUMN name text NOT NULL;",
    "CREATE TABLE tags (id int, name text); ALTER TABLE tags DROP COLUMN name;",
    "CREATE TABLE tags (id int); DROP TABLE tags;",
    "ALTER TABLE users ALTER COLUMN email TYPE varchar(200);",
    "ALTER TABLE users ALTER COLUMN email TYPE text;",
    "ALTER TABLE users ALTER COLUMN name TYPE character varying(100);",
    "ALTER TABLE users ALTER COLUMN name DROP NOT NULL;",
    "ALTER TABLE users ALTER COLUMN age SET NOT NULL; ALTER TABLE users ALTER COLUMN age DROP NOT NULL;",
    "ALTER TABLE users ALTER COLUMN age SET DEFAULT 1;",
    "ALTER TABLE users RENAME TO people; CREATE VIEW users AS SELECT * FROM people; COMMENT ON TABLE people IS 'x';",
    "ALTER TABLE users ADD COLUMN phone text; ALTER TABLE users ADD CONSTRAINT users_phone_key UNIQUE (phone);",
    "ALTER TABLE audit ADD CONSTRAINT what_set CHECK (what <> '');",
    "CREATE OR REPLACE VIEW adults AS SELECT id, age, name FROM users WHERE age > 17;",
    "ALTER TABLE users ADD CONSTRAINT named CHECK (name IS NOT NULL) NOT VALID;",
    "ALTER TABLE users ADD CONSTRAINT staged CHECK (status IS NOT NULL) NOT VALID;",
    "DROP INDEX IF EXISTS nothing;",
    "CREATE TYPE mood AS ENUM ('ok');",
  ])("%s", (migration) => {
    expect(isBreaking(migration)).not.toBe(true);
  });
});

describe("breaking", () => {
  test.each([
    "ALTER TABLE users DROP COLUMN email;",
    "ALTER TABLE audit DROP COLUMN what;",
    "DROP TABLE audit;",
    "ALTER TABLE users RENAME COLUMN email TO mail;",
    "ALTER TABLE users RENAME TO people;",
    "ALTER TABLE users ADD COLUMN region text NOT NULL;",
    "ALTER TABLE audit ADD COLUMN region text NOT NULL;",
    "ALTER TABLE users ALTER COLUMN status DROP DEFAULT;",
    "ALTER TABLE users ALTER COLUMN age SET NOT NULL;",
    "ALTER TABLE users ALTER COLUMN email TYPE varchar(50);",
    "ALTER TABLE users ALTER COLUMN age TYPE text;",
    "ALTER TABLE users ALTER COLUMN age TYPE bigint;",
    "ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);",
    "CREATE UNIQUE INDEX users_name_idx ON users (name);",
    "ALTER TABLE users ADD CONSTRAINT short CHECK (length(name) < 50) NOT VALID;",
    "ALTER TABLE users ADD CONSTRAINT aged CHECK (age IS NOT NULL) NOT VALID;",
    "DROP VIEW adults;",
    "ALTER TABLE users ENABLE ROW LEVEL SECURITY;",
  ])("%s", (migration) => {
    expect(isBreaking(migration)).toBe(true);
  });
});

describe("nobody can say: the contract does not have it", () => {
  test.each([
    ["ALTER TABLE users DROP COLUMN fax;", "`users.fax`"],
    ["ALTER TABLE users RENAME COLUMN fax TO telefax;", "`users.fax`"],
    ["ALTER TABLE users ALTER COLUMN fax TYPE integer;", "`users.fax`"],
    ["ALTER TABLE faxes DROP COLUMN id;", "`faxes`"],
    ["ALTER TABLE faxes ADD COLUMN sent date; ALTER TABLE faxes DROP COLUMN id;", "`faxes`"],
    ["DROP TABLE faxes;", "`faxes`"],
    ["DROP VIEW faxes;", "`faxes`"],
  ])("%s", (migration, name) => {
    const [breaking, because] = judge(migration);
    expect(breaking).toBeUndefined();
    expect(because).toContain(name);
  });

  test("a query of the contract that names it breaks all the same", () => {
    const sql = JSON.stringify({
      contract_version: "1.0.0",
      queries: { get_fax: { id: "get_fax", sql: "SELECT fax FROM users WHERE id = $1" } },
    });
    const migration = "ALTER TABLE users DROP COLUMN fax;";
    const [verdict] = comparePullRequest({ base: { ...base, "SQL_CONTRACT.json": sql }, migration }).breaking;
    expect(verdict?.breaking).toBe(true);
  });

  test("a statement that passes over what is not there breaks nothing that is promised", () => {
    expect(isBreaking("ALTER TABLE users DROP COLUMN IF EXISTS fax;")).toBe(false);
    expect(isBreaking("DROP TABLE IF EXISTS faxes;")).toBe(false);
    expect(isBreaking("ALTER TABLE IF EXISTS faxes DROP COLUMN id;")).toBe(false);
  });

  test("no version is due, and the report has the change", () => {
    const { contractChanges, schemaChange } = comparePullRequest({
      base,
      migration: "ALTER TABLE users DROP COLUMN fax; ALTER TABLE faxes ADD COLUMN sent date;",
    });
    expect(contractChanges.database.bump).toBe("none");
    expect(schemaChange.tables.added).toEqual([]);
    expect(schemaChange.tables.changed.map(({ name }) => name)).toEqual(["faxes", "users"]);
  });
});

test("the reason names who breaks", () => {
  expect(judge("ALTER TABLE users DROP COLUMN email;")[1]).toBe("Readers fail: `add_user` and `get_user`.");
  expect(judge("ALTER TABLE users ADD COLUMN region text NOT NULL;")[1]).toContain("`add_user`");
  expect(judge("CREATE TABLE tags (id int);")[1]).toBe("The table is made in this pull request: nobody reads it yet.");
});

test("data and session statements have no verdict", () => {
  expect(
    comparePullRequest({ base, migration: "SET lock_timeout = '2s'; UPDATE users SET age = 1 WHERE id = 1;" }).breaking,
  ).toEqual([]);
});

test("the version that is due follows the verdicts", () => {
  const bump = (migration: string) => comparePullRequest({ base, migration }).contractChanges.database.bump;
  expect(bump("ALTER TABLE users DROP COLUMN email;")).toBe("major");
  expect(bump("ALTER TABLE users ADD COLUMN phone text;")).toBe("minor");
  expect(bump("CREATE INDEX idx_users_email ON users (email);")).toBe("patch");
  expect(bump("ALTER TABLE users ALTER COLUMN email TYPE text;")).toBe("patch");
  expect(bump("UPDATE users SET age = 1 WHERE id = 1;")).toBe("none");
});
