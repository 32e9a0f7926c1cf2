import type { ContractHeader } from "../model/contract.ts";
import type { Located } from "../model/location.ts";
import type { ChangeLogReading } from "./change-log.ts";
import type { ContractText, Range } from "./contract-text.ts";
import { plainText } from "./inline-text.ts";
import { readParts, valueOfPart } from "./labels.ts";
import type { Section } from "./split-sections.ts";
import { lookUp, normaliseTitle, wordsOf } from "./titles.ts";
import { documentWords, headerWords } from "./vocabulary.ts";

type Key = keyof typeof headerWords;
const headerKey = lookUp(headerWords);
const isMetadata = new Set(wordsOf(documentWords.metadata));

/** Reads a Markdown contract's header: labelled lines, a two-column table, or front matter, before its first part. */
export function readHeader(contract: ContractText, log: ChangeLogReading): ContractHeader {
  const stretches: (Section | Range)[] = [
    { start: contract.outline.frontMatter?.end ?? 0, end: contract.outline.preambleEnd },
  ];
  const [first] = contract.outline.sections;
  if (first !== undefined) stretches.push({ start: first.bodyStart, end: first.bodyEnd });
  for (const section of contract.outline.sections.slice(1, 6)) {
    if (isMetadata.has(normaliseTitle(contract.rawTitle(section))))
      stretches.push({ start: section.bodyStart, end: section.bodyEnd });
  }
  const parts = readParts(contract, stretches, { lookUp: headerKey, lists: new Set<Key>() });
  const rows =
    stretches.length === 0
      ? new Map<Key, Located<string>>()
      : tableValues(
          contract,
          parts.flatMap((part) => part.blocks),
        );
  const front = frontMatterValues(contract);
  const find = (key: Key) => valueOfPart(contract, parts, key) ?? rows.get(key) ?? front.get(key);
  return {
    version: versionOnly(contract, find("version")),
    lastUpdated: find("last-updated"),
    status: find("status"),
    changeLog: log.entries,
    changeLogAt: log.at,
    changeLogForm: log.form,
  };
}

/** `v1.2.0 (draft)` is version `1.2.0`; what holds no number stays as it is. */
function versionOnly(contract: ContractText, value: Located<string> | undefined): Located<string> | undefined {
  if (value === undefined) return undefined;
  const match = /^v?(\d+(?:\.\d+)+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?)(?=[\s,;()]|$)/.exec(value.value);
  if (match?.[1] === undefined) return value;
  const raw = contract.raw({ start: value.at.start.offset, end: value.at.end.offset });
  const at = raw.indexOf(match[1]);
  if (at === -1) return { ...value, value: match[1] };
  const start = value.at.start.offset + at;
  return contract.located(match[1], { start, end: start + match[1].length });
}

/** `| Version | 1.0.0 |` */
function tableValues(contract: ContractText, blocks: readonly { readonly kind: string }[]): Map<Key, Located<string>> {
  const values = new Map<Key, Located<string>>();
  for (const block of blocks) {
    if (!isTable(block) || block.table.header.length !== 2) continue;
    for (const cells of [block.table.header, ...block.table.rows.map((row) => row.cells)]) {
      const [label, value] = cells;
      const key = label === undefined ? undefined : headerKey(normaliseTitle(contract.raw(label)));
      if (key === undefined || value === undefined || values.has(key)) continue;
      values.set(key, contract.located(plainText(contract.raw(value)), value));
    }
  }
  return values;
}

type TableBlock = {
  readonly kind: "table";
  readonly table: { readonly header: readonly Range[]; readonly rows: readonly { readonly cells: readonly Range[] }[] };
};

function isTable(block: { readonly kind: string }): block is TableBlock {
  return block.kind === "table";
}

function frontMatterValues(contract: ContractText): Map<Key, Located<string>> {
  const values = new Map<Key, Located<string>>();
  const range = contract.outline.frontMatter;
  if (range === undefined) return values;
  for (const match of contract.raw(range).matchAll(/^([A-Za-z][\w -]{0,40}):[ \t]*(["']?)([^\r\n]*?)\2[ \t]*\r?$/gm)) {
    const key = headerKey(normaliseTitle((match[1] ?? "").replaceAll(/[_-]/g, " ")));
    const text = match[3] ?? "";
    if (key === undefined || text === "" || values.has(key)) continue;
    const start = range.start + match.index + match[0].indexOf(text, match[0].indexOf(":") + 1);
    values.set(key, contract.located(text, { start, end: start + text.length }));
  }
  return values;
}
