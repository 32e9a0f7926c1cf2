import { describe, expect, test } from "vitest";
import { emptySchema } from "../../src/compare/empty-schema.ts";
import { typeChange } from "../../src/compare/type-change.ts";
import { loadPostgresReader } from "../../src/extract/sql/postgres/reader.ts";
import { comparePullRequest, told } from "./pull-request.ts";

const PATH = "DATABASE_SCHEMA_CONTRACT.md";

const base = {
  [PATH]: `# Database Schema Contract

**Version:** 1.0.0

## Tables

### Table: orgs

\`\`\`sql
CREATE TABLE orgs (id bigint PRIMARY KEY, name text);
\`\`\`

### Table: users

\`\`\`sql
CREATE TABLE users (id bigint PRIMARY KEY, org_id bigint, CONSTRAINT users_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs (id));
CREATE INDEX users_org_idx ON users (org_id);
\`\`\`

**Depends On (Tables):**
- \`orgs\`
`,
};

const sql = await loadPostgresReader();

describe("what a type change does to values", () => {
  const effect = (from: string, to: string): string | undefined => {
    const [left, right] = [sql.readType(from), sql.readType(to)];
    return left === undefined || right === undefined
      ? undefined
      : typeChange(left, right, emptySchema("postgresql", true)).effect;
  };

  test.each([
    ["int4", "integer", "same"],
    ["serial", "integer", "same"],
    ["integer", "bigint", "widened"],
    ["smallint", "numeric", "widened"],
    ["integer", "numeric(12,2)", "widened"],
    ["real", "double precision", "widened"],
    ["integer", "double precision", "widened"],
    ["bigint", "double precision", "changed"],
    ["varchar(50)", "varchar(80)", "widened"],
    ["varchar(50)", "text", "widened"],
    ["numeric(8,2)", "numeric(10,2)", "widened"],
    ["numeric(8,2)", "numeric", "widened"],
    ["timestamp(3)", "timestamp", "widened"],
    ["bigint", "integer", "narrowed"],
    ["text", "varchar(50)", "narrowed"],
    ["varchar(80)", "varchar(50)", "narrowed"],
    ["numeric(10,2)", "numeric(10,4)", "narrowed"],
    ["numeric(10,2)", "integer", "narrowed"],
    ["integer", "numeric(8,2)", "narrowed"],
    ["integer", "text", "changed"],
    ["timestamp", "timestamptz", "changed"],
    ["json", "jsonb", "changed"],
    ["text", "text[]", "changed"],
    ["date", "text", "changed"],
  ])("%s to %s: %s", (from, to, expected) => {
    expect(effect(from, to)).toBe(expected);
  });
});

describe("undoing", () => {
  const left = (migration: string, down: string) => {
    const change = comparePullRequest({ base, migration, down }).migrations[0]?.leftByUndoing;
    return change === undefined ? undefined : (JSON.stringify(change).match(/"name":"[^"]*"/g) ?? []);
  };

  test("leaves nothing where everything is undone", () => {
    expect(left("ALTER TABLE users ADD COLUMN n int;", "ALTER TABLE users DROP COLUMN n;")).toEqual([]);
    expect(left("ALTER TABLE users RENAME TO people;", "ALTER TABLE people RENAME TO users;")).toEqual([]);
    expect(left("CREATE TABLE t (id int);", "DROP TABLE IF EXISTS t;")).toEqual([]);
    expect(left("DROP INDEX users_org_idx;", "CREATE INDEX users_org_idx ON users (org_id);")).toEqual([]);
  });

  test("leaves what was forgotten", () => {
    expect(left("ALTER TABLE users ADD COLUMN n int; CREATE TABLE t (id int);", "DROP TABLE t;")).not.toEqual([]);
    expect(left("CREATE TABLE t (id int);", "SELECT 1;")).not.toEqual([]);
  });
});

describe("an enum of which no contract tells", () => {
  const changed = (migration: string) => comparePullRequest({ base, migration }).schemaChange.enums.changed;
  const change = { name: "mood", added: [], dropped: [], renamed: [], reordered: false };

  test("changes as the statements say", () => {
    expect(changed("ALTER TYPE mood ADD VALUE 'glad'; ALTER TYPE mood ADD VALUE IF NOT EXISTS 'sad';")).toEqual([
      { ...change, added: ["glad", "sad"] },
    ]);
    expect(
      changed("ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'; ALTER TYPE mood RENAME VALUE 'fine' TO 'well';"),
    ).toEqual([{ ...change, renamed: [{ from: "ok", to: "well" }] }]);
    expect(changed("ALTER TYPE mood ADD VALUE 'glat'; ALTER TYPE mood RENAME VALUE 'glat' TO 'glad';")).toEqual([
      { ...change, added: ["glad"] },
    ]);
  });

  test("is no other than the one that the pull request makes", () => {
    const pull = comparePullRequest({
      base,
      migration: "CREATE TYPE mood AS ENUM ('ok'); ALTER TYPE mood ADD VALUE 'glad';",
    });
    expect(pull.schemaChange.enums).toMatchObject({ added: [{ name: "mood", values: ["ok", "glad"] }], changed: [] });
  });
});

describe("other tables' promises", () => {
  test("a renamed table must have its new name in the foreign keys that lead to it", () => {
    const renamed = base[PATH]
      .replace("### Table: orgs", "### Table: companies")
      .replace("CREATE TABLE orgs", "CREATE TABLE companies");
    const pull = comparePullRequest({
      base,
      head: { [PATH]: renamed },
      migration: "ALTER TABLE orgs RENAME TO companies;",
    });
    expect(told(pull)).toHaveLength(1);
    expect(told(pull)[0]).toMatch(/^different foreign-key users\.users_org_id_fkey definition: .*companies.*orgs/);
    const followed = renamed.replace("REFERENCES orgs", "REFERENCES companies").replace("- `orgs`", "- `companies`");
    expect(
      told(
        comparePullRequest({ base, head: { [PATH]: followed }, migration: "ALTER TABLE orgs RENAME TO companies;" }),
      ),
    ).toEqual([]);
  });

  test("a foreign key whose target is not listed under Depends On", () => {
    const head = base[PATH].replace(
      "org_id bigint,",
      "org_id bigint, team_id bigint CONSTRAINT users_team_fkey REFERENCES teams (id),",
    );
    const migration = "ALTER TABLE users ADD COLUMN team_id bigint CONSTRAINT users_team_fkey REFERENCES teams (id);";
    const pull = (text: string) => comparePullRequest({ base, head: { [PATH]: text }, migration });
    expect(pull(head).missingDependencies.map(({ table, target }) => [table, target])).toEqual([["users", "teams"]]);
    expect(pull(head.replace("- `orgs`", "- `orgs`\n- `teams`")).missingDependencies).toEqual([]);
    expect(told(pull(head))).toEqual([]);
  });
});

describe("what became of the contracts", () => {
  const queries = (sqlText: string, more: object = {}) =>
    JSON.stringify({
      contract_version: "1.0.0",
      queries: { q: { id: "q", sql: sqlText, parameters: [{ name: "id", type: "bigint" }], ...more } },
    });
  const bump = (before: string, after: string) =>
    comparePullRequest({ base: { "SQL_CONTRACT.json": before }, head: { "SQL_CONTRACT.json": after } }).contractChanges
      .sql.bump;

  test("the SQL contract by its own house rule", () => {
    const one = queries("SELECT id FROM users WHERE id = $1");
    expect(bump(one, `${one}\n`)).toBe("none");
    expect(bump(one, JSON.stringify(JSON.parse(one), null, 4))).toBe("none");
    expect(bump(one, one.replace('{"q":', '{"p":{"id":"p","sql":"SELECT 1"},"q":'))).toBe("patch");
    expect(bump(one, queries("SELECT id FROM users WHERE id = $1 LIMIT 1"))).toBe("minor");
    expect(bump(one, queries("SELECT id FROM users WHERE id = $1", { parameters: [] }))).toBe("major");
    expect(bump(one, '{"contract_version":"1.0.0","queries":{}}')).toBe("major");
  });

  test("the API contract by its own protocol", () => {
    const endpoint = (path: string, fields: string) =>
      `#### \`GET ${path}\`\n\n**Status:** active\n\n**Response 200:**\n\n\`\`\`json\n{ ${fields} }\n\`\`\`\n\n`;
    const api = (...endpoints: readonly string[]) =>
      `# API Contract\n\n**Version:** 1.0.0\n\n## Endpoints\n\n${endpoints.join("")}`;
    const of = (before: string, after: string) =>
      comparePullRequest({ base: { "API_CONTRACT.md": before }, head: { "API_CONTRACT.md": after } }).contractChanges
        .api.bump;
    const one = api(endpoint("/a", '"id": 1, "name": "x"'));
    expect(of(one, one)).toBe("none");
    expect(of(one, api(endpoint("/a", '"id": 1, "name": "x", "age": 3')))).toBe("patch");
    expect(of(one, api(endpoint("/a", '"id": 1, "name": "x"'), endpoint("/b", '"id": 1')))).toBe("minor");
    expect(of(one, api(endpoint("/a", '"id": 1')))).toBe("major");
    expect(of(one, api(endpoint("/b", '"id": 1, "name": "x"')))).toBe("major");
  });

  test("the name of a value in a path is none that callers know", () => {
    const api = (path: string, rows: string) =>
      `# API Contract\n\n**Version:** 1.0.0\n\n## Endpoints\n\n#### \`GET ${path}\`\n\n**Status:** active\n\n**Path Parameters:**\n\n| Name | Type | Required |\n|---|---|---|\n${rows}\n**Response 200:**\n\n\`\`\`json\n{ "id": 1 }\n\`\`\`\n`;
    const of = (before: string, after: string) =>
      comparePullRequest({ base: { "API_CONTRACT.md": before }, head: { "API_CONTRACT.md": after } }).contractChanges
        .api.bump;
    const one = api("/users/{id}/orders/{order}", "| id | integer | YES |\n| order | integer | YES |\n");
    const renamed = "| `userId` | integer | YES |\n| order | integer | YES |\n";
    expect(of(one, api("/users/:userId/orders/:order", renamed.replaceAll("`", "")))).toBe("none");
    expect(of(one, api("/users/{userId}/orders/{order}", renamed))).not.toBe("major");
    expect(of(one, api("/users/{userId}/orders/{order}", renamed.replace("integer", "text")))).toBe("major");
    expect(of(one, api("/users/{userId}/orders/{order}", `${renamed}| since | date | YES |\n`))).toBe("major");
    expect(of(one, api("/users/{userId}/orders/{order}", `${renamed}| since | date | NO |\n`))).toBe("patch");
    expect(of(one, api("/users/{id}/invoices/{order}", renamed))).toBe("major");
  });
});
