import { beforeAll, describe, expect, it } from "vitest";
import { reviewFiles } from "../../scripts/review-example.ts";
import { compare } from "../../src/compare/compare.ts";
import { emptySchema } from "../../src/compare/empty-schema.ts";
import { loadPostgresReader } from "../../src/extract/sql/postgres/reader.ts";
import type { Severity } from "../../src/model/finding.ts";
import type { Location } from "../../src/model/location.ts";
import type { Report } from "../../src/model/report.ts";
import type { SqlReader } from "../../src/model/sql-reader.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { defineRule, type Found } from "../../src/rules/define-rule.ts";
import { exampleBase } from "../../src/rules/example-base.ts";
import { type RulesInput, runRules } from "../../src/rules/run-rules.ts";
import { watchdog } from "../../src/watchdog.ts";

const contractPath = "DATABASE_SCHEMA_CONTRACT.md";
const contract = exampleBase[contractPath] ?? "";

let sql: SqlReader;
beforeAll(async () => {
  sql = await loadPostgresReader();
});

describe("runRules", () => {
  it("says nothing about a pull request that touches neither schema nor contract", async () => {
    const report = await reviewed({ "src/auth.js": "export const signIn = 3;\n", "README.md": "DROP TABLE users;\n" });
    expect(report.findings).toEqual([]);
    expect(report.diagnostics).toEqual([]);
  });

  it("says nothing about a pull request that does all that is asked", async () => {
    const report = await reviewed({ [contractPath]: documented, "migrations/0002_locale.sql": locale });
    expect(report.findings.map(({ rule, what }) => `${rule}: ${what}`)).toEqual([]);
  });

  it("does not hold a merged migration's statements against whoever adds its way back", async () => {
    const { findings } = await reviewed({
      "migrations/0001_base.down.sql":
        "DROP FUNCTION user_total(integer);\nDROP VIEW paid_orders;\nDROP TABLE orders;\nDROP TYPE order_status;\nDROP TABLE users;\n",
    });
    expect(findings.filter(({ at }) => at.path === "migrations/0001_base.sql")).toEqual([]);
  });

  it("says nothing about better words in a contract", async () => {
    const report = await reviewed({ [contractPath]: contract.replace("People with an account", "Whoever signed up") });
    expect(report.findings).toEqual([]);
  });

  it("asks once for a contract that is missing, and for nothing else of it", async () => {
    const statements = Array.from(
      { length: 30 },
      (_, index) => `CREATE TABLE IF NOT EXISTS t${index} (id integer PRIMARY KEY);`,
    );
    const report = await reviewed({ "migrations/0002_many.sql": statements.join("\n") }, { base: {} });
    expect(report.findings.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(["error contract-missing"]);
  });

  it("does not ask a contract that is policy alone for its tables", async () => {
    const policyAlone = contract.slice(contract.indexOf("## Migration Policy"));
    const report = await reviewed(
      { "migrations/0002_table.sql": "CREATE TABLE IF NOT EXISTS coupons (code text PRIMARY KEY);" },
      { base: { [contractPath]: `# Database Schema Contract\n\n${policyAlone}` } },
    );
    const aboutTables = report.findings.filter(({ rule }) => /documented|mismatch|drift/.test(rule));
    expect(aboutTables).toEqual([]);
  });

  it("orders findings by file, line and rule", () => {
    const rule = (id: string, lines: readonly number[]) =>
      defineRule({
        ...ruleOf(id, () => ""),
        *check() {
          for (const line of lines) yield { at: place({ line, offset: line * 10 }), subject: `${line}`, data: {} };
        },
      });
    const { findings } = runRules(emptyContext(), { rules: [rule("b", [12, 1]), rule("a", [9, 1])] });
    expect(findings.map((finding) => `${finding.at.start.line} ${finding.rule}`)).toEqual([
      "1 a",
      "1 b",
      "9 a",
      "12 b",
    ]);
  });

  it("gives every finding a fingerprint of its own", async () => {
    const { findings } = await reviewed({
      "migrations/0002_a.sql": `${locale}\nDROP TABLE orders CASCADE;\nCREATE TABLE a (id integer);`,
    });
    expect(findings.length).toBeGreaterThan(5);
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(findings.length);
    for (const { fingerprint } of findings) expect(fingerprint).toMatch(/^[0-9a-f]{16}$/);
  });

  it("keeps fingerprints when lines move", async () => {
    const text = `${locale}\nDROP TABLE orders CASCADE;\n`;
    const [before, after] = await Promise.all(
      [text, `-- a comment\n\n\n${text}`].map((migration) => reviewed({ "migrations/0002_a.sql": migration })),
    );
    expect(printsOf(after)).toEqual(printsOf(before));
  });

  it("loses no more than the findings of a rule that fails", () => {
    const [fine, broken] = [ruleOf("fine", () => "a finding"), ruleOf("broken", () => fail())];
    const { findings, diagnostics } = runRules(emptyContext(), { rules: [broken, fine] });
    expect(findings.map(({ rule }) => rule)).toEqual(["fine"]);
    expect(diagnostics.map(({ kind, message }) => [kind, message])).toEqual([
      ["rule-failed", expect.stringContaining("`broken` failed and found nothing: `on purpose`")],
    ]);
  });

  it("loses no more than the findings of a rule that never ends", () => {
    const slow = defineRule({
      ...ruleOf("slow", () => "a finding"),
      *check() {
        for (let line = 1; ; line += 0) if (line === 0) yield { at: place({ line, offset: 0 }), subject: "", data: {} };
      },
    });
    const policy = { ...defaultPolicy, limits: { ...defaultPolicy.limits, ruleMilliseconds: 80 } };
    const rules = [ruleOf("before", () => "a finding"), slow, ruleOf("after", () => "a finding")];
    const { findings, diagnostics, unfinished } = runRules({ ...emptyContext(), policy }, { rules, watchdog });
    expect(findings.map(({ rule }) => rule)).toEqual(["after", "before"]);
    expect(unfinished).toEqual(["slow"]);
    expect(diagnostics.map(({ kind, message }) => [kind, message])).toEqual([
      ["rule-failed", expect.stringContaining("`slow` was stopped after 80 milliseconds and found nothing")],
    ]);
  });

  it("bounds what one rule finds, and says so", () => {
    const flood = defineRule({
      ...ruleOf("flood", () => "a finding"),
      *check() {
        for (let line = 1; ; line += 1) yield { at: place({ line, offset: line }), subject: `${line}`, data: {} };
      },
    });
    const policy = { ...defaultPolicy, limits: { ...defaultPolicy.limits, findings: 20 } };
    const { findings, diagnostics } = runRules({ ...emptyContext(), policy }, { rules: [flood] });
    expect(findings).toHaveLength(20);
    expect(diagnostics).toEqual([
      expect.objectContaining({
        kind: "limit-reached",
        message: expect.stringContaining("`flood` found more than 20"),
      }),
    ]);
  });

  it("drops what is found twice at one place, and counts what is found twice at two", () => {
    const [once, here, there] = [
      { line: 1, offset: 0 },
      { line: 1, offset: 0 },
      { line: 9, offset: 90 },
    ].map(place);
    const rule = defineRule({
      ...ruleOf("twice", () => ""),
      *check() {
        for (const at of [once, here, there]) if (at !== undefined) yield { at, subject: "x", data: {} };
      },
    });
    const { findings } = runRules(emptyContext(), { rules: [rule] });
    expect(findings.map(({ at }) => at.start.line)).toEqual([1, 9]);
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });

  it("goes by the policy's severities", async () => {
    const severities = new Map<string, Severity | "off">([
      ["column-undocumented", "warning"],
      ["version-not-bumped", "off"],
    ]);
    const { findings } = await reviewed({ "migrations/0002_a.sql": locale }, { severities });
    expect(findings.find(({ rule }) => rule === "column-undocumented")?.severity).toBe("warning");
    expect(findings.map(({ rule }) => rule)).not.toContain("version-not-bumped");
  });

  describe("takes the contract for the law", () => {
    const history = /## Migration History[\s\S]*?(?=## Migration Policy)/;
    const change = { "migrations/0002_a.sql": locale };
    const severityIn = async (base: string, severities?: ReadonlyMap<string, Severity | "off">) => {
      const { findings } = await reviewed(change, { base: { ...exampleBase, [contractPath]: base }, severities });
      return findings.find(({ rule }) => rule === "migration-history-missing")?.severity;
    };

    it("enforces what the base contract states", async () => {
      expect(await severityIn(contract)).toBe("error");
    });

    it("only informs about what it leaves out", async () => {
      expect(await severityIn(contract.replace(history, ""))).toBe("info");
    });

    it("enforces it all the same where the configuration says so", async () => {
      const severities = new Map([["migration-history-missing", "error"]] as const);
      expect(await severityIn(contract.replace(history, ""), severities)).toBe("error");
    });

    it("goes by the base: a pull request cannot take the section out", async () => {
      const { findings } = await reviewed({ ...change, [contractPath]: contract.replace(history, "") });
      const found = findings.find(({ rule }) => rule === "migration-history-missing");
      expect(found?.severity).toBe("error");
    });
  });

  describe.each([
    "<img src=x>",
    "@everyone",
    "[a](javascript:b)",
    "```\n<script>",
    "a|b",
    "`code` <b>",
    "#1 https://example.com",
  ])("lets nothing come alive that a pull request calls %j", (name) => {
    it.each([
      ["a table", `CREATE TABLE "${name}" ("${name}" integer PRIMARY KEY);`],
      ["a column", `ALTER TABLE users ADD COLUMN "${name}" text CONSTRAINT "${name}" CHECK (true);`],
      [
        "what it renames to",
        `ALTER TABLE users RENAME COLUMN email TO "${name}";\nALTER TYPE order_status RENAME TO "${name}";`,
      ],
      ["a routine", `CREATE FUNCTION "${name}"() RETURNS integer LANGUAGE sql AS 'SELECT 1';`],
    ])("%s", async (_, migration) => {
      const { findings } = await reviewed({
        [`migrations/0002_${name}.sql`]: migration,
        "API_CONTRACT.md": (exampleBase["API_CONTRACT.md"] ?? "").replace("**Version:** 2.1.0", `**Version:** ${name}`),
        "SQL_CONTRACT.json": (exampleBase["SQL_CONTRACT.json"] ?? "").replaceAll(
          "insert_order",
          JSON.stringify(name).slice(1, -1),
        ),
      });
      expect(findings.length).toBeGreaterThan(4);
      for (const { rule, what, why, howToFix } of findings) {
        for (const text of [what, why, howToFix]) {
          expect(withoutCode(text), rule).not.toMatch(/<\w|@everyone|\]\(|https?:|#1/);
        }
      }
    });
  });
});

function ruleOf(id: string, what: () => string) {
  return defineRule({
    id,
    on: "pull-request",
    section: "Tables",
    severity: "error",
    summary: "A rule of this test",
    whenToWaive: "When it suits.",
    examples: { invalid: [], valid: [] },
    *check(): Iterable<Found<Record<string, never>>> {
      yield { at: place({ line: 1, offset: 0 }), subject: "x", data: {} };
    },
    explain: () => ({ what: what(), why: "", fix: "" }),
  });
}

function fail(): never {
  throw new Error("on purpose");
}

function place({ line, offset }: { readonly line: number; readonly offset: number }): Location {
  const start = { line, column: 1, offset };
  return { path: "a.sql", start, end: start };
}

function emptyContext(): RulesInput {
  const contracts = { database: undefined, sql: undefined, api: undefined };
  const sides = { base: contracts, head: contracts, changes: [], evidence: {}, policy: defaultPolicy };
  const baseSchema = emptySchema("postgresql", false);
  return {
    ...sides,
    comparison: compare({ ...sides, baseSchema, schemaChange: undefined, migrations: [], sql }),
    engine: { dialect: "postgresql", product: "postgresql", version: undefined },
    locks: new Map(),
    diagnostics: [],
    baseMigrations: [],
    headPaths: new Set(),
  };
}

const locale = "SET lock_timeout = '5s';\nALTER TABLE users ADD COLUMN IF NOT EXISTS locale text;";
const documented = contract
  .replace("**Last Updated:** 2026-03-01", "**Last Updated:** 2026-03-02")
  .replace("**Version:** 1.4.0", "**Version:** 1.5.0")
  .replace(/(\| 2026-03-01 \| 1\.4\.0 .*\n)/, "$1| 2026-03-02 | 1.5.0 | users team | Added users.locale | None |\n")
  .replace(
    "**Created:** 2025-11-02\n**Last Modified:** 2026-03-01",
    "**Created:** 2025-11-02\n**Last Modified:** 2026-03-02",
  )
  .replace("    nickname text,\n", "    nickname text,\n    locale text,\n")
  .replace(/(\| nickname .*\n)/, "$1| locale | text | YES | - | | For messages |\n")
  .replace(
    "## Migration Policy",
    `### Migration: 0002_locale

**Date:** 2026-03-02
**Type:** Schema Change
**Status:** Pending

**Changes:**
- The language of messages

**Rollback Plan:**
\`\`\`sql
ALTER TABLE users DROP COLUMN IF EXISTS locale;
\`\`\`

**Impact Assessment:**
- **Breaking Change:** NO
- **Affected Modules:** None
- **Downtime Required:** NO

## Migration Policy`,
  );

type Setting = {
  readonly base?: Readonly<Record<string, string>>;
  readonly severities?: ReadonlyMap<string, Severity | "off"> | undefined;
};

function reviewed(
  head: Readonly<Record<string, string>>,
  { base = exampleBase, severities }: Setting = {},
): Promise<Report> {
  const policy = { ...defaultPolicy, severities: severities ?? defaultPolicy.severities };
  const before = new Map(Object.entries(base));
  return reviewFiles(before, new Map([...before, ...Object.entries(head)]), policy);
}

function printsOf(report: Report | undefined): readonly string[] {
  return (report?.findings ?? []).map(({ fingerprint, rule }) => `${rule} ${fingerprint}`).sort();
}

/** Markdown without its fenced blocks and code spans. */
function withoutCode(markdown: string): string {
  return markdown.replace(/^(`{3,})[\s\S]*?^\1$/gm, "").replace(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, "");
}
