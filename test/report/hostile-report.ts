import type { Report } from "../../src/model/report.ts";

/** Texts that a pull request may bring as a name, a path, a version, a sentence. */
export const hostileTexts: readonly string[] = [
  "@everyone and @octocat",
  "</details></summary><img src=x onerror=alert(1)>",
  "`back` ``ticks``` ` ",
  "a | b | c",
  "--> <!-- hidden -->",
  "\u202Eevil\u202C \u2066rtl\u2069",
  "[link](https://evil.example) ![i](http://evil.example/x.png)",
  "https://evil.example www.evil.example mail@evil.example",
  "# heading\n\n- [x] ticked\n\n```mermaid\nflowchart LR\n```\n",
  "~~~\n</script><script>alert(1)</script>\n~~~",
  "**bold** _em_ ~~gone~~ $x$ #123 GH-1 \\",
  '"];end; subgraph x["%%{init: {}}%%"]; click n0 "javascript:alert(1)"',
  "\u001b[31mred\u001b[0m\u0007\r\nnext",
  "\ud800 lone \u0000 nul",
  "x".repeat(10_000),
  "<".repeat(10_000),
  "`|".repeat(5_000),
  "",
];

const open: ReadonlySet<string> = new Set(
  `name definition from to path ref commit text what why howToFix message reason because change subject section title id
  baseVersion headVersion type default headline rule attribute table mode held`.split(/\s+/),
);

/** The report with every text that could come from a pull request replaced. */
export function withText(report: Report, text: string): Report {
  return replaceIn(report, text) as Report;
}

function replaceIn(value: unknown, text: string): unknown {
  if (Array.isArray(value)) return value.map((item) => (typeof item === "string" ? text : replaceIn(item, text)));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      typeof member === "string" && open.has(key) ? text : replaceIn(member, text),
    ]),
  );
}
