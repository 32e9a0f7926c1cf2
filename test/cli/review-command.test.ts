import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { joined, service, step } from "../databases/services.ts";
import { Repository, runCli } from "./run-cli.ts";

const users = "CREATE TABLE users (id integer PRIMARY KEY, name text);\n";
const withoutContract = { "migrations/0002_drop.sql": "ALTER TABLE users DROP COLUMN name;\n" };

function start(): Repository {
  return new Repository().commit({ "migrations/0001_users.sql": users, "README.md": "hello\n" });
}

describe("schema-warden review", { timeout: 120_000 }, () => {
  it("ends with 0 where nothing of the schema changes", async () => {
    const { dir } = start().branch("work").commit({ "src/index.js": "export {};\n" });
    const { code, stdout, stderr } = await runCli(["review", "--repo", dir]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("✓ This pull request changes no schema and no contract.");
  });

  it("ends with 1 where it finds errors, in every format", async () => {
    const { dir } = start().branch("work").commit(withoutContract);
    const [terminal, markdown, json] = await Promise.all([
      runCli(["review", "--repo", dir]),
      runCli(["review", "--repo", dir, "--format", "markdown"]),
      runCli(["review", "--repo", dir, "--format", "json"]),
    ]);
    expect([terminal.code, markdown.code, json.code]).toEqual([1, 1, 1]);
    expect(terminal.stdout).toMatch(/migrations\/0002_drop\.sql:1 {2}error {2}\S/);
    expect(terminal.stdout).not.toContain("\u001b");
    expect(markdown.stdout).toContain("## ❌ Schema contract: changes needed");
    const report = JSON.parse(json.stdout) as { base: { ref: string }; head: { ref: string }; verdict: string };
    expect(report).toMatchObject({ base: { ref: "main" }, head: { ref: "work" }, verdict: "failure" });
  });

  it("writes to a file, without colours, and says nothing else", async () => {
    const { dir } = start().branch("work").commit(withoutContract);
    const file = join(dir, "review.html");
    const { code, stdout, stderr } = await runCli(["review", "--repo", dir, "--format", "html", "--output", file]);
    expect([code, stdout, stderr]).toEqual([1, "", ""]);
    expect(existsSync(file) && readFileSync(file, "utf8")).toContain("<!doctype html>");
  });

  it("prints the review where the file cannot be written, and says so", async () => {
    const { dir } = start().branch("work").commit(withoutContract);
    const file = join(dir, "missing", "review.json");
    const { code, stdout, stderr } = await runCli(["review", "--repo", dir, "--format", "json", "--output", file]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: "failure" });
    expect(stderr).toMatch(/^schema-warden: The file .* cannot be written \(its folder does not exist\).*\n$/);
  });

  it("colours when it must", async () => {
    const { dir } = start().branch("work").commit(withoutContract);
    expect((await runCli(["review", "--repo", dir], { FORCE_COLOR: "1" })).stdout).toContain("\u001b[31m");
  });

  it("reviews the working tree, new files included", async () => {
    const { dir } = start().write(withoutContract);
    const { code, stdout } = await runCli(["review", "--repo", dir, "--worktree"]);
    expect(code).toBe(1);
    expect(stdout).toContain("main");
    expect(stdout).toContain("working tree");
    expect(stdout).toContain("users.name");
  });

  it("reviews each database of several that is touched, and fails where one does", async () => {
    const files = joined(service("services/billing/", "invoices"), service("services/users/", "users"));
    const change = joined(
      step("services/billing/", "UPDATE invoices SET name = name;"),
      step("services/users/", "ALTER TABLE users ADD COLUMN IF NOT EXISTS note text;"),
    );
    const { dir } = new Repository()
      .commit(Object.fromEntries(files))
      .branch("work")
      .commit(Object.fromEntries(change));
    const formats = ["json", "terminal", "html", "sarif", "junit", "github"];
    const runs = await Promise.all(formats.map((format) => runCli(["review", "--repo", dir, "--format", format])));
    expect(runs.map(({ code, stderr }) => [code, stderr])).toEqual(formats.map(() => [1, ""]));
    const [json, terminal, html, sarif, junit, github] = runs.map(({ stdout }) => stdout);
    const report = JSON.parse(json ?? "") as { databases: { name: string; verdict: string }[] };
    expect(report.databases.map(({ name, verdict }) => [name, verdict])).toEqual([
      ["services/billing", "success"],
      ["services/users", "failure"],
    ]);
    expect(terminal).toMatch(/error {2}column-undocumented {2}services\/users\n/);
    expect(terminal).toContain("services/billing: database");
    expect(html).toContain("<h2>Databases</h2>");
    expect(sarif).toContain('"database": "services/users"');
    expect(junit).toContain('name="services/users: column-undocumented');
    expect(github).toContain("title=Schema Warden%3A column-undocumented (services/users)::");
  });

  it("compares any two refs, from where they parted", async () => {
    const { dir } = start()
      .tag("v1")
      .commit({ "migrations/0002_a.sql": "ALTER TABLE users ADD COLUMN a text;\n" })
      .tag("v2");
    const { stdout } = await runCli(["review", "--repo", dir, "--base", "v1", "--head", "v2", "--format", "json"]);
    const report = JSON.parse(stdout) as {
      schemaChange: { tables: { changed: { columns: { added: { name: string }[] } }[] } };
    };
    expect(report.schemaChange.tables.changed[0]?.columns.added[0]?.name).toBe("a");
  });

  it.each([
    [["--base", "nowhere"], /^schema-warden: There is no commit called nowhere here\..*--base\.\n$/],
    [["--head", "nowhere"], /^schema-warden: There is no commit called nowhere here\..*--head\.\n$/],
    [["--repo", "/nowhere"], /^schema-warden: There is no folder \/nowhere\..*\n$/],
    [["--head", "main", "--worktree"], /^schema-warden: .*cannot be used with.*\n$/],
    [["--format", "xml"], /^schema-warden: .*'xml' is invalid.*\n$/],
  ])("ends with 2 and one sentence on %j", async (parameters, sentence) => {
    const { code, stdout, stderr } = await runCli(["review", "--repo", start().dir, ...parameters]);
    expect(stderr).toMatch(sentence);
    expect([code, stdout]).toEqual([2, ""]);
  });

  it("ends with 2 outside of a repository", async () => {
    const { code, stderr } = await runCli(["review", "--repo", "/"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^schema-warden: .*\n$/);
  });
});
