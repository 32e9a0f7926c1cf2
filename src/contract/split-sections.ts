import { type CommonEnds, commonEnds } from "../text/common-ends.ts";

/** A heading with the stretch that it rules. Offsets are UTF-16 code units of the whole file, ends exclusive. */
export type Section = {
  readonly index: number;
  readonly level: number;
  /** The heading's line or lines. */
  readonly start: number;
  readonly titleStart: number;
  readonly titleEnd: number;
  /** What stands between this heading and the next of any level. */
  readonly bodyStart: number;
  readonly bodyEnd: number;
  /** Where the next heading of the same or a higher level begins. */
  readonly end: number;
  /** Index of the section it stands in, -1 at the top. */
  readonly parent: number;
  /** Index of the first section behind it and all below it. */
  readonly next: number;
};

export type Fence = {
  readonly start: number;
  readonly end: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  /** First word after the opening back-ticks, lower case. */
  readonly language: string;
  readonly closed: boolean;
};

export type Comment = { readonly start: number; readonly end: number; readonly closed: boolean };

/** A Markdown file's headings, fences and comments in order; nothing below them is looked at. */
export type Outline = {
  /** Where the text before the first heading ends. */
  readonly preambleEnd: number;
  readonly frontMatter: { readonly start: number; readonly end: number } | undefined;
  readonly sections: readonly Section[];
  readonly fences: readonly Fence[];
  readonly comments: readonly Comment[];
};

type OpenSection = { -readonly [K in keyof Section]: Section[K] };
type Line = { readonly start: number; readonly end: number; readonly next: number; readonly indent: number };

const HASH = 35;
const BACKTICK = 96;
const TILDE = 126;
const LESS = 60;
const EQUALS = 61;
const DASH = 45;
const PIPE = 124;
const SPACE = 32;
const TAB = 9;

/** Another edition of a text, whose outline is known. */
export type Edition = { readonly text: string; readonly outline: Outline };

/**
 * Finds the headings (ATX and setext), fences and HTML comments of a Markdown text in one pass, in linear time. With another edition of the text
 * only what differs is read: behind a heading nothing of what stood before it counts.
 */
export function splitSections(text: string, earlier?: Edition): Outline {
  const scanner = new OutlineScanner(text, earlier);
  scanner.run();
  nest(scanner.headings, text.length);
  return {
    preambleEnd: scanner.headings[0]?.start ?? text.length,
    frontMatter: scanner.frontMatter,
    sections: scanner.headings,
    fences: scanner.fences,
    comments: scanner.comments,
  };
}

class OutlineScanner {
  readonly headings: OpenSection[] = [];
  readonly fences: Fence[] = [];
  readonly comments: Comment[] = [];
  frontMatter: { start: number; end: number } | undefined;
  readonly #text: string;
  /** Start of the paragraph that the previous line belongs to, -1 outside of one. */
  #paragraph = -1;
  #listIndent = 0;
  readonly #known: KnownParts | undefined;

  constructor(text: string, earlier: Edition | undefined) {
    this.#text = text;
    // Whether front matter opens a text may be told far behind its beginning.
    const mayHaveFrontMatter = /^\ufeff?---/.test(text);
    this.#known = earlier === undefined || mayHaveFrontMatter ? undefined : new KnownParts(earlier, text);
  }

  run(): void {
    let at = this.#known?.begin(this) ?? 0;
    if (at === 0) at = this.#skipFrontMatter(this.#text.charCodeAt(0) === 0xfeff ? 1 : 0);
    while (at < this.#text.length) {
      const headings = this.headings.length;
      at = this.#skipPlainLine(at) ?? this.#readLine(this.#lineAt(at));
      if (this.headings.length > headings && this.#known?.complete(this) === true) return;
    }
  }

  /** Most lines begin with a letter or a pipe, or hold nothing: nothing else needs to be known of them. `undefined` for all others. */
  #skipPlainLine(at: number): number | undefined {
    const code = this.#text.charCodeAt(at);
    if (code === 10 || code === PIPE) this.#paragraph = -1;
    else if (code > 64 && code !== BACKTICK && code !== TILDE) {
      if (this.#paragraph === -1) {
        this.#listIndent = 0;
        this.#paragraph = at;
      }
    } else return undefined;
    const newline = this.#text.indexOf("\n", at);
    return newline === -1 ? this.#text.length : newline + 1;
  }

  #lineAt(start: number): Line {
    const newline = this.#text.indexOf("\n", start);
    const next = newline === -1 ? this.#text.length : newline + 1;
    let end = newline === -1 ? this.#text.length : newline;
    if (end > start && this.#text.charCodeAt(end - 1) === 13) end -= 1;
    let indent = 0;
    let at = start;
    for (; at < end; at += 1) {
      const code = this.#text.charCodeAt(at);
      if (code === SPACE) indent += 1;
      else if (code === TAB) indent += 4;
      else break;
    }
    return { start: at, end, next, indent };
  }

  /** Takes one block's opening line and returns where the next line to look at begins. */
  #readLine(line: Line): number {
    const first = line.start < line.end ? this.#text.charCodeAt(line.start) : 0;
    if (first === 0) {
      this.#paragraph = -1;
      return line.next;
    }
    const blockIndent = this.#listIndent + 3;
    if ((first === BACKTICK || first === TILDE) && line.indent <= blockIndent) {
      const after = this.#readFence(line, first);
      if (after !== undefined) return after;
    }
    if (line.indent <= 3) {
      if (first === HASH && this.#readAtxHeading(line)) return line.next;
      if (first === LESS && this.#text.startsWith("<!--", line.start)) return this.#readComment(line);
      if ((first === EQUALS || first === DASH) && this.#readUnderline(line, first)) return line.next;
    }
    this.#trackParagraph(line, first);
    return line.next;
  }

  #trackParagraph(line: Line, first: number): void {
    const marker = listMarkerWidth(this.#text, line.start, line.end);
    if (marker > 0) {
      this.#listIndent = line.indent + marker;
      this.#paragraph = -1;
      return;
    }
    if (line.indent < 2 && this.#paragraph === -1) this.#listIndent = 0;
    const opensOther = first === PIPE || first === 62 || first === LESS || line.indent > 3;
    if (opensOther) this.#paragraph = -1;
    else if (this.#paragraph === -1 && this.#listIndent === 0) this.#paragraph = line.start;
  }

  #readAtxHeading(line: Line): boolean {
    let at = line.start;
    while (at < line.end && this.#text.charCodeAt(at) === HASH) at += 1;
    const level = at - line.start;
    if (level > 6 || (at < line.end && !isBlank(this.#text.charCodeAt(at)))) return false;
    let start = at;
    while (start < line.end && isBlank(this.#text.charCodeAt(start))) start += 1;
    let end = trimEnd(this.#text, start, line.end);
    let hashes = end;
    while (hashes > start && this.#text.charCodeAt(hashes - 1) === HASH) hashes -= 1;
    if (hashes < end && (hashes === start || isBlank(this.#text.charCodeAt(hashes - 1)))) {
      end = trimEnd(this.#text, start, hashes);
    }
    this.#pushHeading(level, line.start, start, end, line.next);
    return true;
  }

  #pushHeading(level: number, start: number, titleStart: number, titleEnd: number, bodyStart: number): void {
    const index = this.headings.length;
    this.headings.push({
      index,
      level,
      start,
      titleStart,
      titleEnd,
      bodyStart,
      bodyEnd: 0,
      end: 0,
      parent: -1,
      next: 0,
    });
    this.#paragraph = -1;
    this.#listIndent = 0;
  }

  /** A setext underline; a rule under labelled lines (`**Status:** x` and then `---`) is what its author meant, a rule. */
  #readUnderline(line: Line, mark: number): boolean {
    const start = this.#paragraph;
    let at = line.start;
    while (at < line.end && this.#text.charCodeAt(at) === mark) at += 1;
    if (trimEnd(this.#text, at, line.end) !== at) return false;
    if (start === -1) return false;
    this.#paragraph = -1;
    const end = trimEnd(this.#text, start, line.start);
    if (mark === DASH && (at - line.start < 2 || looksLabelled(this.#text.slice(start, Math.min(end, start + 2000)))))
      return true;
    this.#pushHeading(mark === EQUALS ? 1 : 2, start, start, end, line.next);
    return true;
  }

  #readFence(line: Line, mark: number): number | undefined {
    let at = line.start;
    while (at < line.end && this.#text.charCodeAt(at) === mark) at += 1;
    const width = at - line.start;
    if (width < 3) return undefined;
    const info = this.#text.slice(at, Math.min(line.end, at + 200));
    if (mark === BACKTICK && info.includes("`")) return undefined;
    this.#paragraph = -1;
    const language = (/^\s*([^\s{,:]*)/.exec(info)?.[1] ?? "").toLowerCase();
    const opening = { start: line.start, contentStart: line.next, language };
    const marks = this.#text.slice(line.start, at);
    for (let found = this.#text.indexOf(marks, line.next); found !== -1; ) {
      const lineStart = this.#text.lastIndexOf("\n", found) + 1;
      const inner = this.#lineAt(lineStart);
      if (inner.start === found && this.#closesFence(inner, mark, width)) {
        this.fences.push({ ...opening, contentEnd: lineStart, end: inner.end, closed: true });
        return inner.next;
      }
      found = this.#text.indexOf(marks, inner.next);
    }
    const end = this.#text.length;
    this.fences.push({ ...opening, contentStart: Math.min(line.next, end), contentEnd: end, end, closed: false });
    return end;
  }

  #closesFence(line: Line, mark: number, width: number): boolean {
    let at = line.start;
    while (at < line.end && this.#text.charCodeAt(at) === mark) at += 1;
    return at - line.start >= width && trimEnd(this.#text, at, line.end) === at;
  }

  #readComment(line: Line): number {
    this.#paragraph = -1;
    const close = this.#text.indexOf("-->", line.start + 2);
    const end = close === -1 ? this.#text.length : close + 3;
    this.comments.push({ start: line.start, end, closed: close !== -1 });
    const newline = this.#text.indexOf("\n", end);
    return newline === -1 ? this.#text.length : newline + 1;
  }

  #skipFrontMatter(at: number): number {
    if (!/^---[ \t]*\r?\n/.test(this.#text.slice(at, at + 100))) return at;
    for (let line = this.#lineAt(at), lines = 0; line.next < this.#text.length && lines < 200; lines += 1) {
      line = this.#lineAt(line.next);
      if (/^(---|\.\.\.)\s*$/.test(this.#text.slice(line.start, Math.min(line.end, line.start + 80)))) {
        this.frontMatter = { start: at, end: line.end };
        return line.next;
      }
      if (line.start === line.end) return at;
    }
    return at;
  }
}

type Parts = Pick<OutlineScanner, "headings" | "fences" | "comments">;

/** What is known of a text from the outline of another edition. */
class KnownParts {
  readonly #outline: Outline;
  readonly #ends: CommonEnds;
  readonly #text: string;
  /** By how much an offset behind the difference grew. */
  readonly #by: number;

  constructor({ text: old, outline }: Edition, text: string) {
    this.#outline = outline;
    this.#ends = commonEnds(old, text);
    this.#text = text;
    this.#by = text.length - old.length;
  }

  /** Takes over all up to the last heading before the difference, and returns where its body begins; 0 where there is none. */
  begin({ headings, fences, comments }: Parts): number {
    const { sections } = this.#outline;
    const last = countWhile(sections, ({ bodyStart }) => bodyStart <= this.#ends.start) - 1;
    const heading = sections[last];
    if (heading === undefined || this.#text.charCodeAt(heading.bodyStart - 1) !== 10) return 0;
    const isBefore = ({ start }: { readonly start: number }) => start < heading.start;
    for (const section of sections.slice(0, last + 1)) headings.push({ ...section });
    for (const fence of this.#outline.fences.slice(0, countWhile(this.#outline.fences, isBefore))) fences.push(fence);
    for (const comment of this.#outline.comments.slice(0, countWhile(this.#outline.comments, isBefore)))
      comments.push(comment);
    return heading.bodyStart;
  }

  /** Whether the heading that was found last stands in the common end: then all behind it is taken over. */
  complete({ headings, fences, comments }: Parts): boolean {
    const found = headings.at(-1);
    if (found === undefined || found.start < this.#text.length - this.#ends.end) return false;
    const { sections } = this.#outline;
    const by = this.#by;
    const index = countWhile(sections, ({ start }) => start < found.start - by);
    const known = sections[index];
    if (known?.start !== found.start - by || known.bodyStart !== found.bodyStart - by) return false;
    for (const section of sections.slice(index + 1)) headings.push(movedSection(section, by, headings.length));
    const isBehind = ({ start }: { readonly start: number }) => start < known.start;
    for (const fence of this.#outline.fences.slice(countWhile(this.#outline.fences, isBehind)))
      fences.push(movedFence(fence, by));
    for (const comment of this.#outline.comments.slice(countWhile(this.#outline.comments, isBehind)))
      comments.push({ ...comment, start: comment.start + by, end: comment.end + by });
    return true;
  }
}

function movedSection(section: Section, by: number, index: number): OpenSection {
  const { level, start, titleStart, titleEnd, bodyStart } = section;
  return {
    index,
    level,
    start: start + by,
    titleStart: titleStart + by,
    titleEnd: titleEnd + by,
    bodyStart: bodyStart + by,
    bodyEnd: 0,
    end: 0,
    parent: -1,
    next: 0,
  };
}

function movedFence(fence: Fence, by: number): Fence {
  const { start, end, contentStart, contentEnd, language, closed } = fence;
  return {
    start: start + by,
    end: end + by,
    contentStart: contentStart + by,
    contentEnd: contentEnd + by,
    language,
    closed,
  };
}

/** How many at the beginning of an ordered list are so, and no others behind them. */
function countWhile<T>(ordered: readonly T[], isSo: (item: T) => boolean): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSo(ordered[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Gives each heading the end of its section, its parent and its next sibling. */
function nest(sections: readonly OpenSection[], length: number): void {
  const open: OpenSection[] = [];
  for (const section of sections) {
    for (let top = open.at(-1); top !== undefined && top.level >= section.level; top = open.at(-1)) {
      top.end = section.start;
      top.next = section.index;
      open.pop();
    }
    section.parent = open.at(-1)?.index ?? -1;
    section.bodyEnd = sections[section.index + 1]?.start ?? length;
    open.push(section);
  }
  for (const section of open) {
    section.end = length;
    section.next = sections.length;
  }
}

/** Width of a list marker with its space (`- `, `12. `), 0 where there is none. */
export function listMarkerWidth(text: string, start: number, end: number): number {
  const code = text.charCodeAt(start);
  if (code === DASH || code === 42 || code === 43) {
    return start + 1 === end || isBlank(text.charCodeAt(start + 1)) ? 2 : 0;
  }
  let at = start;
  while (at < end && at - start < 9 && text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at += 1;
  if (at === start || at >= end) return 0;
  const closing = text.charCodeAt(at);
  if (closing !== 46 && closing !== 41) return 0;
  return at + 1 === end || isBlank(text.charCodeAt(at + 1)) ? at + 2 - start : 0;
}

function looksLabelled(paragraph: string): boolean {
  const lines = paragraph.split("\n");
  return (
    lines.some((line) => /^\s*(\*\*|__)/.test(line)) ||
    paragraph.includes("|") ||
    (lines.length > 1 && lines.every((line) => /^[^:]{1,40}:\s/.test(line)))
  );
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /\s/.test(text.charAt(at - 1))) at -= 1;
  return at;
}
