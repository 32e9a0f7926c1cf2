import { type Block, type Inline, parseRichText } from "../rich-text.ts";
import { escapeHtml } from "./escape.ts";

const longest = 2000;

/** Words of a finding as HTML paragraphs, lists and code blocks. */
export function richHtml(markdown: string): string {
  return parseRichText(markdown).map(blockHtml).join("").replaceAll("</ul><ul>", "");
}

/** Words of a finding on one line. */
export function inlineHtml(markdown: string): string {
  return parseRichText(markdown)
    .map((block) => (block.kind === "code" ? codeHtml(block.text) : inlinesHtml(block.inlines)))
    .join(" ");
}

function blockHtml(block: Block): string {
  if (block.kind === "code") return `<pre>${escapeHtml(clip(block.text))}</pre>`;
  const line = inlinesHtml(block.inlines);
  return block.kind === "item" ? `<ul><li>${line}</li></ul>` : `<p>${line}</p>`;
}

function inlinesHtml(inlines: readonly Inline[]): string {
  return inlines
    .map(({ kind, text, strong }) => {
      const html = kind === "code" ? codeHtml(text) : escapeHtml(clip(text));
      return strong ? `<strong>${html}</strong>` : html;
    })
    .join("");
}

/** Raw text as a code span. */
export function codeHtml(text: string): string {
  return `<code>${escapeHtml(clip(text, 300))}</code>`;
}

function clip(text: string, limit = longest): string {
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}
