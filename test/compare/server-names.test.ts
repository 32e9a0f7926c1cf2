import { describe, expect, it } from "vitest";
import { expressionName } from "../../src/compare/expression-name.ts";
import { chooseName, indexColumnNames, joinColumnNames, makeObjectName } from "../../src/compare/server-names.ts";

const bytes = (text: string) => new TextEncoder().encode(text).length;

describe("makeObjectName", () => {
  it("joins the parts as they are while they fit", () => {
    expect(makeObjectName("orders", "email", "key")).toBe("orders_email_key");
    expect(makeObjectName("orders", undefined, "pkey")).toBe("orders_pkey");
  });

  it("cuts the longer of the two names first", () => {
    const name = makeObjectName("t".repeat(60), "short", "idx");
    expect(name).toBe(`${"t".repeat(53)}_short_idx`);
    expect(bytes(name)).toBe(63);
  });

  it("cuts two long names to the same length", () => {
    expect(makeObjectName("a".repeat(63), "b".repeat(63), "key")).toBe(`${"a".repeat(29)}_${"b".repeat(29)}_key`);
  });

  it("never cuts a character in two", () => {
    const name = makeObjectName("ü".repeat(31), "日".repeat(20), "fkey");
    expect(bytes(name)).toBeLessThanOrEqual(63);
    expect(name).toMatch(/^ü+_日+_fkey$/);
  });
});

describe("chooseName", () => {
  it("numbers from one when a name is taken", () => {
    const taken = new Set(["t_a_idx", "t_a_idx1"]);
    expect(chooseName((name) => taken.has(name), "t", "a", "idx")).toBe("t_a_idx2");
  });

  it("makes room for the number", () => {
    const first = makeObjectName("t".repeat(63), "a", "idx");
    const second = chooseName((name) => name === first, "t".repeat(63), "a", "idx");
    expect(second).toBe(`${"t".repeat(56)}_a_idx1`);
  });
});

describe("names of columns in an index", () => {
  it("stops joining once a name is full", () => {
    expect(joinColumnNames(["a".repeat(40), "b".repeat(40), "c"])).toBe(`${"a".repeat(40)}_${"b".repeat(40)}`);
  });

  it("numbers doubles", () => {
    const element = (text: string) => ({
      column: undefined,
      expression: { text, meaning: text },
      collation: undefined,
      operatorClass: undefined,
      order: "asc" as const,
      nulls: "last" as const,
    });
    const elements = ["lower(a)", "lower(b)", "a + 1", "b + 1"].map(element);
    expect(indexColumnNames({ elements, include: ["expr"] })).toBe("lower_lower1_expr_expr1_expr2");
  });
});

describe("expressionName", () => {
  it.each([
    ["lower(email)", "lower"],
    ["pg_catalog.lower(email)", "lower"],
    ["((lower(email)))", "lower"],
    ["email::text", "email"],
    ["(data ->> 'id')::int", "int4"],
    ["x::character varying", "x"],
    ["'1'::character varying", "varchar"],
    ["coalesce(a, b)", "coalesce"],
    ["CASE WHEN a THEN b ELSE c END", "c"],
    ["CASE WHEN a THEN b END", "case"],
    ["cast(a + 1 AS timestamp with time zone)", "timestamptz"],
    ["ts AT TIME ZONE 'UTC'", "timezone"],
    ["arr[1]", "arr"],
    ["trim(leading ' ' from a)", "ltrim"],
  ])("%s is %s", (text, name) => {
    expect(expressionName(text)).toBe(name);
  });

  it.each(["a || b", "NOT (a > 1)", "a + 1", "data ->> 'id'", "1", "a IS NULL", "", "(", "case"])(
    "%s has none",
    (text) => {
      expect(expressionName(text) ?? "none").toMatch(/^(none|case)$/);
    },
  );
});
