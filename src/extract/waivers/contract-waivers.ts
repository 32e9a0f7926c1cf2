import type { Waiver } from "../../model/waiver.ts";
import { type LineIndex, lineIndexOf } from "../../text/line-index.ts";
import { readDirective } from "./read-directive.ts";

type Line = { readonly start: number; readonly end: number; readonly level: number | undefined };
type Markdown = { readonly text: string; readonly lines: readonly Line[]; readonly index: LineIndex };

/**
 * `<!-- schema-warden: allow … -->` in a contract. In a table's row it covers that row; alone before a heading, the section that begins there;
 * anywhere else, the section in which it stands. In code it is an example.
 */
export function readContractWaivers(path: string, text: string): readonly Waiver[] {
  const index = lineIndexOf(path, text);
  const lines = readLines(text);
  return commentsOf(text, lines).flatMap(({ start, end }): readonly Waiver[] => {
    const directive = readDirective(text, start, end, index);
    if (directive === undefined) return [];
    const { wholeFile, ...rest } = directive;
    if (wholeFile) return [{ ...rest, scope: "file", covers: index.location(0, text.length) }];
    return [{ ...rest, ...reach({ text, lines, index }, rest.at.start.line - 1) }];
  });
}

/** Lines outside of code, each with its level where it is a heading; lines of code have no text. */
function readLines(text: string): readonly Line[] {
  const lines: Line[] = [];
  let fence: string | undefined;
  for (let start = 0; start <= text.length; ) {
    const next = text.indexOf("\n", start);
    const end = next === -1 ? text.length : next;
    const line = text.slice(start, end);
    const marks = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    const inCode = fence !== undefined || marks !== undefined;
    if (fence === undefined) fence = marks;
    else if (marks !== undefined && marks[0] === fence[0] && marks.length >= fence.length) fence = undefined;
    const heading = inCode ? undefined : /^ {0,3}(#{1,6})(?:\s|$)/.exec(line)?.[1];
    lines.push({ start, end: inCode ? start : end, level: heading?.length });
    start = end + 1;
  }
  return lines;
}

/** What each comment says, one line of it at a time, without marks. */
function commentsOf(text: string, lines: readonly Line[]): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (const { start, end } of lines) {
    for (const match of text.slice(start, end).matchAll(/schema-warden:[^\n]*?(?=\s*(?:-->|$))/gi)) {
      const at = start + match.index;
      if (inComment(text, at)) found.push({ start: at, end: at + match[0].length });
    }
  }
  return found;
}

function inComment(text: string, at: number): boolean {
  const opened = text.lastIndexOf("<!--", at);
  if (opened === -1 || text.lastIndexOf("-->", at) > opened) return false;
  return (
    text[opened - 1] !== "`" &&
    text
      .slice(opened + 4, at)
      .trim()
      .split("\n").length <= 20
  );
}

function reach({ text, lines, index }: Markdown, at: number): Pick<Waiver, "scope" | "covers"> {
  const own = lines[at];
  const shown = text.slice(own?.start, own?.end).replace(/<!--[\s\S]*?-->/g, "");
  if (own !== undefined && shown.includes("|")) return { scope: "row", covers: index.location(own.start, own.end) };
  const alone = shown.trim() === "" || shown.trim() === "-->";
  const next = lines.findIndex((line, place) => place > at && !isAside(text.slice(line.start, line.end)));
  const heading =
    !alone || lines[next]?.level === undefined
      ? lines.findLastIndex((line, place) => place < at && line.level !== undefined)
      : next;
  const from = lines[heading];
  if (from?.level === undefined) return { scope: "section", covers: index.location(0, firstHeading(lines, text)) };
  const { level } = from;
  const after = lines.find((line, place) => place > heading && (line.level ?? 7) <= level);
  return { scope: "section", covers: index.location(from.start, after?.start ?? text.length) };
}

/** Blank, or nothing but a comment: another waiver before the same heading. */
function isAside(line: string): boolean {
  return /^\s*(?:<!--.*-->\s*)*$|^\s*-->\s*$/.test(line);
}

function firstHeading(lines: readonly Line[], text: string): number {
  return lines.find(({ level }) => level !== undefined)?.start ?? text.length;
}
