import { type ContractText, type Range, within } from "./contract-text.ts";
import { isDelimiterRow, splitRow, type TableText } from "./read-table-cells.ts";
import { type Comment, type Fence, listMarkerWidth } from "./split-sections.ts";

/** One line of prose or of a list. `start` and `end` frame its text without marker, quote signs and task box. */
export type TextLine = Range & {
  readonly kind: "line";
  readonly bullet: boolean;
  readonly indent: number;
  readonly checked: boolean | undefined;
  /** Begins a paragraph or an item, rather than going on with the one before. */
  readonly fresh: boolean;
};

export type Block =
  | TextLine
  | (Range & { readonly kind: "table"; readonly table: TableText })
  /** Lines between pipes that GitHub does not show as a table. */
  | (Range & { readonly kind: "broken-table"; readonly reason: string })
  | (Range & { readonly kind: "code"; readonly fence: Fence })
  | (Range & { readonly kind: "comment" });

type Line = Range & { readonly next: number; readonly first: number; readonly indent: number };

/**
 * Reads a stretch without headings into its blocks, in linear time and without recursion: contracts run to megabytes, and
 * a general Markdown parser needs some 5 ms for one table's section, and seconds for deeply nested lists.
 */
export function parseSection(contract: ContractText, range: Range): Block[] {
  return new BlockReader(contract, range).run();
}

class BlockReader {
  readonly #text: string;
  readonly #range: Range;
  readonly #skips: readonly (Block & { kind: "code" | "comment" })[];
  readonly #blocks: Block[] = [];
  #afterGap = true;
  /** The first pipe at or after the last line asked for, so that a text without pipes is searched once. */
  #nextPipe = -1;

  constructor(contract: ContractText, range: Range) {
    this.#text = contract.text;
    this.#range = range;
    const code = within(contract.outline.fences, range).map((fence: Fence) => ({
      kind: "code" as const,
      start: fence.start,
      end: fence.end,
      fence,
    }));
    const comments = within(contract.outline.comments, range).map((comment: Comment) => ({
      kind: "comment" as const,
      start: comment.start,
      end: comment.end,
    }));
    this.#skips = [...code, ...comments].sort((left, right) => left.start - right.start);
  }

  run(): Block[] {
    let at = this.#range.start;
    let skip = 0;
    while (at < this.#range.end) {
      const line = this.#lineAt(at);
      const block = this.#skips[skip];
      if (block !== undefined && block.start < line.next) {
        this.#blocks.push(block);
        this.#afterGap = true;
        skip += 1;
        at = this.#lineAt(Math.min(Math.max(block.end, line.start), this.#range.end)).next;
        continue;
      }
      at = this.#readLine(line, block?.start ?? this.#range.end);
    }
    return this.#blocks;
  }

  #lineAt(start: number): Line {
    const newline = this.#text.indexOf("\n", start);
    const next = newline === -1 ? this.#range.end : Math.min(newline + 1, this.#range.end);
    let end = newline === -1 ? next : Math.min(newline, this.#range.end);
    if (end > start && this.#text.charCodeAt(end - 1) === 13) end -= 1;
    let first = start;
    let indent = 0;
    for (; first < end; first += 1) {
      const code = this.#text.charCodeAt(first);
      if (code === 32) indent += 1;
      else if (code === 9) indent += 4;
      else if (code !== 62 && code !== 0xfeff) break;
    }
    return { start, end, next, first, indent };
  }

  #readLine(line: Line, limit: number): number {
    if (line.first >= line.end) {
      this.#afterGap = true;
      return line.next;
    }
    if (this.#hasPipe(line)) {
      const after = this.#readTable(line, limit);
      if (after !== undefined) return after;
    }
    if (!isRule(this.#text, line)) this.#pushLine(line);
    else this.#afterGap = true;
    return line.next;
  }

  #hasPipe(line: Range): boolean {
    if (this.#nextPipe < line.start) {
      const at = this.#text.indexOf("|", line.start);
      this.#nextPipe = at === -1 ? Number.POSITIVE_INFINITY : at;
    }
    return this.#nextPipe < line.end;
  }

  #readTable(first: Line, limit: number): number | undefined {
    if (first.next >= limit) return undefined;
    const second = this.#lineAt(first.next);
    const starts = this.#text.charAt(first.first) === "|";
    if (!isDelimiterRow(this.#text, content(second))) {
      const goesOn = starts && this.#text.charAt(second.first) === "|";
      return goesOn
        ? this.#breakTable(first, limit, "it has no delimiter row (`|---|---|`) below its header")
        : undefined;
    }
    const header = splitRow(this.#text, content(first));
    const columns = splitRow(this.#text, content(second)).length;
    if (header.length !== columns) {
      const reason = `its header has ${count(header.length, "cell")} and its delimiter row ${columns}`;
      return this.#breakTable(first, limit, reason);
    }
    const rows: (Range & { cells: readonly Range[] })[] = [];
    let end = second.end;
    const next = this.#eachRow(second.next, limit, (line) => {
      rows.push({ start: line.first, end: line.end, cells: splitRow(this.#text, content(line)) });
      end = line.end;
    });
    const table = { start: first.first, end, header, rows, bodyStart: second.end };
    this.#blocks.push({ kind: "table", start: first.first, end, table });
    this.#afterGap = true;
    return next;
  }

  #breakTable(first: Line, limit: number, reason: string): number {
    let end = first.end;
    const next = this.#eachRow(first.next, limit, (line) => {
      end = line.end;
    });
    this.#blocks.push({ kind: "broken-table", start: first.first, end, reason });
    this.#afterGap = true;
    return next;
  }

  /** Walks the lines up to the first that no longer belongs to a table; a label right below one ends it. */
  #eachRow(from: number, limit: number, visit: (line: Line) => void): number {
    let at = from;
    while (at < limit) {
      const line = this.#lineAt(at);
      if (line.first >= line.end || !this.#hasPipe(line)) break;
      visit(line);
      at = line.next;
    }
    return at;
  }

  #pushLine(line: Line): void {
    const marker = listMarkerWidth(this.#text, line.first, line.end);
    let start = line.first;
    let checked: boolean | undefined;
    if (marker > 0) {
      start = Math.min(line.first + marker, line.end);
      while (start < line.end && /[ \t]/.test(this.#text.charAt(start))) start += 1;
      const box = /^\[([ xX])\](?=\s|$)/.exec(this.#text.slice(start, Math.min(start + 4, line.end)));
      if (box !== null) {
        checked = box[1] !== " ";
        start = Math.min(start + 4, line.end);
      }
    } else if (this.#text.charAt(start) === "•") {
      start += 1;
      while (start < line.end && /[ \t]/.test(this.#text.charAt(start))) start += 1;
    }
    let end = line.end;
    while (end > start && /[\s\\]/.test(this.#text.charAt(end - 1))) end -= 1;
    const bullet = marker > 0 || start > line.first;
    this.#blocks.push({
      kind: "line",
      start,
      end: Math.max(start, end),
      bullet,
      indent: line.indent,
      checked,
      fresh: bullet || this.#afterGap,
    });
    this.#afterGap = false;
  }
}

function content(line: Line): Range {
  return { start: line.first, end: line.end };
}

function isRule(text: string, line: Line): boolean {
  const mark = text.charAt(line.first);
  if (mark !== "-" && mark !== "*" && mark !== "_" && mark !== "=") return false;
  let marks = 0;
  for (let at = line.first; at < line.end; at += 1) {
    const here = text.charAt(at);
    if (here === mark) marks += 1;
    else if (here !== " " && here !== "\t") return false;
  }
  return marks >= 2;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
