import type { Finding, Severity } from "../../model/finding.ts";
import { lockWords } from "../../model/lock.ts";
import { prose } from "../../text/markdown.ts";
import { clipInlines, parseRichText } from "../rich-text.ts";
import type { Style } from "./style.ts";
import { padded, plain, wrap } from "./text-layout.ts";

/** Findings under their file, in the order of its lines: what, why, fix. */
export function findingLines(findings: readonly Finding[], style: Style, width: number): string[] {
  const byFile = new Map<string, Finding[]>();
  for (const finding of findings) {
    const list = byFile.get(finding.at.path) ?? [];
    list.push(finding);
    byFile.set(finding.at.path, list);
  }
  return [...byFile].flatMap(([, list]) => {
    const inOrder = [...list].sort((left, right) => left.at.start.line - right.at.start.line);
    return inOrder.flatMap((finding) => [...oneFinding(finding, style, width), ""]);
  });
}

const colours = { error: "red", warning: "yellow", info: "blue" } as const satisfies Record<Severity, keyof Style>;
const words: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };
const indent = "  ";
const labelWidth = 5;
const longestText = 20_000;
const longestParagraph = 1200;

function oneFinding(
  { at, severity, rule, what, why, howToFix, related, lock, database }: Finding,
  style: Style,
  width: number,
): string[] {
  const also = related.slice(0, 3).map(({ path, start }) => plain(`${path}:${start.line}`));
  return [
    `${style.bold(plain(`${at.path}:${at.start.line}`))}  ${style[colours[severity]](words[severity])}  ${style.dim(plain(rule))}${database === undefined ? "" : `  ${plain(database, 60)}`}`,
    ...labelled("", what, width, (line) => line),
    ...labelled("why", why, width, (line) => line, style),
    ...(lock === undefined ? [] : labelled("lock", prose(lockWords(lock)), width, (line) => line, style)),
    ...labelled("fix", howToFix, width, style.green, style),
    ...(also.length === 0 ? [] : labelled("see", also.join(", "), width, style.dim, style)),
  ];
}

function labelled(
  label: string,
  markdown: string,
  width: number,
  paint: (line: string) => string,
  style?: Style,
): string[] {
  const hang = label === "" ? 0 : labelWidth;
  const room = Math.max(30, width - indent.length - hang);
  const lines = parseRichText(markdown.slice(0, longestText)).flatMap((block) => {
    if (block.kind === "code") return block.text.split("\n").map((line) => `  ${plainLine(line)}`);
    const text = clipInlines(block.inlines, longestParagraph).map(({ kind, text }) =>
      kind === "code" ? `\`${plain(text, 120)}\`` : spaced(text),
    );
    return wrap(`${block.kind === "item" ? "- " : ""}${shortWords(text.join("").trim())}`, room);
  });
  return lines.map((line, at) => {
    const head = hang === 0 ? "" : padded(at === 0 ? label : "", hang);
    return `${indent}${style === undefined ? head : style.dim(head)}${paint(line)}`.trimEnd();
  });
}

function spaced(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, " ").replace(/[\p{Cf}\p{Cs}]/gu, "");
}

/** No word is longer than a screen is wide. */
function shortWords(text: string): string {
  return text.replace(/\S{161,}/g, (word) => `${word.slice(0, 159)}…`);
}

function plainLine(line: string): string {
  const indentation = /^[ \t]*/.exec(line)?.[0].replaceAll("\t", "  ") ?? "";
  return indentation + plain(line, 200);
}
