import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";

const root = join(import.meta.dirname, "../..");

const files = {
  "db/0001_users.sql": "CREATE TABLE users (id bigint PRIMARY KEY, email text);\n",
  "db/0002_more.sql":
    "CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);\nALTER TABLE users ADD COLUMN IF NOT EXISTS age integer;\n",
  "db/0003_drop.sql": "ALTER TABLE users DROP COLUMN IF EXISTS email;\nTHIS IS NO STATEMENT;\n",
  "db/0004_gone.sql": "ALTER TABLE users DROP COLUMN IF EXISTS email;\n",
  "db/0005_waived.sql":
    "-- schema-warden: allow drop-column because nobody reads it\nALTER TABLE users DROP COLUMN IF EXISTS age;\n",
  "DATABASE_SCHEMA_CONTRACT.md": "# Database Schema Contract\n\n## Tables\n",
};

describe("count-findings", () => {
  it("reviews each migration on top of those before it, every rule at its own severity", async () => {
    const counted = JSON.parse(await run(files, "--json"));
    expect(counted).toMatchObject({
      dialect: "postgresql",
      migrations: 5,
      statements: 7,
      unread: 1,
      waived: 1,
      failures: [],
    });
    const of = (rule: string) => counted.counts.find((one: { readonly rule: string }) => one.rule === rule);
    expect(of("drop-column")).toEqual({ rule: "drop-column", severity: "error", findings: 1, migrations: 1 });
    expect(of("create-not-guarded")).toMatchObject({ findings: 1 });
    expect(of("contract-missing")).toBeUndefined();
    expect(counted.counts.map(({ rule }: { readonly rule: string }) => rule)).not.toContain("table-undocumented");
  });

  it("leaves out what comes before the migration it is told to start from, and still applies it", async () => {
    const counted = JSON.parse(await run(files, "--json", "--from", "0003_"));
    expect(counted).toMatchObject({ migrations: 3, statements: 4, unread: 1, waived: 1 });
    expect(counted.found.filter(({ rule }: { readonly rule: string }) => rule === "drop-column")).toHaveLength(1);
    expect(JSON.parse(await run(files, "--json", "--from", "9999"))).toMatchObject({ migrations: 0, counts: [] });
  });

  it("names the places of one rule, and goes by a configuration", async () => {
    expect(await run(files, "--rule", "drop-column")).toMatch(
      /^db\/0003_drop\.sql:1 {2}The column `users\.email` is dropped.*\n$/,
    );
    const quiet = { ...files, "config.yml": "rules:\n  drop-column: off\n" };
    expect(await run(quiet, "--rule", "drop-column", "--config", "config.yml")).toBe("\n");
  });
});

async function run(texts: Readonly<Record<string, string>>, ...options: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "schema-warden-count-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const parameters = [
    "--import",
    join(root, "node_modules/tsx/dist/loader.mjs"),
    join(root, "scripts/count-findings.ts"),
    ".",
    ...options,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, parameters, { cwd: folder, maxBuffer: 1e8 });
  return stdout;
}
