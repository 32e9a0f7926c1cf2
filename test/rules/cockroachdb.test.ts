import { describe, expect, it } from "vitest";
import { reviewFiles } from "../../scripts/review-example.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { filesOf } from "../../src/rules/example-files.ts";
import { rules } from "../../src/rules/rules.generated.ts";

const contract = "DATABASE_SCHEMA_CONTRACT.md";
const aboutOthers = rules.filter(({ products }) => products !== undefined && !products.includes("cockroachdb"));
const everything = { ...defaultPolicy, severities: new Map(rules.map(({ id }) => [id, "warning"] as const)) };

/** The same files in a project that states CockroachDB. */
function onCockroach(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const stated = (text: string) =>
    text.replace(
      "- **Type:** PostgreSQL\n- **Version:** PostgreSQL 16",
      "- **Type:** CockroachDB\n- **Version:** 24.3",
    );
  return new Map([...files].map(([path, text]) => [path, path === contract ? stated(text) : text]));
}

async function found(migration: string, policy = defaultPolicy) {
  const { base } = filesOf(aboutOthers[0] ?? expect.fail("no rule is about PostgreSQL's own ways"), "");
  const before = onCockroach(base);
  const after = new Map([...before, ["migrations/0002_example.sql", migration]]);
  return (await reviewFiles(before, after, policy)).findings.map(({ rule }) => rule);
}

describe("on CockroachDB, which changes schemas without locking tables", () => {
  it.each(aboutOthers.map((rule) => [rule.id, rule] as const))("%s has nothing to say", async (id, rule) => {
    for (const example of rule.examples.invalid) {
      const { base, head } = filesOf(rule, example);
      const { findings } = await reviewFiles(onCockroach(base), onCockroach(head), everything);
      if (onCockroach(base).get(contract)?.includes("CockroachDB"))
        expect(findings.map(({ rule: other }) => other)).not.toContain(id);
    }
  });

  it.each([
    ["ALTER TABLE orders DROP COLUMN total;", "dropped-while-used"],
    ["ALTER TABLE users ALTER COLUMN email TYPE varchar(20);", "narrow-type"],
    ["ALTER TABLE users ADD COLUMN phone text NOT NULL;", "add-required-column"],
    ["ALTER TABLE users RENAME COLUMN email TO mail;", "rename-column"],
    ["CREATE INDEX users_name ON users (name);", "create-not-guarded"],
  ])("%s is still %s", async (migration, rule) => {
    expect(await found(migration)).toContain(rule);
  });

  it("asks for nothing that only PostgreSQL's locks would need", async () => {
    const migration = "CREATE INDEX IF NOT EXISTS users_name ON users (name);\n";
    expect(await found(migration, everything)).not.toContain("lock-timeout-missing");
    expect(await found(migration, everything)).not.toContain("downtime-flag-wrong");
  });
});
