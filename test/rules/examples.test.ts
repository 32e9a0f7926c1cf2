import { describe, expect, it } from "vitest";
import { reviewExample } from "../../scripts/review-example.ts";
import type { Report } from "../../src/model/report.ts";
import type { Example, Rule } from "../../src/rules/define-rule.ts";
import { rules } from "../../src/rules/rules.generated.ts";

describe.each(rules.map((rule) => ({ rule, id: rule.id })))("$id", ({ rule }) => {
  it("is shown loud in two ways at least, and silent at least twice as often", () => {
    const { invalid, valid } = rule.examples;
    expect(invalid.length).toBeGreaterThanOrEqual(2);
    expect(valid.length).toBeGreaterThanOrEqual(Math.max(4, 2 * invalid.length));
  });

  it.each(named(rule.examples.invalid))("finds: $name", async ({ example }) => {
    const report = await reviewed(rule, example);
    const own = report.findings.filter((finding) => finding.rule === rule.id);
    expect(own.length, `found instead: ${idsOf(report)}`).toBeGreaterThan(0);
    for (const { what, why, howToFix, at } of own) {
      expect(Math.min(what.length, why.length, howToFix.length)).toBeGreaterThan(10);
      expect(`${what}${why}${howToFix}`).not.toMatch(/\bundefined\b|\[object|\bNaN\b|\(lines \d+\)/);
      expect(at.path).not.toBe("");
    }
  });

  it.each(named(rule.examples.valid))("leaves alone: $name", async ({ example }) => {
    const report = await reviewed(rule, example);
    expect(report.findings.filter((finding) => finding.rule === rule.id).map(({ what }) => what)).toEqual([]);
  });
});

async function reviewed(rule: Rule, example: Example): Promise<Report> {
  const report = await reviewExample(rule, example);
  expect(report.diagnostics.filter(({ kind }) => kind === "rule-failed")).toEqual([]);
  expect(new Set(report.findings.map(({ fingerprint }) => fingerprint)).size).toBe(report.findings.length);
  return report;
}

function named(examples: readonly Example[]): { readonly name: string; readonly example: Example }[] {
  return examples.map((example) => ({ name: nameOf(example), example }));
}

function nameOf(example: Example): string {
  if (typeof example === "string") return example;
  return example.title ?? example.migration ?? Object.keys({ ...example.head, ...example.edits }).join(", ");
}

function idsOf(report: Report): string {
  return report.findings.map(({ rule }) => rule).join(", ") || "nothing";
}
