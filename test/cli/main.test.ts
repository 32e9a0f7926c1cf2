import { describe, expect, it } from "vitest";
import { terminalWidth, wantsColor } from "../../src/cli/terminal-settings.ts";
import { runCli } from "./run-cli.ts";

describe("schema-warden", { timeout: 120_000 }, () => {
  it("says its version and helps, with examples", async () => {
    const [version, help] = await Promise.all([runCli(["--version"]), runCli(["--help"])]);
    expect(version).toMatchObject({ code: 0, stderr: "" });
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(help).toMatchObject({ code: 0, stderr: "" });
    for (const text of ["review", "rules", "explain", "schema", "Examples:", "Exit codes:"])
      expect(help.stdout).toContain(text);
  });

  it("ends with 2 on what it does not know", async () => {
    const [none, wrong, far] = await Promise.all([runCli([]), runCli(["revew"]), runCli(["judge"])]);
    expect(none.code).toBe(2);
    expect(far).toMatchObject({
      code: 2,
      stderr: "schema-warden: unknown command 'judge'. See schema-warden --help.\n",
    });
    expect(wrong).toEqual({
      code: 2,
      stdout: "",
      stderr: "schema-warden: unknown command 'revew' (Did you mean review?)\n",
    });
  });

  it("lists the rules as a table and as JSON", async () => {
    const [table, json] = await Promise.all([runCli(["rules"]), runCli(["rules", "--format", "json"])]);
    const rules = JSON.parse(json.stdout) as { id: string; severity: string; section: string; summary: string }[];
    expect(rules.length).toBeGreaterThan(0);
    for (const rule of rules) {
      expect(rule.summary).not.toBe("");
      expect(table.stdout).toContain(`\n${rule.id} `);
    }
  });

  it("tells how a rule's finding is mended with the author's migration tool", async () => {
    const { code, stdout } = await runCli(["explain", "rollback-missing", "--tool", "GOOSE"]);
    expect(code).toBe(0);
    expect(stdout).toContain("-- +goose Down");
    expect(stdout).toContain("When to waive it");
  });

  it("names the migration tools it knows when asked for another", async () => {
    const { code, stderr } = await runCli(["explain", "rollback-missing", "--tool", "abacus"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/no migration tool called abacus here\. Known: Alembic, /);
  });

  it("explains a rule with examples both ways", async () => {
    const { code, stdout } = await runCli(["explain", "contract-missing"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^contract-missing {2}error {2}/);
    expect(stdout).toContain("It finds");
    expect(stdout).toContain("It leaves alone");
    expect(stdout).not.toContain("\u001b");
  });

  it("guesses which rule was meant", async () => {
    const { code, stderr } = await runCli(["explain", "missing-contract"]);
    expect(code).toBe(2);
    expect(stderr).toBe("schema-warden: There is no rule called missing-contract. Did you mean contract-missing?\n");
  });
});

describe("wantsColor", () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: "1" }, false],
    [true, { NO_COLOR: "" }, true],
    [true, { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
    [false, { FORCE_COLOR: "1" }, true],
    [false, { FORCE_COLOR: "" }, true],
    [true, { FORCE_COLOR: "0" }, false],
    [true, { TERM: "dumb" }, false],
  ])("a terminal: %j, %j: %j", (isTTY, environment, wanted) => {
    expect(wantsColor({ isTTY }, environment)).toBe(wanted);
  });

  it("keeps lines readable", () => {
    expect(terminalWidth({ columns: 80 })).toBe(80);
    expect(terminalWidth({ columns: 400 })).toBe(120);
    expect(terminalWidth({ columns: 0 })).toBe(100);
  });
});
