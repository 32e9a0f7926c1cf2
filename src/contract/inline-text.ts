import type { Nodes } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import type { Range } from "./contract-text.ts";

/** A code span's content and where it stands. */
type CodeSpan = Range & { readonly value: string };

/** Longest text whose inline markup is read; what is longer keeps its markup. */
const LONGEST = 4_000;
const REMEMBERED = 4_096;
const htmlTags =
  /^<(?:!--|\/?(?:a|b|i|em|strong|code|sub|sup|span|small|kbd|del|s|u|ins|mark|p|div|img|details|summary)\b)/i;

const markdown = unified().use(remarkParse).use(remarkGfm).freeze();
const remembered = new Map<string, string>();

/** The code spans of a stretch of text, in order, in linear time. */
export function codeSpans(text: string, range: Range): CodeSpan[] {
  const runs: { start: number; width: number }[] = [];
  for (let at = text.indexOf("`", range.start); at !== -1 && at < range.end; at = text.indexOf("`", at)) {
    const start = at;
    while (at < range.end && text.charAt(at) === "`") at += 1;
    runs.push({ start, width: at - start });
  }
  const spans: CodeSpan[] = [];
  const unmatched = new Set<number>();
  for (let index = 0; index < runs.length; index += 1) {
    const open = runs[index];
    if (open === undefined || unmatched.has(open.width)) continue;
    let close = index + 1;
    while (close < runs.length && runs[close]?.width !== open.width) close += 1;
    const closing = runs[close];
    if (closing === undefined) {
      unmatched.add(open.width);
      continue;
    }
    spans.push(trimmedSpan(text, open.start + open.width, closing.start));
    index = close;
  }
  return spans;
}

function trimmedSpan(text: string, from: number, to: number): CodeSpan {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text.charAt(start))) start += 1;
  while (end > start && /\s/.test(text.charAt(end - 1))) end -= 1;
  return { start, end, value: text.slice(start, end).replaceAll("\\|", "|") };
}

/**
 * One line's text as a reader sees it: emphasis, code spans, links, escapes and entities resolved, `<br>` as a line break.
 * Angle brackets that are no HTML (`List<int>`) stay.
 */
export function plainText(raw: string): string {
  const trimmed = raw.trim();
  if (!/[`*_~[<&\\!]|:\/\//.test(trimmed)) return trimmed;
  const simple = simpleText(trimmed);
  if (simple !== undefined) return simple;
  if (trimmed.length > LONGEST) return trimmed.replaceAll(/[`*]+/g, "").trim();
  const known = remembered.get(trimmed);
  if (known !== undefined) return known;
  const text = parsedText(trimmed);
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(flat(trimmed), flat(text));
  return text;
}

/** The common case without a parser: words, code spans, and `**bold**` around whole words. */
function simpleText(trimmed: string): string | undefined {
  const pieces = trimmed.replaceAll("\\|", "|").split("`");
  if (
    pieces.length % 2 === 0 ||
    pieces.some((piece, index) => piece === "" && index > 0 && index < pieces.length - 1)
  ) {
    return undefined;
  }
  const texts: string[] = [];
  for (const [index, piece] of pieces.entries()) {
    if (index % 2 === 1) {
      texts.push(piece.trim());
      continue;
    }
    const plain = piece.replaceAll(/(?<![\w*])\*\*([^\s*](?:[^*]*[^\s*])?)\*\*(?![\w*])/g, "$1");
    if (/[*~<&\\]|\]\s?[([]|:\/\/|(?<!\w)_|_(?!\w)/.test(plain)) return undefined;
    texts.push(plain);
  }
  return texts.join("").trim();
}

/** A leading full stop keeps `- x`, `1. x` and `# x` from being read as blocks. */
function parsedText(line: string): string {
  const tree = markdown.parse(`. ${line.replaceAll(/\s+/g, " ")}`);
  return flatten(tree)
    .replace(/^\.\s?/, "")
    .replaceAll("\\|", "|")
    .trim();
}

function flatten(node: Nodes): string {
  if (node.type === "html") {
    if (/^<br\s*\/?>$/i.test(node.value)) return "\n";
    return htmlTags.test(node.value) ? "" : node.value;
  }
  if (node.type === "break") return "\n";
  if (node.type === "image") return node.alt ?? "";
  if ("value" in node) return node.value;
  return "children" in node ? node.children.map(flatten).join("") : "";
}

/** A copy that keeps no longer string alive: slices of a file would hold the whole file in memory. */
function flat(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}
