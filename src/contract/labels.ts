import type { Located } from "../model/location.ts";
import type { ContractText, Range } from "./contract-text.ts";
import { plainText } from "./inline-text.ts";
import { type Block, parseSection, type TextLine } from "./parse-section.ts";
import type { Section } from "./split-sections.ts";
import { type Lookup, normaliseTitle } from "./titles.ts";

/** What stands under one heading or one label (`**Created:** …`): the value on its line, and the blocks that follow. */
export type Part<Key extends string> = {
  /** `undefined` for the stretch before any title, and for titles that the vocabulary does not have. */
  readonly key: Key | undefined;
  readonly title: string;
  /** The heading or label; the stretch's beginning where there is none. */
  readonly at: Range;
  readonly level: "root" | "heading" | "label" | "item";
  /** Keys of the headings and labels that it stands under, nearest first. */
  readonly under: readonly Key[];
  readonly value: Range | undefined;
  readonly blocks: readonly Block[];
};

type OpenPart<Key extends string> = {
  -readonly [K in keyof Part<Key>]: Part<Key>[K];
} & { blocks: Block[]; indent: number };

type Label = { readonly title: string; readonly at: Range; readonly value: Range; readonly bold: boolean };

const LONGEST_LABEL_LINE = 2_000;

type PartsOptions<Key extends string> = {
  readonly lookUp: Lookup<Key>;
  /** Parts whose list items are content, also where an item looks like a label. */
  readonly lists: ReadonlySet<Key>;
};

/** Reads a section with the sections below it as a flat list of titled parts, in the order of the document. */
export function readParts<Key extends string>(
  contract: ContractText,
  stretches: readonly (Section | Range)[],
  options: PartsOptions<Key>,
): Part<Key>[] {
  const reader = new PartReader(contract, options);
  for (const [index, stretch] of stretches.entries()) reader.read(stretch, index === 0);
  return reader.parts;
}

class PartReader<Key extends string> {
  readonly parts: Part<Key>[] = [];
  readonly #contract: ContractText;
  readonly #options: PartsOptions<Key>;
  readonly #headings: { level: number; key: Key | undefined }[] = [];
  #block: OpenPart<Key> | undefined;
  #item: OpenPart<Key> | undefined;

  constructor(contract: ContractText, options: PartsOptions<Key>) {
    this.#contract = contract;
    this.#options = options;
  }

  read(stretch: Section | Range, first: boolean): void {
    this.#item = undefined;
    if (first || !("level" in stretch)) {
      const start = "level" in stretch ? stretch.bodyStart : stretch.start;
      this.#open({ key: undefined, title: "", at: { start, end: start }, level: "root", value: undefined }, 0);
    } else {
      const title = normaliseTitle(this.#contract.rawTitle(stretch));
      const key = this.#options.lookUp(title);
      while ((this.#headings.at(-1)?.level ?? 0) >= stretch.level) this.#headings.pop();
      const at = this.#contract.headingRange(stretch);
      this.#open({ key, title, at, level: "heading", value: undefined }, 0);
      this.#headings.push({ level: stretch.level, key });
    }
    const body = "level" in stretch ? { start: stretch.bodyStart, end: stretch.bodyEnd } : stretch;
    for (const block of parseSection(this.#contract, body)) this.#take(block);
  }

  #take(block: Block): void {
    if (block.kind !== "line") {
      this.#current().blocks.push(block);
      return;
    }
    if (block.bullet && this.#item !== undefined && block.indent <= this.#item.indent) this.#item = undefined;
    if (!block.bullet && block.fresh && block.indent < 2) this.#item = undefined;
    const labels = this.#labelsOf(block);
    if (labels.length === 0) {
      this.#continue(block);
      return;
    }
    for (const label of labels) this.#openLabel(label, block);
  }

  #current(): OpenPart<Key> {
    const part = this.#item ?? this.#block;
    if (part !== undefined) return part;
    return this.#open({ key: undefined, title: "", at: { start: 0, end: 0 }, level: "root", value: undefined }, 0);
  }

  /** A line that goes on with a label's value is part of it, unless a hard line break ends that line. */
  #continue(line: TextLine): void {
    const part = this.#current();
    const value = part.value;
    const goesOn = value !== undefined && part.blocks.length === 0 && !line.fresh && value.end > value.start;
    if (goesOn && !/(?: {2,}|\\)\r?\n/.test(this.#contract.text.slice(value.end, line.start))) {
      part.value = { start: value.start, end: line.end };
    } else part.blocks.push(line);
  }

  #openLabel(label: Label, line: TextLine): void {
    const key = this.#options.lookUp(label.title);
    const value = label.value.end > label.value.start ? label.value : undefined;
    const level = line.bullet ? "item" : "label";
    this.#open({ key, title: label.title, at: label.at, level, value }, line.indent);
  }

  #open(part: Omit<Part<Key>, "blocks" | "under">, indent: number): OpenPart<Key> {
    const above = [...this.#headings].reverse().map((heading) => heading.key);
    if (part.level === "item") above.unshift(this.#item?.key, this.#block?.key);
    else if (part.level === "label" && this.#block?.level === "label") above.unshift(undefined);
    const under = [...new Set(above.filter((key) => key !== undefined))];
    const open: OpenPart<Key> = { ...part, under, blocks: [], indent };
    if (part.level === "item") this.#item = open;
    else {
      this.#item = undefined;
      this.#block = open;
    }
    this.parts.push(open);
    return open;
  }

  #labelsOf(line: TextLine): Label[] {
    if (line.end - line.start > LONGEST_LABEL_LINE || line.checked !== undefined) return [];
    const raw = this.#contract.raw(line);
    const [first, ...rest] = boldLabels(raw, line.start);
    if (first !== undefined) return this.#admits(first, line) ? [first, ...rest] : [];
    const plain = plainLabel(raw, line.start);
    return plain !== undefined && this.#options.lookUp(plain.title) !== undefined && this.#admits(plain, line)
      ? [plain]
      : [];
  }

  /** In a paragraph every bold label counts; in a list those that the vocabulary has, unless the list itself is what was asked for. */
  #admits(label: Label, line: TextLine): boolean {
    if (!line.bullet) return label.bold || this.#item === undefined;
    const parent = this.#current();
    if (parent.key !== undefined && this.#options.lists.has(parent.key)) return false;
    return this.#options.lookUp(label.title) !== undefined;
  }
}

const boldLabel = /(?:\*\*|__)(?!\s)([^*\n]{1,80}?)(?:[:：]\s*(?:\*\*|__)|(?:\*\*|__)\s*[:：])[ \t]*/g;

/** Every bold label of a line that begins with one: `**Version:** 1.0 | **Status:** active`, `**Columns**`. */
function boldLabels(raw: string, offset: number): Label[] {
  const alone = /^(?:\*\*|__)([^*_][^*]{0,79}?)(?:\*\*|__)\s*$/.exec(raw);
  if (alone?.[1] !== undefined) {
    const end = offset + raw.trimEnd().length;
    const title = normaliseTitle(alone[1]);
    return [{ title, at: { start: offset, end }, value: { start: end, end }, bold: true }];
  }
  const matches = [...raw.matchAll(boldLabel)];
  const [first] = matches;
  if (first === undefined || !/^[^\p{L}\p{N}`|[]{0,6}$/u.test(raw.slice(0, first.index))) return [];
  return matches.map((match, index) => {
    const start = offset + match.index;
    const from = start + match[0].length;
    const to = offset + (matches[index + 1]?.index ?? raw.length);
    return {
      title: normaliseTitle(match[1] ?? ""),
      at: { start, end: from },
      value: trimValue(raw, offset, from, to),
      bold: true,
    };
  });
}

/** `Version: 1.0`, `_Created:_ 2026-01-01`, `用途：…`; whether it is a label at all is for the vocabulary to say. */
function plainLabel(raw: string, offset: number): Label | undefined {
  const match = /^([*_]?)([\p{L}][\p{L}\p{N} /&'’().-]{0,50}?)\s*[:：]\1[ \t]*/u.exec(raw);
  if (match?.[2] === undefined) return undefined;
  const from = offset + match[0].length;
  return {
    title: normaliseTitle(match[2]),
    at: { start: offset, end: from },
    value: trimValue(raw, offset, from, offset + raw.length),
    bold: false,
  };
}

function trimValue(raw: string, offset: number, from: number, to: number): Range {
  let start = from;
  let end = to;
  while (end > start && /[\s|·•,;]/.test(raw.charAt(end - offset - 1))) end -= 1;
  while (start < end && /\s/.test(raw.charAt(start - offset))) start += 1;
  return { start, end };
}

/** The value of the first part with this key: on its own line, or in the lines below. `undefined` where there is no such part or it is empty. */
export function valueOfPart<Key extends string>(
  contract: ContractText,
  parts: readonly Part<Key>[],
  key: Key,
): Located<string> | undefined {
  for (const part of parts) {
    if (part.key !== key) continue;
    const range = textRange(part);
    if (range !== undefined) return contract.located(plainText(contract.raw(range).replaceAll(/\s+/g, " ")), range);
  }
  return undefined;
}

/** Where a part's own prose stands: its value, or its first paragraph. */
function textRange<Key extends string>(part: Part<Key>): Range | undefined {
  if (part.value !== undefined) return part.value;
  const lines: TextLine[] = [];
  for (const block of part.blocks) {
    if (block.kind !== "line" || (lines.length > 0 && block.fresh)) break;
    lines.push(block);
  }
  const first = lines[0];
  const last = lines.at(-1);
  return first === undefined || last === undefined ? undefined : { start: first.start, end: last.end };
}
