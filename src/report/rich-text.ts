/** A stretch of a finding's words: plain, or a code span, each perhaps bold. The text is raw, as it was before escaping. */
export type Inline = { readonly kind: "text" | "code"; readonly text: string; readonly strong: boolean };

/** The little Markdown that findings speak: paragraphs, lists and fenced code. All else in it is plain text. */
export type Block =
  | { readonly kind: "paragraph"; readonly inlines: readonly Inline[] }
  | { readonly kind: "item"; readonly inlines: readonly Inline[] }
  | { readonly kind: "code"; readonly language: string; readonly text: string };

/**
 * Reads a finding's Markdown into blocks, so that each renderer writes its own form of them and nothing that a rule
 * forgot to escape is ever live.
 */
export function parseRichText(markdown: string): Block[] {
  const blocks: Block[] = [];
  const lines = markdown.split(/\r?\n/);
  let paragraph: string[] = [];
  const flush = () => {
    if (paragraph.length > 0) blocks.push({ kind: "paragraph", inlines: parseInlines(paragraph.join(" ")) });
    paragraph = [];
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const fence = /^ {0,3}(`{3,}|~{3,})\s*([\w+-]*)\s*$/.exec(line);
    const item = /^\s{0,3}(?:[-*]|\d{1,3}\.)\s+(.*)$/.exec(line);
    if (fence !== null) {
      flush();
      const end = closingFence(lines, at + 1, fence[1] ?? "```");
      blocks.push({ kind: "code", language: fence[2] ?? "", text: lines.slice(at + 1, end).join("\n") });
      at = end;
    } else if (item !== null) {
      flush();
      blocks.push({ kind: "item", inlines: parseInlines(item[1] ?? "") });
    } else if (line.trim() === "") flush();
    else paragraph.push(line.trim());
  }
  flush();
  return blocks;
}

function closingFence(lines: readonly string[], from: number, fence: string): number {
  const closes = lines.findIndex((line, at) => at >= from && line.trim().startsWith(fence));
  return closes === -1 ? lines.length : closes;
}

const token = /\\([!-/:-@[-`{-~])|(`+)|(\*\*)|&(amp|lt|gt|quot|#39|#x27|#64);|\u200b|[^\\`*&\u200b]+|[\s\S]/gu;

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
  "#x27": "'",
  "#64": "@",
};

/** Reads one line of it: code spans, bold, backslash escapes and entities. */
export function parseInlines(line: string): Inline[] {
  const inlines: Inline[] = [];
  let strong = false;
  let text = "";
  const flush = () => {
    if (text !== "") inlines.push({ kind: "text", text, strong });
    text = "";
  };
  const scanner = new RegExp(token);
  for (let match = scanner.exec(line); match !== null; match = scanner.exec(line)) {
    const [all, escaped, ticks, bold, entity] = match;
    if (escaped !== undefined) text += escaped;
    else if (entity !== undefined) text += entities[entity] ?? all;
    else if (bold !== undefined) {
      flush();
      strong = !strong;
    } else if (ticks !== undefined) {
      const end = closingTicks(line, scanner.lastIndex, ticks.length);
      if (end === undefined) text += all;
      else {
        flush();
        inlines.push({ kind: "code", text: spanText(line.slice(scanner.lastIndex, end)), strong });
        scanner.lastIndex = end + ticks.length;
      }
    } else if (all !== "\u200b") text += all;
  }
  flush();
  return inlines;
}

function closingTicks(line: string, from: number, length: number): number | undefined {
  for (const run of line.slice(from).matchAll(/`+/g)) if (run[0].length === length) return from + run.index;
  return undefined;
}

function spanText(text: string): string {
  const padded = text.length > 2 && text.startsWith(" ") && text.endsWith(" ");
  return (padded ? text.slice(1, -1) : text).replaceAll("\\|", "|");
}

/** The words without any mark-up, code spans in back-ticks where `ticks` says so. */
export function plainText(markdown: string, ticks = false): string {
  return parseRichText(markdown)
    .map((block) => (block.kind === "code" ? block.text : inlineText(block.inlines, ticks)))
    .join(" ");
}

function inlineText(inlines: readonly Inline[], ticks: boolean): string {
  return inlines.map(({ kind, text }) => (kind === "code" && ticks ? `\`${text}\`` : text)).join("");
}

/** At most `limit` characters of text; what is longer ends in `…`. */
export function clipInlines(inlines: readonly Inline[], limit: number): Inline[] {
  const kept: Inline[] = [];
  let left = limit;
  for (const inline of inlines) {
    if (inline.text.length > left) {
      kept.push({ ...inline, text: `${inline.text.slice(0, Math.max(0, left - 1))}…` });
      break;
    }
    kept.push(inline);
    left -= inline.text.length;
  }
  return kept;
}
