import { describe, expect, it } from "vitest";
import { effectiveValues, printEffectiveValues } from "../../src/policy/effective-values.ts";
import { rules } from "../../src/rules/rules.generated.ts";
import { load, problemsOf } from "./load.ts";

const org = "acme/.github:.github/schema-warden.yml";

describe("_extends", () => {
  it("lays the nearer file over the farther, key by key, lists whole", async () => {
    const { policy, problems } = await load(
      "_extends: acme/.github\nrules:\n  drop-column: warning\ntables: { large: [orders] }\n",
      {
        [org]:
          "_extends: base:strict.yml\nrules:\n  drop-column: { severity: info, paths: { except: [old/**] } }\n  drop-table: info\ntables: { large: [events], smallRows: 7 }\n",
        "acme/base:strict.yml": "rules: { drop-table: error, drop-schema: off }\n",
      },
    );
    expect(problems).toEqual([]);
    expect(Object.fromEntries(policy.severities)).toEqual({
      "drop-column": "warning",
      "drop-table": "info",
      "drop-schema": "off",
    });
    expect(policy.rulePaths.get("drop-column")).toEqual({ only: [], except: ["old/**"] });
    expect(policy.tables).toEqual({ smallRows: 7, largeRows: 1_000_000, large: ["orders"] });
  });

  it.each<[reference: string, file: string]>([
    ["defaults", "defaults:.github/schema-warden.yml"],
    ["acme/defaults", "acme/defaults:.github/schema-warden.yml"],
    ["defaults:a/b.yml", "defaults:a/b.yml"],
    ["acme/defaults:a.yaml", "acme/defaults:a.yaml"],
    ["./base.yml", ".github/base.yml"],
    ["base.yml", ".github/base.yml"],
    ["../config/base.yml", "config/base.yml"],
    [".github", ".github:.github/schema-warden.yml"],
  ])("reads %s as %s", async (reference, file) => {
    const { policy } = await load(`_extends: ${reference}\n`, { [file]: "rules: { drop-column: off }\n" });
    expect(policy.severities.get("drop-column")).toBe("off");
  });

  it("takes a relative path within the repository that it stands in", async () => {
    const { policy } = await load("_extends: acme/a:x/y.yml\n", {
      "acme/a:x/y.yml": "_extends: ./z.yml\n",
      "acme/a:x/z.yml": "rules: { drop-column: off }\n",
    });
    expect(policy.severities.get("drop-column")).toBe("off");
  });

  const names = "must name a repository, owner/repository, repository:path, or a relative path such as ./base.yml";
  it.each<[text: string, others: Record<string, string>, problem: string]>([
    ["_extends: ./no.yml", {}, '1:11 "_extends" names ".github/no.yml", which is not there.'],
    [
      "_extends: acme/no",
      {},
      '1:11 "_extends" names "acme/no:.github/schema-warden.yml", which is not there, or may not be read by this app.',
    ],
    [
      "_extends: ./schema-warden.yml",
      {},
      '1:11 "_extends" leads back to ".github/schema-warden.yml". Break the circle.',
    ],
    [
      "_extends: ./a.yml",
      { ".github/a.yml": "_extends: ./b.yml", ".github/b.yml": "\n_extends: ./a.yml" },
      '.github/b.yml:2:11 "_extends" leads back to ".github/a.yml". Break the circle.',
    ],
    ["_extends: ../../a.yml", {}, `1:11 "_extends" ${names}, not "../../a.yml".`],
    ["_extends: a/b/c", {}, `1:11 "_extends" ${names}, not "a/b/c".`],
    ["_extends: https://example.org/x", {}, `1:11 "_extends" ${names}, not "https://example.org/x".`],
    ["_extends: [a]", {}, '1:11 "_extends" must be a text, not a list.'],
    ["_extends: ./a.yml", { ".github/a.yml": "ruels: {}" }, '.github/a.yml:1:1 There is no key "ruels"'],
  ])("%s with %j", async (text, others, problem) => {
    const problems = await problemsOf(text, others);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  it("ends after five files", async () => {
    const others = Object.fromEntries(
      [1, 2, 3, 4, 5, 6].map((n) => [`.github/${n}.yml`, `_extends: ./${n + 1}.yml\n`]),
    );
    expect(await problemsOf("_extends: ./1.yml\n", others)).toEqual([
      '.github/4.yml:1:11 "_extends" leads over more than 5 files. Join some of them.',
    ]);
  });

  it("goes on without what is out of reach, and says so", async () => {
    const { policy, problems, outOfReach } = await load("_extends: far/away\nrules: { drop-column: off }\n");
    expect(problems).toEqual([]);
    expect(policy.severities.get("drop-column")).toBe("off");
    expect(outOfReach.map(({ message }) => message)).toEqual([
      '"_extends" names "far/away:.github/schema-warden.yml", which is far.',
    ]);
  });
});

describe("the effective values", () => {
  it("are each printed with their origin, and read again say the same", async () => {
    const { policy, values } = await load("_extends: acme/.github\nrules:\n  drop-column: info\n", {
      [org]:
        "\ntables: { large: [events] }\ndatabase: { product: mariadb, version: 10.10 }\nsignOff: { checks: { rollback: [ci] } }\n",
    });
    const found = new Map([["contracts.sql", { value: "SQL_CONTRACT.json", origin: "found" }]]);
    const text = printEffectiveValues(effectiveValues(policy, rules, values, found));
    expect(text).toContain("  drop-column:\n    severity: info # .github/schema-warden.yml:3\n");
    expect(text).toContain(`  large: [ events ] # ${org}:2\n`);
    expect(text).toContain(`  version: "10.10" # ${org}:3\n`);
    expect(text).toContain("  sql: SQL_CONTRACT.json # found\n");
    expect(text).toContain("  smallRows: 10000 # default\n");
    const again = await load(text);
    expect(again.problems).toEqual([]);
    const { severities: _, contracts: __, settings: ___, ...rest } = again.policy;
    expect(rest).toEqual(
      expect.objectContaining({
        tables: policy.tables,
        signOff: policy.signOff,
        engine: policy.engine,
        limits: policy.limits,
        waivers: policy.waivers,
      }),
    );
    expect(policy.engine).toEqual({ product: "mariadb", version: [10, 10] });
    expect(policy.dialect).toBe("mysql");
  });
});
