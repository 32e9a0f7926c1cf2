import type { Report } from "../model/report.ts";
import { code, prose } from "../text/markdown.ts";
import { countOf } from "./count-words.ts";
import { databaseTable } from "./markdown/database-table.ts";
import { details } from "./markdown/detail.ts";
import { findingLists } from "./markdown/finding-list.ts";
import { inlineMarkdown } from "./markdown/inline.ts";
import {
  changeTable,
  checklistSection,
  contractTable,
  lockLine,
  reachSection,
  unreadSection,
} from "./markdown/sections.ts";
import { waiverSection } from "./markdown/waiver-section.ts";
import { serverWords } from "./names.ts";

/** GitHub takes 65,536 characters; the rest is room for what a publisher puts around it. */
const longest = 64_000;

/**
 * The summary that a reviewer reads, as GitHub Markdown. When it would be longer than `limit` (UTF-16 code units) the first
 * of the shorter forms in `markdown/detail.ts` that fits is taken, and says what it leaves out.
 */
export function toMarkdown(report: Report, options: { readonly limit?: number } = {}): string {
  const limit = options.limit ?? longest;
  let text = "";
  for (const place of details.keys()) {
    text = render(report, place);
    if (text.length <= limit) return text;
  }
  return cutAtLine(text, limit);
}

const signs = { success: "✅", failure: "❌", neutral: "➖" } as const;
const verdicts = {
  success: "Schema contract kept",
  failure: "Schema contract: changes needed",
  neutral: "No schema change",
} as const;

function render(report: Report, place: number): string {
  const detail = details[place];
  if (detail === undefined) return "";
  const { verdict, headline } = report;
  const blocks = [
    `## ${signs[verdict]} ${verdicts[verdict]}`,
    inlineMarkdown(headline),
    ...databaseTable(report),
    ...contractTable(report),
    ...changeTable(report, detail),
    ...reachSection(report, detail),
    ...lockLine(report),
    ...checklistSection(report, detail),
    ...findingLists(report, detail),
    ...waiverSection(report, detail),
    ...unreadSection(report, detail),
    ...driftLine(report),
    ...report.notes.map((note) => prose(note)),
    footer(report),
    ...shortened(place),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function driftLine({ drift }: Report): string[] {
  if (drift === 0) return [];
  return [
    `${countOf(drift, "difference")} between contract and schema ${drift === 1 ? "was" : "were"} there before, and ${drift === 1 ? "is" : "are"} not counted here.`,
  ];
}

function footer(report: Report): string {
  const { base, head, tool } = report;
  const side = ({ ref, commit }: Report["base"]) =>
    `${code(ref, 80)}${commit === undefined || commit === ref ? "" : ` (${code(commit.slice(0, 8))})`}`;
  return `<sub>${side(base)} → ${side(head)} · ${serverWords(report)} · Schema Warden ${inlineMarkdown(tool.version, 40)}</sub>`;
}

function shortened(place: number): string[] {
  const reasons = Object.values(details[place]?.leavesOut ?? {});
  return reasons.length === 0
    ? []
    : [`<sub>Shortened to fit: ${reasons.join("; ")}. The JSON report has all of it.</sub>`];
}

function cutAtLine(text: string, limit: number): string {
  const cut = text.slice(0, Math.max(0, limit - 40));
  return `${cut.slice(0, cut.lastIndexOf("\n") + 1)}\nCut here to fit.\n`.slice(0, limit);
}
