import fc from "fast-check";
import type { Nodes, Parents } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { describe, expect, test } from "vitest";
import { ContractText } from "../../src/contract/contract-text.ts";
import { plainText } from "../../src/contract/inline-text.ts";
import { parseSection } from "../../src/contract/parse-section.ts";
import { fixture } from "./reading.ts";

const markdown = unified().use(remarkParse).use(remarkGfm).freeze();

/** Headings, tables and code blocks of a text, as the general parser finds them: `kind from-to: words`. */
function byRemark(text: string): string[] {
  const found: string[] = [];
  const visit = (node: Nodes) => {
    const start = node.position?.start.offset ?? 0;
    if (node.type === "heading") found.push(`${start} h${node.depth} ${words(node)}`);
    else if (node.type === "table") {
      for (const [index, row] of node.children.entries()) {
        found.push(
          `${row.position?.start.offset} row ${row.children
            .slice(0, node.children[0]?.children.length ?? 0)
            .map(words)
            .join("|")}${index === 0 ? " header" : ""}`,
        );
      }
    } else if (node.type === "code") found.push(`${start} code ${node.value.replaceAll("\r", "").trim()}`);
    else if ("children" in node) for (const child of node.children) visit(child);
  };
  visit(markdown.parse(text));
  return found;
}

function words(node: Nodes): string {
  if (node.type === "html") return "";
  if ("value" in node) return node.value.replaceAll("\\|", "|").trim();
  return (node as Parents).children
    .map((child) => ("value" in child ? (child.type === "html" ? "" : child.value) : words(child as Nodes)))
    .join("")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** The same as this stage finds them. */
function byUs(text: string): string[] {
  const contract = new ContractText({ path: "x.md", text });
  const { sections, preambleEnd } = contract.outline;
  const found: [number, string][] = sections.map((section) => [
    section.start,
    `${section.start} h${section.level} ${plainText(contract.rawTitle(section)).replaceAll(/\s+/g, " ")}`,
  ]);
  const bodies = [
    { start: 0, end: preambleEnd },
    ...sections.map((section) => ({ start: section.bodyStart, end: section.bodyEnd })),
  ];
  for (const block of bodies.flatMap((body) => parseSection(contract, body))) {
    if (block.kind === "code")
      found.push([
        block.start,
        `${block.start} code ${contract.raw({ start: block.fence.contentStart, end: block.fence.contentEnd }).replaceAll("\r", "").trim()}`,
      ]);
    if (block.kind !== "table") continue;
    const width = block.table.header.length;
    const text = (cells: readonly { start: number; end: number }[]) =>
      cells
        .slice(0, width)
        .map((cell) => plainText(contract.raw(cell)).replaceAll(/\s+/g, " "))
        .join("|");
    found.push([block.start, `${block.start} row ${text(block.table.header)} header`]);
    for (const row of block.table.rows) found.push([row.start, `${row.start} row ${text(row.cells)}`]);
  }
  return found.sort(([left], [right]) => left - right).map(([, line]) => line);
}

describe("the fast reading finds what a whole Markdown parser finds", () => {
  test.each(["template.md", "clinic.md"])("%s", (name) => {
    expect(byRemark(fixture(name)).length).toBeGreaterThan(80);
    expect(byUs(fixture(name))).toEqual(byRemark(fixture(name)));
    const windows = fixture(name).replaceAll("\n", "\r\n");
    expect(byUs(windows)).toEqual(byRemark(windows));
  });

  const cell = fc.constantFrom(
    "a",
    "`b c`",
    "**NO**",
    "x \\| y",
    "",
    "NUMERIC(10,2)",
    "~~old~~",
    "a_b_c",
    "[l](u)",
    "`p \\| q`",
    "1 < 2",
    "*em*",
  );
  const table = fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 4 }))
    .map(
      ([width, rows]) =>
        `| ${Array.from({ length: width }, (_, index) => `H${index}`).join(" | ")} |\n|${" --- |".repeat(width)}\n${rows.map((row) => `| ${row.join(" | ")} |\n`).join("")}`,
    );
  const block = fc.oneof(
    table,
    fc.constantFrom(
      "# One\n",
      "## Two ##\n",
      "###### Six\n",
      "####### Seven\n",
      "#No\n",
      "Setext\n======\n",
      "Setext two\n---\n",
      "***\n",
      "Some text.\n",
      "- item\n- other\n",
      "1. one\n",
      "> quote\n",
      "```sql\nSELECT 1;\n# no heading\n```\n",
      "~~~\n| a |\n|---|\n~~~\n",
      "````\n```\n````\n",
      "<!-- a\n## hidden\n-->\n",
      "   ## indented\n",
      "**Label:** value\n",
    ),
  );

  test("any sequence of ordinary blocks", () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 10 }), (blocks) => {
        const text = blocks.join("\n");
        expect(byUs(text)).toEqual(byRemark(text));
      }),
      { numRuns: 400 },
    );
  }, 60_000);

  test("plain text of inline markup", () => {
    const piece = fc.constantFrom(
      "a",
      " ",
      "`c`",
      "**b**",
      "*e*",
      "_u_",
      "a_b",
      "~~s~~",
      "[t](u)",
      "\\*",
      "&amp;",
      "(x)",
      "-",
      ".",
      "1",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = `x ${pieces.join("")} y`;
        expect(plainText(text).replaceAll(/\s+/g, " ")).toBe(words(markdown.parse(text)).replaceAll(/\s+/g, " "));
      }),
      { numRuns: 1_000 },
    );
  }, 60_000);
});
