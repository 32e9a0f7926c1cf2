import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { reviewFiles, sourceOf } from "../../scripts/review-example.ts";
import { gatherReviewInput } from "../../src/gather.ts";
import { loadSqlReader } from "../../src/load-sql-reader.ts";
import type { ChecklistBox, Report } from "../../src/model/report.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { mergeReports } from "../../src/report/merge-reports.ts";
import { reportJsonSchema } from "../../src/report/report-schema.ts";
import { toHtml } from "../../src/report/to-html.ts";
import { toJson } from "../../src/report/to-json.ts";
import { toMarkdown } from "../../src/report/to-markdown.ts";
import { toTerminal } from "../../src/report/to-terminal.ts";
import { review } from "../../src/review.ts";

const shop = join(import.meta.dirname, "../../examples/shop");
const pullRequests = readdirSync(join(shop, "pull-requests"));
const validate = new Ajv2020({ allErrors: true }).compile(reportJsonSchema() as object);

type Files = ReadonlyMap<string, string>;

function filesIn(folder: string): Files {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path), readFileSync(path, "utf8")];
    }),
  );
}

function reviewShop(name: string): Promise<Report> {
  const base = filesIn(join(shop, "base"));
  return reviewFiles(base, new Map([...base, ...filesIn(join(shop, "pull-requests", name))]));
}

const first = new Map([["migrations/0001_users.sql", "CREATE TABLE users (id integer PRIMARY KEY, name text);\n"]]);
const add = (files: Record<string, string>, base: Files = first) => new Map([...base, ...Object.entries(files)]);

function box(report: Report, id: NonNullable<ChecklistBox["id"]>): string {
  return report.checklist.find((each) => each.id === id)?.state ?? "absent";
}

describe.each(pullRequests)("the shop's pull request %s", (name) => {
  it("gives a report that the published schema takes, and that every form can show", async () => {
    const report = await reviewShop(name);
    expect(validate(JSON.parse(toJson(report))), JSON.stringify(validate.errors)).toBe(true);
    expect(toMarkdown(report).length).toBeLessThan(65_536);
    expect(toHtml(report)).toContain("</html>");
    expect(toTerminal(report, { color: false, width: 100 })).toContain(report.headline.slice(0, 20));
  });

  it("gives the same bytes each time", async () => {
    expect(toJson(await reviewShop(name))).toBe(toJson(await reviewShop(name)));
  });
});

describe("the shop's checklists", () => {
  it("refutes what a pull request that breaks readers leaves undone", async () => {
    const report = await reviewShop("break-the-readers");
    expect(report.verdict).toBe("failure");
    expect(report.headline).toMatch(/breaking changes for \d+ queries/);
    expect(report.contracts.map(({ state }) => state).slice(0, 2)).toEqual(["to be corrected", "not updated"]);
    expect(box(report, "modules-identified")).toBe("refuted");
    expect(box(report, "database-contract")).toBe("refuted");
    expect(box(report, "sql-contract")).toBe("refuted");
    expect(box(report, "team-notified")).toBe("left to a person");
  });

  it("proves what a perfect pull request shows, and no more", async () => {
    const report = await reviewShop("add-gift-notes");
    expect(report.contracts.map(({ state }) => state)).toEqual(["up to date", "up to date", "up to date"]);
    expect(box(report, "database-contract")).toBe("proved");
    expect(box(report, "rollback")).toBe("proved");
    expect(box(report, "migration-script")).toBe("left to a person");
    expect(box(report, "documentation")).toBe("left to a person");
  });
});

describe("the order of findings", () => {
  it("begins with what breaks somebody, and ends with form, whatever the names of the files", async () => {
    const { findings } = await reviewShop("break-the-readers");
    const errors = findings.filter(({ severity }) => severity === "error").flatMap(({ group }) => group ?? []);
    const rises = (groups: readonly string[], ...first: readonly string[]) => {
      const inside = groups.map((group) => first.includes(group));
      return inside.lastIndexOf(true) < (inside.includes(false) ? inside.indexOf(false) : inside.length);
    };
    expect(new Set(errors)).toContain("versioning");
    expect(new Set(errors)).toContain("contract");
    expect(errors[0]).toMatch(/^(destructive|queries|endpoints)$/);
    expect(rises(errors, "destructive", "queries", "endpoints")).toBe(true);
    expect(rises(errors, "destructive", "queries", "endpoints", "online")).toBe(true);
    expect(rises(errors, "destructive", "queries", "endpoints", "online", "protection", "review", "contract")).toBe(
      true,
    );
  });

  it("is by file and place among equals, and the same for several databases", async () => {
    const report = await reviewShop("break-the-readers");
    const { findings } = mergeReports(["billing", "users"].map((name) => ({ name, report })));
    const rules = (list: Report["findings"]) => [...new Set(list.map(({ rule, at }) => `${rule} ${at.path}`))];
    expect(rules(findings)).toEqual(rules(report.findings));
    const [first] = report.findings;
    const same = report.findings.filter(({ rule, at }) => rule === first?.rule && at.path === first.at.path);
    const offsets = same.map(({ at }) => at.start.offset);
    expect(offsets).toEqual(offsets.toSorted((left, right) => left - right));
  });
});

describe("the box of the migration script", () => {
  it("proves no way back that a finding denies, however lightly", async () => {
    const contract = (entry: string) => `# Database Schema Contract\n\n**Version:** 1.0.0\n\n## Tables\n\n${entry}`;
    const plan = "## Migration History\n\n### Migration: 0002_age\n\n**Rollback Plan:**\n```sql\n-- …\n```\n";
    const base = add({ "DATABASE_SCHEMA_CONTRACT.md": contract("") });
    const files = {
      "DATABASE_SCHEMA_CONTRACT.md": contract(plan),
      "migrations/0002_age.sql": "ALTER TABLE users ADD COLUMN age integer;\n",
    };
    const report = await reviewFiles(base, add(files, base));
    const denial = report.findings.find(({ rule }) => rule === "rollback-missing");
    expect(denial?.severity).toBe("info");
    expect(report.checklist.find(({ id }) => id === "rollback")).toMatchObject({
      state: "left to a person",
      reason: denial?.what,
    });
  });

  it("tells an empty migration from none", async () => {
    const report = await reviewFiles(first, add({ "migrations/0002_later.sql": "-- to come\n" }));
    const reason = report.checklist.find(({ id }) => id === "migration-script")?.reason;
    expect(reason).toBe("`0002` is empty: it runs nothing.");
  });
});

describe("the verdict", () => {
  it("is neutral where neither schema nor contract changes", async () => {
    const report = await reviewFiles(first, add({ "src/app.ts": "export {};\n" }));
    expect(report).toMatchObject({ verdict: "neutral", checklist: [], findings: [], impacts: [] });
    expect(report.headline).toBe("This pull request changes no schema and no contract.");
  });

  it("carries the schema change also where there is no contract yet", async () => {
    const report = await reviewFiles(
      first,
      add({ "migrations/0002.sql": "ALTER TABLE users ADD COLUMN mail text;\n" }),
    );
    expect(report.contracts[0]).toMatchObject({ contract: "database", state: "missing", path: undefined });
    expect(report.schemaChange.tables.changed[0]?.columns.added.map(({ name }) => name)).toEqual(["mail"]);
    expect(box(report, "database-contract")).toBe("refuted");
    expect(box(report, "team-notified")).toBe("left to a person");
  });

  it("fails on unread statements where policy says so, and only warns otherwise", async () => {
    const head = add({ "migrations/0002.sql": "ALTER TABEL users;\n" });
    const usual = await reviewFiles(first, head);
    const severities = new Map([["unread-statement", "error"]] as const);
    const strict = await reviewFiles(first, head, { ...defaultPolicy, severities });
    expect(usual.diagnostics.map(({ kind }) => kind)).toContain("unread-statement");
    expect(strict.verdict).toBe("failure");
    expect(usual.counts.error === 0 ? usual.verdict : "failure").toBe(usual.counts.error === 0 ? "success" : "failure");
    expect(usual.headline).toContain("could not be read");
  });
});

describe("what could not be read", () => {
  const unreadable = add({ "migrations/0002.sql": "ALTER TABEL users;\n" });

  it("is said once, by its finding", async () => {
    const report = await reviewFiles(first, unreadable);
    expect(report.findings.map(({ rule }) => rule)).toContain("unread-statement");
    expect(report.diagnostics).toHaveLength(1);
    for (const text of [toMarkdown(report), toHtml(report), toTerminal(report, { color: false, width: 100 })]) {
      expect(text.match(/TABEL/g)).toHaveLength(1);
      expect(text).not.toMatch(/not fully read/i);
    }
  });

  it("is listed where its rule is switched off", async () => {
    const severities = new Map([["unread-statement", "off"]] as const);
    const report = await reviewFiles(first, unreadable, { ...defaultPolicy, severities });
    expect(report.findings.map(({ rule }) => rule)).not.toContain("unread-statement");
    expect(toMarkdown(report)).toMatch(/1 thing was not fully read[\s\S]*TABEL/);
  });

  it("is a limit where the list of changed files was cut", async () => {
    const source = sourceOf(first, add({ "migrations/0002.sql": "SELECT 1;\n" }));
    const { changes } = await source.changes();
    const cut = { ...source, changes: async () => ({ changes, truncated: true }) };
    const input = await gatherReviewInput(cut, defaultPolicy);
    const report = review(input, await loadSqlReader(input.engine));
    expect(report.findings.find(({ rule }) => rule === "limit-reached")?.what).toContain("more files than the 1");
  });
});

describe("the heaviest lock", () => {
  const heaviest = async (text: string) =>
    (await reviewFiles(first, add({ "migrations/0002.sql": text }))).heaviestLock;

  it("is named with its table and the place of its statement", async () => {
    const lock = await heaviest("COMMENT ON TABLE users IS 'people';\nCREATE INDEX users_id ON users (id);\n");
    expect(lock).toMatchObject({ table: "users", mode: "SHARE", work: "index build", stops: "writes" });
    expect(lock?.at).toMatchObject({ path: "migrations/0002.sql", start: { line: 2 } });
  });

  it("is none where readers and writers go on", async () => {
    expect(await heaviest("CREATE INDEX CONCURRENTLY users_id ON users (id);\n")).toBeUndefined();
    expect(await heaviest("CREATE TABLE notes (id integer);\nCREATE INDEX notes_id ON notes (id);\n")).toBeUndefined();
  });
});

describe("the fingerprint of the schema change", () => {
  const fingerprint = async (text: string) =>
    (await reviewFiles(first, add({ "migrations/0002.sql": text }))).schemaFingerprint;

  it("stays when only the migration's text changes", async () => {
    const one = await fingerprint("ALTER TABLE users ADD COLUMN mail text;\n");
    expect(await fingerprint("-- why\nALTER TABLE users\n  ADD mail TEXT;\n")).toBe(one);
  });

  it("falls when the change does", async () => {
    const one = await fingerprint("ALTER TABLE users ADD COLUMN mail text;\n");
    expect(await fingerprint("ALTER TABLE users ADD COLUMN mail text NOT NULL;\n")).not.toBe(one);
  });
});

describe("what contracts leave out", () => {
  const path = "DATABASE_SCHEMA_CONTRACT.md";
  const contract =
    "# Database Schema Contract\n\n## Tables\n\n### users\n\n| Column | Type |\n| --- | --- |\n| id | integer |\n| name | text |\n";
  const index = { "migrations/0002_index.sql": "CREATE INDEX users_name ON users (name);\n" };
  const why = /^(\d+) findings? only informs?: (.*), and what no contract asks for is no error; see /;

  it("is why findings only inform, said once for all of them", async () => {
    const base = add({ [path]: contract });
    const report = await reviewFiles(base, add(index, base));
    const fallen = report.findings.filter(({ leftOut }) => leftOut === true);
    expect(fallen.map(({ severity, rule }) => `${severity} ${rule}`)).toContain("info index-not-concurrent");
    const said = report.notes.map((note) => why.exec(note)?.slice(1, 3) ?? note);
    expect(said).toEqual([
      [String(fallen.length), expect.stringMatching(/^DATABASE_SCHEMA_CONTRACT\.md has no .*Online-Safe Patterns/)],
    ]);
    expect(toMarkdown(report)).toMatch(/findings only inform/);
    expect(validate(JSON.parse(toJson(report)))).toBe(true);
  });

  it("is the contract itself where there is none", async () => {
    const report = await reviewFiles(first, add(index));
    expect(report.notes.join()).toContain(": the base branch has no database contract, and");
  });

  it("is not said of what the policy chose, nor where the contract asks", async () => {
    const policy = { ...defaultPolicy, severities: new Map([["index-not-concurrent", "info" as const]]) };
    const base = add({ [path]: contract });
    const { findings } = await reviewFiles(base, add(index, base), policy);
    expect(findings.find(({ rule }) => rule === "index-not-concurrent")?.leftOut).toBeUndefined();
    expect((await reviewShop("break-the-readers")).notes).toEqual([]);
  });
});

describe("the state of a contract", () => {
  it("is another where the pull request edits it and leaves something open", async () => {
    const path = "DATABASE_SCHEMA_CONTRACT.md";
    const text =
      "# Database Schema Contract\n\n**Version:** 1.0.0\n\n## Tables\n\n### users\n\n| Column | Type |\n| --- | --- |\n| id | integer |\n";
    const base = add({ [path]: text });
    const migration = { "migrations/0002_phone.sql": "ALTER TABLE users ADD COLUMN phone text;\n" };
    const untouched = await reviewFiles(base, add(migration, base));
    const edited = await reviewFiles(base, add({ ...migration, [path]: `${text}| phone | text |\n` }, base));
    expect([untouched, edited].map(({ contracts }) => contracts[0]?.state)).toEqual(["not updated", "to be corrected"]);
    expect(edited.headline).toContain("the database contract is to be corrected");
  });
});
