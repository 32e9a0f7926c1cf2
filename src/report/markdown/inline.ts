import { fenced } from "../../text/fenced.ts";
import { code, prose } from "../../text/markdown.ts";
import { type Block, clipInlines, type Inline, parseRichText } from "../rich-text.ts";

/** Characters of one finding's paragraph that are shown; beyond, nobody reads on. */
const longestParagraph = 1200;
const longestSpan = 200;
const longestText = 20_000;

/** Words of a finding as one line of GitHub Markdown, escaped anew. */
export function inlineMarkdown(markdown: string, limit = longestParagraph): string {
  const blocks = parseRichText(markdown.slice(0, limit * 4)).filter((block) => block.kind !== "code");
  return blocks.map(({ inlines }) => inlinesToMarkdown(clipInlines(inlines, limit))).join(" ");
}

/** Words of a finding as blocks of GitHub Markdown, escaped anew. */
export function blockMarkdown(markdown: string): string {
  return parseRichText(markdown.slice(0, longestText))
    .map(blockToMarkdown)
    .reduce((text, block) => `${text}${text.endsWith("\n") || block.startsWith("\n") ? "" : "\n"}${block}`, "")
    .trim();
}

function blockToMarkdown(block: Block): string {
  if (block.kind === "code") return `\n${pasteBlock(block.text, block.language)}\n`;
  const line = inlinesToMarkdown(clipInlines(block.inlines, longestParagraph));
  return block.kind === "item" ? `- ${line}` : line;
}

function inlinesToMarkdown(inlines: readonly Inline[]): string {
  return inlines.map(inlineToMarkdown).join("");
}

function inlineToMarkdown({ kind, text, strong }: Inline): string {
  if (kind === "code") return strong ? `**${code(text, longestSpan)}**` : code(text, longestSpan);
  const escaped = keepingEdges(text, prose(text));
  return strong && escaped.trim() !== "" ? keepingEdges(escaped, `**${escaped.trim()}**`) : escaped;
}

/** White space at the ends joins a text to its neighbours, and escaping trims it. */
function keepingEdges(text: string, escaped: string): string {
  if (escaped === "") return text === "" ? "" : " ";
  return `${/^\s/.test(text) ? " " : ""}${escaped}${/\s$/.test(text) ? " " : ""}`;
}

const longestLine = 400;

/** Text to paste as a fenced block, in a language that GitHub colours. */
export function pasteBlock(text: string, language: string): string {
  const lines = text.split("\n").map((line) => (line.length > longestLine ? `${line.slice(0, longestLine)}…` : line));
  return fenced(languages.find((known) => known === language) ?? "sql", lines.join("\n"));
}

const languages = ["sql", "markdown", "json", "diff", "sh"] as const;
