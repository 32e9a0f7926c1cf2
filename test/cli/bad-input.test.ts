import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { gatherReviewInput } from "../../src/gather.ts";
import { loadSqlReader } from "../../src/load-sql-reader.ts";
import type { Report } from "../../src/model/report.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { toHtml } from "../../src/report/to-html.ts";
import { toMarkdown } from "../../src/report/to-markdown.ts";
import { toTerminal } from "../../src/report/to-terminal.ts";
import { review as buildReview } from "../../src/review.ts";
import { openLocalGit } from "../../src/sources/local-git.ts";
import { runCli } from "./run-cli.ts";

const shop = join(import.meta.dirname, "../../examples/shop/base");
const database = "DATABASE_SCHEMA_CONTRACT.md";
const queries = "SQL_CONTRACT.json";
const endpoints = "API_CONTRACT.md";
const migration = "migrations/0007_x.up.sql";
const addColumn = "ALTER TABLE customers ADD COLUMN IF NOT EXISTS nick text;\n";
const elf = Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2, 3, 0, 255, 254]);

type Content = string | Uint8Array;
/** `undefined` deletes a file. */
type Files = Readonly<Record<string, Content | undefined>>;

function ofShop(path: string): string {
  return readFileSync(join(shop, path), "utf8");
}

function utf16(text: string): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
}

function windows(text: string): string {
  return text.replaceAll("\n", "\r\n");
}

class PullRequest {
  readonly dir = mkdtempSync(join(tmpdir(), "schema-warden-bad-"));

  constructor(base: Files | undefined, head: Files) {
    onTestFinished(() => rmSync(this.dir, { recursive: true, force: true }));
    this.git("init", "--quiet", "--initial-branch=main");
    if (base === undefined) cpSync(shop, this.dir, { recursive: true });
    this.commit(base ?? {});
    this.git("checkout", "--quiet", "-b", "work");
    this.commit(head);
  }

  commit(files: Files): void {
    for (const [path, content] of Object.entries(files)) {
      const file = join(this.dir, path);
      if (content === undefined) rmSync(file);
      else {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
      }
    }
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message", "a change");
  }

  git(...parameters: string[]): void {
    const identity = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
    execFileSync("git", [...identity, ...parameters], { cwd: this.dir, stdio: "ignore" });
  }
}

type Reviewed = {
  readonly code: number | null;
  readonly headline: string;
  readonly rules: readonly string[];
  readonly unread: readonly { readonly message: string; readonly at: { readonly path: string } }[];
};

/** The command's own steps, without a process of its own for each. */
async function reportOf(base: Files | undefined, head: Files): Promise<Report> {
  const { dir } = new PullRequest(base, head);
  const input = await gatherReviewInput(await openLocalGit({ dir }), defaultPolicy);
  return buildReview(input, await loadSqlReader(input.engine));
}

async function review(base: Files | undefined, head: Files): Promise<Reviewed> {
  const report = await reportOf(base, head);
  expect(toTerminal(report, { color: false, width: 100 })).toContain(report.headline.slice(0, 20));
  return {
    code: report.verdict === "failure" ? 1 : 0,
    headline: report.headline,
    rules: report.findings.map(({ rule }) => rule),
    unread: report.diagnostics,
  };
}

const users = { "migrations/0001_users.sql": "CREATE TABLE users (id integer PRIMARY KEY, name text);\n" };
const dropName = { "migrations/0002_name.sql": "ALTER TABLE users DROP COLUMN name;\n" };

describe("a migration that cannot be read as it is", { timeout: 60_000 }, () => {
  const unread: readonly [string, Content, RegExp][] = [
    ["invalid SQL", "CREATE TABEL oops (;\n", /syntax error at or near "TABEL"/],
    ["another dialect", "ALTER TABLE `orders` ADD COLUMN `x` tinyint(1);\n", /Back-ticks are MySQL's quotes/],
    ["binary", elf, /binary/],
    ["Latin-1", Buffer.from("-- caf\xe9\n", "latin1"), /line 1 is not UTF-8/],
    ["50 MB", `${addColumn}-- ${"x".repeat(50_000_000)}\n`, /50000062 bytes, and the limit is/],
  ];
  it.each(unread)("is said to be unread: %s", async (_title, content, message) => {
    const { code, headline, unread: told } = await review(undefined, { [migration]: content });
    expect(told.map(({ message: text, at }) => `${at.path} ${text}`).join("\n")).toMatch(message);
    expect(headline).toContain("no schema change among what could be read");
    expect(code).toBe(0);
  });

  const read: readonly [string, Content][] = [
    ["UTF-16", utf16(addColumn)],
    ["a byte order mark", `\ufeff${addColumn}`],
    ["CRLF", windows(addColumn)],
    [
      "template placeholders",
      `{{ if .Nick }}\n${addColumn.replace("customers", "$" + "{schema}.customers")}{{ end }}\n`,
    ],
  ];
  it.each(read)("is read all the same: %s", async (_title, content) => {
    const { code, rules, unread: told } = await review(undefined, { [migration]: content });
    expect(told).toEqual([]);
    expect(rules).toContain("column-undocumented");
    expect(code).toBe(1);
  });

  it("is nothing at all where it is empty", async () => {
    const { code, rules, headline } = await review(undefined, { [migration]: "" });
    expect([code, rules]).toEqual([0, []]);
    expect(headline).toContain("the schema stays as it is");
  });
});

describe("a contract that cannot be read", { timeout: 60_000 }, () => {
  const broken: readonly [string, Files][] = [
    ["invalid JSON", { [queries]: ofShop(queries).replace('"queries"', '"queries" oops') }],
    ["JSON cut off", { [queries]: ofShop(queries).slice(0, 900) }],
    ["JSON of another kind", { [queries]: "[]" }],
    ["a comment without end", { [database]: ofShop(database).replace("```sql", "<!-- never closed\n```sql") }],
    ["binary", { [database]: elf }],
    ["50 MB", { [endpoints]: Buffer.alloc(50_000_000, "a long line of prose ") }],
    ["empty", { [database]: "" }],
  ];
  it.each(broken)("is said once: %s", async (_title, head) => {
    const { code, rules } = await review(undefined, { ...head, "src/index.js": "export {};\n" });
    expect([code, rules]).toEqual([1, ["contract-unreadable"]]);
  });

  it("does not make its tables new where a migration needs it", async () => {
    const careful = `SET lock_timeout = '5s';\n${addColumn}`;
    const { rules } = await review(undefined, { [database]: elf, [migration]: careful });
    expect(rules).toEqual(["contract-unreadable"]);
  });

  it("has a section twice", async () => {
    const twice = `### Table: customers\n\n| Column | Type |\n|---|---|\n| id | TEXT |\n\n### Table: customers`;
    const { rules } = await review(undefined, { [database]: ofShop(database).replace("### Table: customers", twice) });
    expect(rules).toContain("contract-unreadable");
  });
});

describe("a contract that only looks different", { timeout: 60_000 }, () => {
  const same: readonly [string, Files][] = [
    ["CRLF", Object.fromEntries([database, queries, endpoints].map((path) => [path, windows(ofShop(path))]))],
    ["UTF-16", { [database]: utf16(ofShop(database)), [queries]: utf16(ofShop(queries)) }],
    ["a byte order mark", { [database]: `\ufeff${ofShop(database)}`, [queries]: `\ufeff${ofShop(queries)}` }],
    ["front matter that is no YAML", { [database]: `---\ntitle: [oops\n  : - {\n---\n${ofShop(database)}` }],
    ["prose alone", { [database]: ofShop(database).replace("\n## ", "\nSome more prose, for people.\n\n## ") }],
    ["code alone", { "src/index.js": "export {};\n" }],
  ];
  it.each(same)("says so: %s", async (_title, head) => {
    const { code, rules, headline } = await review(undefined, head);
    expect([code, rules]).toEqual([0, []]);
    expect(headline).toMatch(/changes no schema and no contract|no migration in this pull request/);
  });

  it("is read in German", async () => {
    const row = (...cells: string[]) => `| ${cells.join(" | ")} |\n`;
    const contract = `# Datenbankvertrag\n\n**Version:** 1.0.0\n\n## Tabellen\n\n### Tabelle: users\n\n${row("Spalte", "Typ", "Null")}|---|---|---|\n${row("id", "INTEGER", "NEIN")}${row("name", "TEXT", "JA")}`;
    const { code, rules } = await review({ ...users, [database]: contract }, dropName);
    expect(code).toBe(1);
    expect(rules).toContain("column-still-documented");
  });

  it("holds prose in another language and no table", async () => {
    const contract = "# Datenbankvertrag\n\nNiemand löscht etwas ohne Ankündigung.\n";
    const { headline } = await review({ ...users, [database]: contract }, dropName);
    expect(headline).toContain("1 breaking change");
  });
});

describe("what is not there, or moved", { timeout: 60_000 }, () => {
  it("says that there is no contract at all", async () => {
    const { code, rules } = await review(users, dropName);
    expect(code).toBe(1);
    expect(rules).toContain("contract-missing");
  });

  it.each([[database], [queries], [endpoints]])("says that %s is deleted", async (path) => {
    const { code, rules } = await review(undefined, { [path]: undefined });
    expect([code, rules]).toEqual([1, ["contract-missing"]]);
  });

  it("says that a merged migration was renamed", async () => {
    const files = { "migrations/0006_reviews.up.sql": undefined };
    const renamed = { "migrations/0030_reviews.up.sql": ofShop("migrations/0006_reviews.up.sql") };
    const { code, rules } = await review(undefined, { ...files, ...renamed });
    expect([code, rules]).toEqual([1, ["merged-migration-deleted"]]);
  });
});

describe("file names", { timeout: 60_000 }, () => {
  const names = ["0007_a\nb", "0008_`q`\"'", "0009_<script>alert(1)<", "0010_🎁", "0011_@org [x](http:y)"];
  const files = Object.fromEntries(names.map((name) => [`migrations/${name}.up.sql`, addColumn]));

  it("of any kind are reviewed, and speak in no format", async () => {
    const report = await reportOf(undefined, files);
    const { findings } = report;
    const missing = findings.filter(({ rule }) => rule === "migration-history-missing").map(({ at }) => at.path);
    expect(missing.toSorted()).toEqual(Object.keys(files).toSorted());
    expect(toHtml(report)).not.toContain("<script>alert");
    expect(toMarkdown(report).replaceAll(/(`+)[^`][\s\S]*?\1/g, "")).not.toMatch(/<script|@org|\]\(http:y/);
    expect(toTerminal(report, { color: false, width: 100 })).not.toContain("0007_a\nb.up.sql");
  });
});

describe("the process", { timeout: 60_000 }, () => {
  it("prints a review of what it could not read, and never a stack", async () => {
    const head = { [migration]: "CREATE TABEL oops (;\n", [queries]: "{", [endpoints]: elf };
    const { code, stdout, stderr } = await runCli(["review", "--repo", new PullRequest(undefined, head).dir]);
    expect([code, stderr]).toEqual([1, ""]);
    expect(stdout).toMatch(/syntax error at or near "TABEL"/);
    expect(stdout.match(/ error {2}contract-unreadable\n/g)).toHaveLength(2);
    expect(stdout).not.toMatch(/^\s+at .*\.[jt]s:\d+/m);
  });
});

describe("histories", { timeout: 60_000 }, () => {
  it("without a common ancestor end in one sentence", async () => {
    const pullRequest = new PullRequest(users, {});
    pullRequest.git("checkout", "--quiet", "--orphan", "elsewhere");
    pullRequest.commit(dropName);
    const { code, stdout, stderr } = await runCli(["review", "--repo", pullRequest.dir]);
    expect(stderr).toMatch(/^schema-warden: main and elsewhere have no common ancestor here\. .*\n$/);
    expect([code, stdout]).toEqual([2, ""]);
  });

  it("that a shallow clone cut off end in one sentence", async () => {
    const pullRequest = new PullRequest(users, dropName);
    const clone = join(pullRequest.dir, "clone");
    pullRequest.git("checkout", "--quiet", "main");
    pullRequest.commit({ "README.md": "hello\n" });
    const source = `file://${pullRequest.dir}`;
    pullRequest.git("clone", "--quiet", "--depth=1", "--no-single-branch", "--branch=work", source, clone);
    const { code, stdout, stderr } = await runCli(["review", "--repo", clone]);
    expect(stderr).toMatch(/^schema-warden: .*This clone is shallow: .*git fetch --unshallow.*\n$/);
    expect([code, stdout]).toEqual([2, ""]);
  });
});
