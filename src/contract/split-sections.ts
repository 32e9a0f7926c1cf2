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

type OpenHeading = Omit<Section, "index" | "bodyEnd" | "end" | "parent">;
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

/** Finds the headings (ATX and setext), fences and HTML comments of a Markdown text in one pass, in linear time. */
export function splitSections(text: string): Outline {
  const scanner = new OutlineScanner(text);
  scanner.run();
  const sections = nest(scanner.headings, text.length);
  return {
    preambleEnd: sections[0]?.start ?? text.length,
    frontMatter: scanner.frontMatter,
    sections,
    fences: scanner.fences,
    comments: scanner.comments,
  };
}

class OutlineScanner {
  readonly headings: OpenHeading[] = [];
  readonly fences: Fence[] = [];
  readonly comments: Comment[] = [];
  frontMatter: { start: number; end: number } | undefined;
  readonly #text: string;
  /** Start of the paragraph that the previous line belongs to, -1 outside of one. */
  #paragraph = -1;
  #listIndent = 0;

  constructor(text: string) {
    this.#text = text;
  }

  run(): void {
    let at = this.#text.charCodeAt(0) === 0xfeff ? 1 : 0;
    at = this.#skipFrontMatter(at);
    while (at < this.#text.length) at = this.#readLine(this.#lineAt(at));
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
    this.#pushHeading({ level, start: line.start, titleStart: start, titleEnd: end, bodyStart: line.next });
    return true;
  }

  #pushHeading(heading: OpenHeading): void {
    this.headings.push(heading);
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
    this.#pushHeading({
      level: mark === EQUALS ? 1 : 2,
      start,
      titleStart: start,
      titleEnd: end,
      bodyStart: line.next,
    });
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
    const language = (info.trim().split(/[\s{,:]/, 1)[0] ?? "").toLowerCase();
    const opening = { start: line.start, contentStart: line.next, language };
    for (let next = line.next; next < this.#text.length; ) {
      const inner = this.#lineAt(next);
      if (this.#closesFence(inner, mark, width)) {
        this.fences.push({ ...opening, contentEnd: next, end: inner.end, closed: true });
        return inner.next;
      }
      next = inner.next;
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

/** Gives each heading the end of its section and its parent. */
function nest(headings: readonly OpenHeading[], length: number): Section[] {
  const ends: number[] = new Array(headings.length).fill(length);
  const parents: number[] = new Array(headings.length).fill(-1);
  const open: number[] = [];
  headings.forEach((heading, index) => {
    for (let top = open.at(-1); top !== undefined && (headings[top]?.level ?? 0) >= heading.level; top = open.at(-1)) {
      ends[top] = heading.start;
      open.pop();
    }
    parents[index] = open.at(-1) ?? -1;
    open.push(index);
  });
  return headings.map((heading, index) => ({
    ...heading,
    index,
    bodyEnd: headings[index + 1]?.start ?? length,
    end: ends[index] ?? length,
    parent: parents[index] ?? -1,
  }));
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
