import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { loadConfiguration } from "../../src/policy/load-configuration.ts";
import { rules } from "../../src/rules/rules.generated.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/coming-from-mysql-linters.md"), "utf8");

describe("the page for those who come from linters of MySQL and Django", () => {
  it("names rules that there are", () => {
    const named = [...page.matchAll(/\[([a-z-]+)\]\(rules\/\1\.md\)/g)].map(([, rule]) => rule);
    const ids = new Set<string | undefined>(rules.map(({ id }) => id));
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((rule) => !ids.has(rule))).toEqual([]);
    expect(page.match(/\(rules\//g)).toHaveLength(named.length);
  });

  it("shows a configuration that is valid", async () => {
    const [, text = ""] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
    const { policy, problems } = await loadConfiguration(
      { repository: undefined, path: "schema-warden.yml" },
      { kind: "text", text, encoding: "utf-8" },
      { rules, defaults: defaultPolicy, read: async () => ({ kind: "out of reach", reason: "nothing is extended" }) },
    );
    expect(problems).toEqual([]);
    expect(policy.severities.get("comment-required")).toBe("warning");
  });
});
