import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { loadPostgresReader } from "../../../../src/extract/sql/postgres/reader.ts";
import type { SqlReader } from "../../../../src/model/sql-reader.ts";
import { differentMeanings } from "./different-meanings.ts";
import { checks, conditions, defaults, generated } from "./expressions.ts";

let sql: SqlReader;

beforeAll(async () => {
  sql = await loadPostgresReader();
});

function meaning(text: string): string | undefined {
  return sql.readExpression(text)?.meaning;
}

describe("meanings that differ", () => {
  it.each(differentMeanings)("%s is not %s", (left, right) => {
    expect(meaning(left)).toBeDefined();
    expect(meaning(right)).toBeDefined();
    expect(meaning(left)).not.toBe(meaning(right));
  });
});

describe("a meaning", () => {
  const written = [...checks, ...defaults.map(([, text]) => text), ...generated.map(([, text]) => text), ...conditions];

  // XML has no spelling of its own here: it is compared by its tree.
  it.each(written.filter((text) => !text.startsWith("xml")))("of %s means itself", (text) => {
    const printed = meaning(text);
    expect(printed).toBeDefined();
    expect(meaning(printed ?? "")).toBe(printed);
  });

  it.each([
    ["a  >   0", "a>0"],
    ["A > 0", "a > 0"],
    ["(a > 0) -- positive", "a > 0"],
    ["a > 0 AND (b > 0)", "((a > 0) AND (b > 0))"],
    ["'x'::text", "'x'"],
    ["NOW( )", "now()"],
    ["cast(a as int)", "a::integer"],
    ["public.f(1)", "f(1)"],
    ["('now'::text)::date", "CURRENT_DATE"],
    ["date_trunc('month', (d)::timestamp with time zone)", "date_trunc('month', d)"],
  ])("of %s is that of %s", (left, right) => {
    expect(meaning(left)).toBe(meaning(right));
  });

  it("keeps what was written as text", () => {
    expect(sql.readExpression("  lower( Email ) ")).toEqual({ text: "lower( Email )", meaning: "lower(email)" });
  });
});

describe("what is no expression", () => {
  it.each([
    "",
    "  ",
    "1, 2",
    "a b",
    "*",
    "t.*",
    "1 FROM t",
    "1; SELECT 2",
    "SELECT 1",
    "a >",
    ")",
    "'open",
    "1 WHERE b",
    "1 ORDER BY 1",
  ])("is undefined: %s", (text) => {
    expect(sql.readExpression(text)).toBeUndefined();
  });

  it("never throws, whatever the text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-'"$a-z0-9()[\]{},.:;|<>= \\]*$/)), (text) => {
        sql.readExpression(text);
        sql.readType(text);
        sql.readName(text);
      }),
      { numRuns: 1000 },
    );
  });

  it("is stable, whatever a string constant holds", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom("", "::interval", "::date", "::jsonb", "::text[]", "::bytea"),
        (content, cast) => {
          const text = `'${content.replaceAll("\0", "").replaceAll("'", "''")}'${cast}`;
          const printed = meaning(text);
          expect(meaning(printed ?? "")).toBe(printed);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("survives nesting and length", () => {
    expect(sql.readExpression(`${"(".repeat(3000)}1${")".repeat(3000)}`)).not.toBeNull();
    expect(sql.readExpression(Array.from({ length: 5000 }, (_, index) => `a${index}`).join(" + "))).not.toBeNull();
    expect(sql.readExpression(`'${"{".repeat(19_000)}'`)?.meaning).toContain("{");
    expect(sql.readExpression(`'${" ".repeat(50_000)}{'::text[]`)?.meaning).toContain("{");
  });
});

describe("readName", () => {
  it.each([
    ["orders", { schema: undefined, name: "orders" }],
    [" Orders ", { schema: undefined, name: "orders" }],
    ["public.orders", { schema: undefined, name: "orders" }],
    ['"Orders"', { schema: undefined, name: "Orders" }],
    ['billing."a.b"', { schema: "billing", name: "a.b" }],
    ['"say ""x"""', { schema: undefined, name: 'say "x"' }],
    ["db.billing.invoices", { schema: "billing", name: "invoices" }],
    ["größe", { schema: undefined, name: "größe" }],
    ["a".repeat(70), { schema: undefined, name: "a".repeat(63) }],
  ])("reads %s", (text, name) => {
    expect(sql.readName(text)).toEqual(name);
  });

  it.each(["", "a b", "1a", "a.", ".a", "a..b", '"open', '""', "a-b", "a.b.c.d", "[table]"])("refuses %j", (text) => {
    expect(sql.readName(text)).toBeUndefined();
  });
});

describe("quoteName", () => {
  it.each([
    ["orders", "orders"],
    ["Orders", '"Orders"'],
    ["order", '"order"'],
    ["user", '"user"'],
    ["name", "name"],
    ["1st", '"1st"'],
    ["a b", '"a b"'],
    ['a"b', '"a""b"'],
    ["größe", '"größe"'],
  ])("writes %s as %s", (name, quoted) => {
    expect(sql.quoteName(name)).toBe(quoted);
    expect(sql.readName(quoted)?.name).toBe(name);
  });
});
