import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";

const root = join(import.meta.dirname, "../..");

const migration = `CREATE TABLE a (id bigint PRIMARY KEY);
ALTER TABLE b
  ADD COLUMN c integer NOT NULL;
DROP TABLE d;
`;

/** A program in squawk's place that says the same of whatever it is given. */
function folderWith(said: readonly { file: string; line: number; rule_name: string }[]): string {
  const folder = mkdtempSync(join(tmpdir(), "compare-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "0001_a.sql"), migration);
  writeFileSync(join(folder, "fake-squawk"), `#!/bin/sh\ncat <<'END'\n${JSON.stringify(said)}\nEND\n`);
  chmodSync(join(folder, "fake-squawk"), 0o755);
  return folder;
}

async function run(folder: string, ...options: readonly string[]): Promise<string> {
  const script = join(root, "scripts/compare-with-squawk.ts");
  const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
  const { stdout } = await promisify(execFile)(process.execPath, [tsx, script, folder, ...options]);
  return stdout;
}

const said = [
  { file: "0001_a.sql", line: 2, rule_name: "adding-required-field" },
  { file: "0001_a.sql", line: 0, rule_name: "ban-drop-column" },
  { file: "0001_a.sql", line: 3, rule_name: "a-rule-of-their-own" },
];

it("counts by rule where both speak of a statement, and where one alone does", async () => {
  const folder = folderWith(said);
  const table = await run(folder, "--squawk", join(folder, "fake-squawk"));
  expect(table).toMatch(/adding-required-field +add-required-column +1 +0 +0/);
  expect(table).toMatch(/ban-drop-column +drop-column, .* +0 +1 +0/);
  expect(table).toMatch(/ban-drop-table +drop-table, .* +0 +0 +1/);
  expect(table).not.toContain("a-rule-of-their-own");
});

it("names the places of one rule where only one of them speaks", async () => {
  const folder = folderWith(said);
  const places = (rule: string) => run(folder, "--squawk", join(folder, "fake-squawk"), "--rule", rule);
  expect(await places("ban-drop-column")).toBe("only they  0001_a.sql:1  CREATE TABLE a (id bigint PRIMARY KEY)\n");
  expect(await places("ban-drop-table")).toBe("only we    0001_a.sql:4  DROP TABLE d\n");
  expect(await places("adding-required-field")).toBe("\n");
});

it("says in one sentence that squawk is not there", async () => {
  await expect(run(folderWith([]), "--squawk", "/nowhere/squawk")).rejects.toThrow(
    /squawk could not be started as \/nowhere\/squawk: install it/,
  );
});
