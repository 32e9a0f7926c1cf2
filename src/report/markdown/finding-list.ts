import type { Finding, Severity } from "../../model/finding.ts";
import type { Location } from "../../model/location.ts";
import { lockWords } from "../../model/lock.ts";
import type { Report } from "../../model/report.ts";
import { code, prose } from "../../text/markdown.ts";
import { countOf } from "../count-words.ts";
import type { Detail } from "./detail.ts";
import { blockMarkdown, inlineMarkdown, pasteBlock } from "./inline.ts";

const titles: Readonly<Record<Severity, readonly [string, string]>> = {
  error: ["❌", "error"],
  warning: ["⚠️", "warning"],
  info: ["ℹ️", "note"],
};

/** Findings by severity: what, why, how to mend, and where. Notes are folded away. */
export function findingLists(report: Report, detail: Detail): string[] {
  return [
    ...findingList(report.findings, "error", detail.errors),
    ...findingList(report.findings, "warning", detail.warnings),
    ...folded(findingList(report.findings, "info", detail.information)),
  ];
}

function findingList(findings: readonly Finding[], severity: Severity, detail: Detail["errors"]): string[] {
  const concerned = findings.filter((finding) => finding.severity === severity);
  if (concerned.length === 0) return [];
  const [sign, noun] = titles[severity];
  const shown = concerned.slice(0, detail.most);
  const rest = concerned.slice(shown.length);
  const items = shown.map(detail.form === "full" ? fullFinding : (finding: Finding) => `- ${headOf(finding)}`);
  return [
    `### ${sign} ${countOf(concerned.length, noun)}`,
    ...(items.length === 0 ? [] : [items.join(detail.form === "full" ? "\n\n" : "\n")]),
    ...(rest.length === 0 ? [] : [`${shown.length > 0 ? `And ${rest.length} more: ` : ""}${countedByRule(rest)}.`]),
  ];
}

const mostRules = 15;

/** How often each rule speaks, most often first: a cut list still tells what it is about. */
function countedByRule(findings: readonly Finding[]): string {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const rules = [...counts].toSorted((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1));
  const named = rules.slice(0, mostRules).map(([rule, count]) => `${count} × ${code(rule)}`);
  const others = rules.slice(mostRules).reduce((sum, [, count]) => sum + count, 0);
  return [...named, ...(others === 0 ? [] : [`${others} of other rules`])].join(", ");
}

function headOf(finding: Finding): string {
  return `**${place(finding.at)}** ${inlineMarkdown(finding.what)}`;
}

function fullFinding(finding: Finding): string {
  const also = finding.related.slice(0, 3).map(place).join(", ");
  const owner = finding.database === undefined ? [] : [code(finding.database)];
  const foot = [...owner, code(finding.rule), prose(finding.section), ...(also === "" ? [] : [`see ${also}`])].join(
    " · ",
  );
  const parts = [
    headOf(finding),
    blockMarkdown(finding.why),
    ...(finding.lock === undefined ? [] : [`**Lock:** ${prose(lockWords(finding.lock).slice(0, 200))}`]),
    labelled("**Fix:**", blockMarkdown(finding.howToFix)),
    ...readyEdit(finding),
    `<sub>${foot}</sub>`,
  ];
  return `- ${joinParts(parts).replace(/\n(?=[^\n])/g, "\n  ")}`;
}

/** A label before a sentence, or above a list or a block of code. */
function labelled(label: string, markdown: string): string {
  return /^(`{3}|- )/.test(markdown) ? `${label}\n\n${markdown}` : `${label} ${markdown}`;
}

/** One-line parts stand under each other, parts of several lines stand apart. */
function joinParts(parts: readonly string[]): string {
  return parts.reduce((text, part, place) => {
    const apart = part.includes("\n") || (parts[place - 1] ?? "").includes("\n");
    return `${text}${apart ? "\n\n" : "  \n"}${part}`;
  });
}

/** The text that mends it, unless the finding's own words already show it. */
function readyEdit({ fix, howToFix }: Finding): string[] {
  const edits = fix?.edits.filter(({ text }) => text.trim() !== "") ?? [];
  if (edits.length === 0 || howToFix.includes("```")) return [];
  const blocks = edits.slice(0, 3).map(({ at, text }) => `${place(at)}\n\n${pasteBlock(text, languageOf(at.path))}`);
  const rest = edits.length > 3 ? [`And ${countOf(edits.length - 3, "more edit")}.`] : [];
  return [`<details><summary>The text to put there</summary>\n\n${[...blocks, ...rest].join("\n\n")}\n\n</details>`];
}

function languageOf(path: string): string {
  const extension = path.split(".").at(-1)?.toLowerCase() ?? "";
  return extension === "md" ? "markdown" : extension;
}

function place({ path, start }: Location): string {
  return code(`${path}:${start.line}`, 160);
}

function folded(parts: readonly string[]): string[] {
  const [title, ...rest] = parts;
  if (title === undefined) return [];
  return [`<details><summary>${title.replace(/^### /, "")}</summary>`, ...rest, "</details>"];
}
