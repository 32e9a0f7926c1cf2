import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import type { Report } from "../../src/model/report.ts";
import { mergeReports } from "../../src/report/merge-reports.ts";
import { reportJsonSchema, type reportShape } from "../../src/report/report-schema.ts";
import { toJson } from "../../src/report/to-json.ts";
import { noChange, sampleReport } from "./sample-report.ts";

declare const absent: unique symbol;

/** `true` where both types take the same values; members that may be absent and members that may be `undefined` are one thing in JSON. */
type Exact<Left, Right> = [Settled<Left>, Settled<Right>] extends [Settled<Right>, Settled<Left>] ? true : never;
type Settled<T> = T extends string | number | boolean | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Settled<Item>[]
    : {
        readonly [K in keyof T]-?: undefined extends T[K]
          ? Settled<Exclude<T[K], undefined>> | "absent"
          : Settled<T[K]>;
      };

// Does not compile as soon as the shape and the type of a report differ.
const exact: Exact<z.infer<typeof reportShape>, Report> = true;

const validate = new Ajv2020({ allErrors: true }).compile(reportJsonSchema() as object);
const parsed = (report: Report) => JSON.parse(toJson(report)) as Record<string, unknown>;

describe("the published JSON Schema", () => {
  it("is the file in schemas/ (after a wanted change: vitest run test/report/report-schema.test.ts --update)", async () => {
    expect(exact).toBe(true);
    await expect(`${JSON.stringify(reportJsonSchema(), undefined, 2)}\n`).toMatchFileSnapshot(
      "../../schemas/report.schema.json",
    );
  });

  it("takes a report", () => {
    expect(validate(parsed(sampleReport)), JSON.stringify(validate.errors)).toBe(true);
  });

  it("takes the report of several databases", () => {
    const merged = mergeReports(["billing", "users"].map((name) => ({ name, report: sampleReport })));
    expect(merged.databases).toHaveLength(2);
    expect(validate(parsed(merged)), JSON.stringify(validate.errors)).toBe(true);
  });

  it("tells each shape once", () => {
    const text = JSON.stringify(reportJsonSchema());
    for (const column of ["identity", "howToFix", "heaviestLock"]) expect(text.split(`"${column}":`)).toHaveLength(2);
  });

  it("takes a report with nothing in it", () => {
    const empty: Report = {
      ...sampleReport,
      verdict: "neutral",
      schemaChange: noChange,
      base: { ref: "main", commit: undefined },
      contracts: [],
      migrations: [],
      impacts: [],
      checklist: [],
      findings: [],
      diagnostics: [],
    };
    expect(validate(parsed(empty)), JSON.stringify(validate.errors)).toBe(true);
  });

  it("refuses a property that it does not name, at any depth", () => {
    expect(validate({ ...parsed(sampleReport), mood: "good" })).toBe(false);
    const [first] = sampleReport.findings;
    expect(validate({ ...parsed(sampleReport), findings: [{ ...first, mood: "good" }] })).toBe(false);
  });

  it("refuses a report that lacks a member", () => {
    const { verdict: _, ...rest } = parsed(sampleReport);
    expect(validate(rest)).toBe(false);
  });
});
