import { describe, expect, it } from "vitest";
import { toHtml } from "../../src/report/to-html.ts";
import { hostileTexts, withText } from "./hostile-report.ts";
import { sampleReport } from "./sample-report.ts";

/** Names of all tags, in order; attribute values are checked apart. */
const tags = (html: string) => (html.match(/<\/?[a-z!][^\s>]*/gi) ?? []).map((tag) => tag.toLowerCase());

describe("toHtml", () => {
  it("needs nothing from elsewhere and runs nothing", () => {
    const html = toHtml(sampleReport);
    expect(html).toContain("Content-Security-Policy");
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|<link|<img|<iframe|\son\w+=|javascript:|https?:\/\//i);
  });

  it("says all that there is to say", () => {
    const html = toHtml(sampleReport);
    for (const text of [
      "Changes needed",
      "GET /orders",
      "checkout",
      "Rollback script prepared",
      "column-undocumented",
      "ACCESS EXCLUSIVE · held while the table is rewritten · stops reads and writes",
      "ACCESS EXCLUSIVE · held until the transaction ends · stops reads and writes",
    ]) {
      expect(html).toContain(text);
    }
    expect(html).toContain("prefers-color-scheme: dark");
  });

  it.each(hostileTexts.map((text, at) => [at, text] as const))("makes hostile text %i harmless", (_, text) => {
    const html = toHtml(withText(sampleReport, text));
    const known = new Set(
      tags(toHtml(withText(sampleReport, "plain"))).concat(["<pre", "</pre", "<ul", "</ul", "<li", "</li"]),
    );
    expect(tags(html).filter((tag) => !known.has(tag))).toEqual([]);
    expect(html).not.toMatch(/\u202e|\u2066/u);
    expect(html.match(/<section>/g)?.length).toBe(html.match(/<\/section>/g)?.length);
  });
});
