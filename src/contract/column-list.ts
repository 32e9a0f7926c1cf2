import type { ContractColumn } from "../model/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { type ColumnField, type ColumnReader, readColumn } from "./column-row.ts";
import type { ColumnsReading } from "./column-table.ts";
import type { Range } from "./contract-text.ts";
import type { Block } from "./parse-section.ts";

const name = String.raw`(?:"[^"]+"|[\p{L}_][\p{L}\p{N}_$]*)`;
const patterns = [
  new RegExp(String.raw`^(?:\*\*|~~)?\x60(${name})\x60(?:\*\*|~~)?\s*[:：]?(?:\*\*)?\s*(.*)$`, "su"),
  new RegExp(String.raw`^(?:\*\*)(${name})(?:[:：]\*\*|\*\*\s*[:：]?)\s*(.*)$`, "su"),
  new RegExp(String.raw`^(${name})\s*(?=[(:：])[:：]?\s*(.*)$`, "su"),
];

/**
 * Reads columns written as a list: "- `id` (Integer, PK)", "- **email**: VARCHAR(255), NOT NULL – login". Under a Columns heading an item that
 * is none of this is a diagnostic; elsewhere it is some other list, and `undefined` is the answer when no item is a column.
 */
export function readColumnList(
  reader: ColumnReader,
  blocks: readonly Block[],
  underHeading: boolean,
): ColumnsReading | undefined {
  const columns: ContractColumn[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const block of blocks) {
    if (block.kind !== "line" || !block.bullet || block.indent > 1) continue;
    const parsed = parseItem(
      reader.contract.raw({ start: block.start, end: Math.min(block.end, block.start + 2_000) }),
      block,
      underHeading,
    );
    const read = parsed === undefined ? undefined : readColumn(reader, parsed);
    const plausible = read !== undefined && (underHeading || read.column.type !== undefined || read.column.primaryKey);
    if (plausible) {
      columns.push(read.column);
      diagnostics.push(...read.diagnostics);
    } else if (underHeading)
      diagnostics.push(
        reader.contract.diagnostic(block, "This item of the column list cannot be read as a column with its type."),
      );
  }
  return columns.length === 0 && !underHeading ? undefined : { columns, diagnostics };
}

function parseItem(raw: string, item: Range, underHeading: boolean) {
  const match = patterns
    .slice(0, underHeading ? 3 : 2)
    .map((pattern) => pattern.exec(raw))
    .find((found) => found !== null);
  if (match?.[1] === undefined) return undefined;
  const rest = match[2] ?? "";
  const offset = item.start + raw.length - rest.length;
  const [type, description] = splitRest(rest);
  const fields = new Map<ColumnField, Range>();
  if (type.text !== "") fields.set("type", { start: offset + type.start, end: offset + type.end });
  if (description.text !== "")
    fields.set("description", { start: offset + description.start, end: offset + description.end });
  return {
    name: match[1],
    at: item,
    nameCell: { start: item.start, end: item.start + raw.length - rest.length },
    beside: "",
    fields,
    typeText: undefined,
  };
}

type Stretch = { readonly text: string; readonly start: number; readonly end: number };

/** `(Integer, PK) - the key` → what stands in brackets, and what follows; without brackets, what stands before the dash. */
function splitRest(rest: string): [Stretch, Stretch] {
  const bracket = /^\s*\(((?:[^()]|\([^()]*\))*)\)\s*(?:[-–—:：]\s*)?/.exec(rest);
  if (bracket?.[1] !== undefined) {
    const start = rest.indexOf("(") + 1;
    return [stretch(rest, start, start + bracket[1].length), stretch(rest, bracket[0].length, rest.length)];
  }
  const from = /^\s*[-–—]\s+/.exec(rest)?.[0].length ?? 0;
  const dash = rest.slice(from).search(/\s[-–—]\s/);
  if (dash === -1) return [stretch(rest, from, rest.length), stretch(rest, rest.length, rest.length)];
  return [stretch(rest, from, from + dash), stretch(rest, from + dash + 3, rest.length)];
}

function stretch(text: string, start: number, end: number): Stretch {
  return { text: text.slice(start, end).trim(), start, end };
}
