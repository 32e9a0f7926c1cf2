import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Repository, runCli, runCliUnread } from "./run-cli.ts";

const users = "CREATE TABLE users (id integer PRIMARY KEY);\n";
const email = "ALTER TABLE users ADD COLUMN email text NOT NULL DEFAULT '';\n";

function history(): Repository {
  return new Repository()
    .commit({ "migrations/0001_users.sql": users })
    .tag("v1")
    .commit({ "migrations/0002_email.sql": email });
}

describe("schema-warden schema", { timeout: 120_000 }, () => {
  it("prints what all migrations make, as SQL", async () => {
    const { code, stdout, stderr } = await runCli(["schema", "--repo", history().dir]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toContain("CREATE TABLE users (\n    id integer NOT NULL,\n    email text DEFAULT '' NOT NULL,");
  });

  it("prints what they made at a tag", async () => {
    const { code, stdout } = await runCli(["schema", "--repo", history().dir, "--at", "v1"]);
    expect(code).toBe(0);
    expect(stdout).not.toContain("email");
  });

  it("prints JSON and mermaid, to a file too", async () => {
    const { dir } = history();
    const file = join(dir, "schema.json");
    const [json, picture] = await Promise.all([
      runCli(["schema", "--repo", dir, "--format", "json", "--output", file]),
      runCli(["schema", "--repo", dir, "--format", "mermaid"]),
    ]);
    expect([json.code, json.stdout]).toEqual([0, ""]);
    const schema = JSON.parse(readFileSync(file, "utf8")) as { tables: { users: { columns: { name: string }[] } } };
    expect(schema.tables.users.columns.map(({ name }) => name)).toEqual(["id", "email"]);
    expect(picture.stdout).toContain('erDiagram\n  t0["users"] {\n    integer id PK');
  });

  it("replays several lineages apart and prints them apart", async () => {
    const { dir } = new Repository().commit({
      "billing/migrations/0001_a.sql": "CREATE TABLE things (a integer);\n",
      "shop/migrations/0001_b.sql": "CREATE TABLE things (b integer);\n",
    });
    const [sql, json] = await Promise.all([
      runCli(["schema", "--repo", dir]),
      runCli(["schema", "--repo", dir, "--format", "json"]),
    ]);
    expect(sql.stdout.match(/CREATE TABLE things/g)).toHaveLength(2);
    expect(sql.stdout).toContain("-- billing/migrations: 1 migration");
    const { lineages } = JSON.parse(json.stdout) as { lineages: Record<string, unknown> };
    expect(Object.keys(lineages)).toEqual(["billing/migrations", "shop/migrations"]);
  });

  it("prints what could be read and says on standard error what could not", async () => {
    const { dir } = new Repository().commit({ "migrations/0001.sql": `${users}CREATE TABEL oops;\n` });
    const { code, stdout, stderr } = await runCli(["schema", "--repo", dir]);
    expect(code).toBe(0);
    expect(stdout).toContain("CREATE TABLE users");
    expect(stderr).toMatch(/^1 thing was not fully read:\n {2}migrations\/0001\.sql:2 /);
  });

  it.each([
    [["--at", "nowhere"], /^schema-warden: There is no commit called nowhere here\..*--at\.\n$/],
    [["--format", "xml"], /^schema-warden: .*'xml' is invalid.*\n$/],
    [["--wrong"], /^schema-warden: unknown option '--wrong'\n$/],
  ])("ends with 2 and one sentence on %j", async (parameters, sentence) => {
    const { code, stdout, stderr } = await runCli(["schema", "--repo", history().dir, ...parameters]);
    expect(stderr).toMatch(sentence);
    expect([code, stdout]).toEqual([2, ""]);
  });

  it("ends with 2 and prints the schema where the file cannot be written", async () => {
    const { code, stdout, stderr } = await runCli([
      "schema",
      "--repo",
      history().dir,
      "--output",
      "/nowhere/at/all.sql",
    ]);
    expect(stderr).toMatch(/^schema-warden: The file \/nowhere\/at\/all\.sql cannot be written .*standard output.*\n$/);
    expect(code).toBe(2);
    expect(stdout).toContain("CREATE TABLE");
  });

  it("ends with 2 where there is nothing to replay", async () => {
    const { code, stderr } = await runCli([
      "schema",
      "--repo",
      new Repository().commit({ "README.md": "hello\n" }).dir,
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^schema-warden: There is no migration at HEAD in .*\n$/);
  });

  it("ends quietly when its reader goes away", async () => {
    const many = Array.from({ length: 1000 }, (_, at) => `CREATE TABLE t${at} (id integer PRIMARY KEY, note text);`);
    const { dir } = new Repository().commit({ "migrations/0001.sql": many.join("\n") });
    expect(await runCliUnread(["schema", "--repo", dir])).toMatchObject({ code: 0, stderr: "" });
  });
});
