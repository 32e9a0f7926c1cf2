import { describe, expect, it } from "vitest";
import { reviewFiles } from "../../scripts/review-example.ts";
import type { Policy } from "../../src/model/policy.ts";
import type { Report } from "../../src/model/report.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { exampleBase } from "../../src/rules/example-base.ts";
import { ruleIds } from "../../src/rules/run-rules.ts";
import { allEquivalents } from "../../src/waivers/equivalent-rules.ts";

const path = "migrations/0002_drop.sql";
const drop = "DROP TABLE IF EXISTS users CASCADE;\n";
const allow = (rule: string) => `-- schema-warden: allow ${rule} because nobody uses it\n`;

describe("a waived finding", () => {
  it("leaves the findings and the counts, and is shown with its reason", async () => {
    const before = await reviewed({ [path]: drop });
    const after = await reviewed({ [path]: allow("drop-cascade") + drop });
    expect(rulesOf(before)).toContain("drop-cascade");
    expect(rulesOf(after)).toEqual(rulesOf(before).filter((rule) => rule !== "drop-cascade"));
    expect(after.counts.warning).toBe(before.counts.warning - 1);
    expect(after.waivers.map(({ rules, reason, scope, setAside }) => [rules, reason, scope, setAside.length])).toEqual([
      [["drop-cascade"], "nobody uses it", "statement", 1],
    ]);
  });

  it("counts for nothing in the verdict", async () => {
    const table = "CREATE TABLE IF NOT EXISTS coupons (code text PRIMARY KEY);\n";
    const failing = await reviewed({ [path]: table }, {});
    expect([failing.verdict, ...rulesOf(failing)]).toEqual(["failure", "contract-missing"]);
    const passing = await reviewed({ [path]: allow("contract-missing") + table }, {});
    expect([passing.verdict, ...rulesOf(passing), passing.counts.error]).toEqual(["success", 0]);
  });

  it("stands in the waiver's own file", async () => {
    const { findings, waivers } = await reviewed({
      [path]: drop,
      "migrations/0003_other.sql": "-- schema-warden: allow-file drop-cascade because nobody uses it\nSELECT 1;\n",
    });
    expect(findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(["drop-cascade", "waiver-unused"]));
    expect(waivers).toEqual([]);
  });

  it.each([
    ["without a reason", "-- schema-warden: allow drop-cascade\n", "waiver-without-reason"],
    ["of an unknown rule", allow("drop-cascade-x"), "waiver-unknown-rule"],
    ["of a rule about waivers", allow("waiver-unused"), "waiver-not-permitted"],
  ])("is not made by a waiver %s", async (_, comment, rule) => {
    const report = await reviewed({ [path]: comment + drop });
    expect(rulesOf(report)).toEqual(expect.arrayContaining(["drop-cascade", rule]));
    expect(report.waivers).toEqual([]);
  });

  it("is not made where policy forbids it", async () => {
    const policy = { ...defaultPolicy, waivers: { forbidden: ["drop-*"] } };
    const report = await reviewed({ [path]: allow("drop-cascade") + drop }, exampleBase, policy);
    expect(rulesOf(report)).toEqual(expect.arrayContaining(["drop-cascade", "waiver-not-permitted"]));
  });

  it("may stand in a contract, in the section that is meant", async () => {
    const contract = "DATABASE_SCHEMA_CONTRACT.md";
    const text = (exampleBase[contract] ?? "").replace("    nickname text,\n", "");
    const before = await reviewed({ [contract]: text });
    const found = before.findings.find(({ at }) => at.path === contract && at.start.line > 20);
    expect(found).toBeDefined();
    const comment = `<!-- schema-warden: allow ${found?.rule} because it follows tomorrow -->\n`;
    const after = await reviewed({ [contract]: text.replace(/^(#+ .*\busers\b.*)$/m, `${comment}$1`) });
    expect(after.waivers.map(({ scope, setAside }) => [scope, setAside.map(({ rule }) => rule)])).toEqual([
      ["section", [found?.rule]],
    ]);
  });

  it("stays waived when its waiver has been merged", async () => {
    const old = { ...exampleBase, [path]: `${allow("merged-migration-edited")}SELECT 1;\n` };
    const report = await reviewed({ [path]: `${allow("merged-migration-edited")}SELECT 2;\n` }, old);
    expect(rulesOf(report).filter((rule) => /waiver|merged/.test(rule))).toEqual([]);
  });
});

describe("another tool's comment", () => {
  const hinted = (report: Report) =>
    report.findings.filter(({ howToFix }) => howToFix.includes("schema-warden: allow"));

  it.each([
    ["-- squawk-ignore ban-drop-table\n", "`squawk-ignore ban-drop-table` speaks to squawk alone"],
    ["--atlas:nolint DS102\n", "`atlas:nolint DS102` speaks to Atlas alone"],
    ["-- atlas:nolint\n", "`atlas:nolint` speaks to Atlas alone"],
  ])("sets nothing aside, and the finding says the line to write: %s", async (comment, words) => {
    const before = await reviewed({ [path]: drop });
    const after = await reviewed({ [path]: comment + drop });
    expect(rulesOf(after)).toEqual(rulesOf(before));
    expect(hinted(after).map(({ howToFix }) => howToFix)).toEqual([expect.stringContaining(words)]);
    expect(hinted(after)[0]?.howToFix).toContain(`allow ${hinted(after)[0]?.rule} because`);
  });

  it.each([
    ["is about something else", "-- squawk-ignore renaming-table\n"],
    ["is of a tool that checks style", "-- noqa: LT01\n"],
    ["stands at another statement", "-- squawk-ignore ban-drop-table\nSELECT 1;\n"],
  ])("is passed over where it %s", async (_, comment) => {
    expect(hinted(await reviewed({ [path]: comment + drop }))).toEqual([]);
  });

  it("is given one line with all rules of ours that it means", async () => {
    const comment = "-- squawk-ignore ban-drop-table, require-timeout-settings\n";
    const report = await reviewed({ [path]: comment + drop });
    const [only, ...others] = hinted(report);
    expect(others).toEqual([]);
    const line = /`-- schema-warden: allow (.*) because <reason>`/.exec(only?.howToFix ?? "")?.[1] ?? "";
    expect(line.split(", ")).toEqual(expect.arrayContaining(["dropped-while-used", "lock-timeout-missing"]));
    const waived = await reviewed({ [path]: `-- schema-warden: allow ${line} because nobody reads it\n${drop}` });
    expect(rulesOf(waived).filter((rule) => line.split(", ").includes(rule) || /^waiver-/.test(rule))).toEqual([]);
  });

  it("has equivalents that are rules", () => {
    expect([...new Set(allEquivalents())].filter((rule) => !ruleIds.has(rule))).toEqual([]);
  });
});

function reviewed(
  head: Readonly<Record<string, string>>,
  base: Readonly<Record<string, string>> = exampleBase,
  policy: Policy = defaultPolicy,
): Promise<Report> {
  const before = new Map(Object.entries(base));
  return reviewFiles(before, new Map([...before, ...Object.entries(head)]), policy);
}

function rulesOf({ findings }: Report): readonly string[] {
  return findings.map(({ rule }) => rule).sort();
}
