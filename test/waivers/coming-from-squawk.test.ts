import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reviewFiles } from "../../scripts/review-example.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { loadConfiguration } from "../../src/policy/load-configuration.ts";
import { rules } from "../../src/rules/rules.generated.ts";
import { equivalentRules, namesOf } from "../../src/waivers/equivalent-rules.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/coming-from-squawk.md"), "utf8");

/** The rules of squawk 2.66.0, as its program takes them. */
const released = `
  adding-field-with-default adding-foreign-key-constraint adding-not-nullable-field adding-required-field adding-serial-primary-key-field
  ban-alter-domain-with-add-constraint ban-char-field ban-concurrent-index-creation-in-transaction ban-create-domain-with-constraint ban-drop-column
  ban-drop-database ban-drop-not-null ban-drop-table ban-duplicate-column-assignments ban-truncate-cascade ban-uncommitted-transaction changing-column-type
  constraint-missing-not-valid disallowed-unique-constraint identifier-too-long prefer-bigint-over-int prefer-bigint-over-smallint prefer-identity
  prefer-repack prefer-robust-stmts prefer-text-field prefer-timestamp-tz prefer-timestamptz renaming-column renaming-table
  require-concurrent-index-creation require-concurrent-index-deletion require-concurrent-partition-detach require-concurrent-reindex
  require-enum-value-ordering require-lock-timeout require-statement-timeout require-table-schema require-timeout-settings transaction-nesting unused-ignore`
  .trim()
  .split(/\s+/);

/** Off in squawk as well until asked for. */
const optIn = ["require-table-schema"];

const table = new Map(
  [...page.matchAll(/^\| `([a-z-]+)` \| (.*?) \| .*\|$/gm)].map(([, name = "", ours = ""]) => [
    name,
    [...ours.matchAll(/\[([a-z-]+)\]\(rules\/\1\.md\)/g)].map(([, rule]) => rule),
  ]),
);

describe("the table of squawk's rules", () => {
  it("has every rule of the release", () => {
    expect(released.filter((name) => !table.has(name))).toEqual([]);
  });

  it("says what waivers take for equivalent", () => {
    const known = Object.fromEntries(namesOf("squawk").map((name) => [name, [...equivalentRules("squawk", [name])]]));
    expect(Object.fromEntries([...table].filter(([, ours]) => ours.length > 0))).toEqual(known);
  });
});

async function blockPolicy() {
  const [, text = ""] = /<!-- block:start -->\s*```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  const { policy, problems } = await loadConfiguration(
    { repository: undefined, path: "schema-warden.yml" },
    { kind: "text", text, encoding: "utf-8" },
    { rules, defaults: defaultPolicy, read: async () => ({ kind: "out of reach", reason: "nothing is extended" }) },
  );
  expect(problems).toEqual([]);
  return policy;
}

describe("the configuration that gives squawk's verdicts", () => {
  it("is valid, and switches on what answers to the rules that squawk has on", async () => {
    const { severities } = await blockPolicy();
    const on = released.filter((name) => !optIn.includes(name)).filter((name) => namesOf("squawk").includes(name));
    const wanted = [...equivalentRules("squawk", on)];
    expect(wanted.filter((rule) => severities.get(rule) !== "warning")).toEqual([]);
    expect(severities.has("schema-qualified")).toBe(false);
  });

  it.each([
    ["BEGIN;\nCREATE TABLE a (id bigint PRIMARY KEY);\nCOMMIT;", []],
    [
      "BEGIN;\nCREATE TABLE a (id bigint PRIMARY KEY);\nALTER TABLE a ADD b text;\nCOMMIT;",
      ["lock-timeout-missing", "statement-timeout-missing"],
    ],
    ["SET lock_timeout = '1s';\nSET statement_timeout = '5s';\nDROP TYPE IF EXISTS a;", []],
    ["COMMENT ON TABLE a IS 'b';", ["lock-timeout-missing", "statement-timeout-missing"]],
    [
      "SET lock_timeout = '1s';\nSET statement_timeout = '5s';\nCREATE TABLE IF NOT EXISTS a (id serial);",
      ["prefer-bigint", "prefer-identity"],
    ],
    ["SELECT 1;", []],
  ])("reads %s", async (sql, expected) => {
    const squawks = equivalentRules("squawk", released);
    const { findings } = await reviewFiles(new Map(), new Map([["migrations/0001_a.sql", sql]]), await blockPolicy());
    const said = findings.filter(
      ({ rule, severity }) => squawks.has(rule) && severity === "warning" && rule !== "drop-type",
    );
    expect([...new Set(said.map(({ rule }) => rule))].sort()).toEqual(expected);
  });
});
