import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { configurationJsonSchema } from "../../src/policy/configuration-schema.ts";
import { rules } from "../../src/rules/rules.generated.ts";
import { problemsOf } from "./load.ts";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/configuration.md"), "utf8");
const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].flatMap(([, text = ""]) =>
  // The ways to write `_extends` stand one under the other.
  text.startsWith("_extends") ? text.trim().split("\n") : [text],
);
const schema = configurationJsonSchema(rules);
const validate = new Ajv2020({ allErrors: true, strict: false }).compile(schema as object);

describe("docs/configuration.md", () => {
  it.each(examples)("shows what is valid: %s", async (text) => {
    const others = ["far/away", "acme/defaults", ".github", "defaults"].flatMap((name) => [
      [`${name}:.github/schema-warden.yml`, ""],
      [`${name}:schema/strict.yml`, ""],
    ]);
    const there = { ...Object.fromEntries(others), ".github/schema-warden-base.yml": "" };
    expect(await problemsOf(text, there)).toEqual([]);
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
  });

  it("has a chapter for every key at the top", () => {
    for (const key of Object.keys(schema.properties ?? {})) expect(page).toContain(`\n## \`${key}\`\n`);
  });
});

describe("the JSON Schema", () => {
  it.each(["ruels: {}", "rules: { drop-colum: off }", "rules: { drop-column: fatal }", "tables: { large: x }"])(
    "refuses what the reader refuses: %s",
    async (text) => {
      expect(await problemsOf(text)).not.toEqual([]);
      expect(validate(parse(text))).toBe(false);
    },
  );

  it("says of every key what it means", () => {
    const undescribed: string[] = [];
    const look = (node: typeof schema, name: string) => {
      for (const [key, inner] of Object.entries(node.properties ?? {})) {
        if (inner.description === undefined && !/^overrides/.test(name)) undescribed.push(`${name}.${key}`);
        look(inner, `${name}.${key}`);
      }
      for (const inner of node.anyOf ?? []) look(inner, name);
    };
    look(schema, "");
    expect(undescribed).toEqual([]);
  });

  it("has no setting of a rule that hides one of its own keys", () => {
    const own = rules.flatMap(({ id, settings = {} }) => Object.keys(settings).map((name) => [id, name]));
    expect(own.filter(([, name]) => name === "severity" || name === "paths")).toEqual([]);
  });
});
