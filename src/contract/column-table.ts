import type { ContractColumn } from "../model/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { code } from "../text/markdown.ts";
import { type ColumnField, type ColumnReader, readColumn } from "./column-row.ts";
import type { ContractText, Range } from "./contract-text.ts";
import { codeSpans, plainText } from "./inline-text.ts";
import { isPlaceholder } from "./placeholders.ts";
import type { TableText } from "./read-table-cells.ts";
import { splitList } from "./split-list.ts";
import { lookUp, normaliseTitle } from "./titles.ts";
import { columnHeaders } from "./vocabulary.ts";

export type ColumnsReading = {
  readonly columns: readonly ContractColumn[];
  readonly diagnostics: readonly Diagnostic[];
};

/** A column's name in its cell. */
type NamedColumn = { readonly name: string; readonly at: Range; readonly beside: string };

export const columnHeader = lookUp(columnHeaders);
const name = String.raw`(?:"[^"]+"|[\p{L}_][\p{L}\p{N}_$]*)`;
const wholeName = new RegExp(String.raw`^(?:${name}\.)?(${name})$`, "u");
const leadingName = new RegExp(String.raw`^(${name})(?=$|[\s?*(,;:🔑→-])`, "u");

/** Reads a Columns table: any header of any synonym in any order, several columns in one row, short rows. */
export function readColumnTable(reader: ColumnReader, table: TableText): ColumnsReading {
  const fields = fieldsOf(reader.contract, table.header);
  const columns: ContractColumn[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const row of table.rows) {
    diagnostics.push(...excessCells(reader.contract, table, row));
    const cells = new Map<ColumnField, Range>();
    for (const [index, field] of fields) {
      const cell = row.cells[index];
      if (cell !== undefined) cells.set(field, cell);
    }
    const nameCell = cells.get("name");
    if (nameCell === undefined || isSeparator(reader.contract, row.cells, nameCell)) continue;
    const names = namesOf(reader.contract, nameCell);
    if (names === "placeholder") continue;
    if (names.length === 0) {
      diagnostics.push(
        reader.contract.diagnostic(
          row,
          `No column's name can be read from ${code(plainText(reader.contract.raw(nameCell)))}.`,
        ),
      );
    }
    const types = typesOf(reader.contract, cells.get("type"), names.length);
    for (const [index, named] of names.entries()) {
      const [at, ownCell] = names.length === 1 ? [row, nameCell] : [named.at, named.at];
      const read = readColumn(reader, { ...named, at, nameCell: ownCell, fields: cells, typeText: types?.[index] });
      columns.push(read.column);
      diagnostics.push(...read.diagnostics);
    }
  }
  return { columns, diagnostics };
}

/** The field of each column of the table; the first header that names a field has it. */
function fieldsOf(contract: ContractText, header: readonly Range[]): [number, ColumnField][] {
  const taken = new Set<ColumnField>();
  const fields: [number, ColumnField][] = [];
  for (const [index, cell] of header.entries()) {
    const field = columnHeader(normaliseTitle(contract.raw(cell)));
    if (field === undefined || taken.has(field)) continue;
    taken.add(field);
    fields.push([index, field]);
  }
  return fields;
}

function excessCells(
  contract: ContractText,
  table: TableText,
  row: Range & { readonly cells: readonly Range[] },
): Diagnostic[] {
  const excess = row.cells.slice(table.header.length).some((cell) => cell.end > cell.start);
  if (!excess) return [];
  const message = `This row has ${row.cells.length} cells and its header ${table.header.length}: a pipe inside a cell is written \`\\|\`.`;
  return [contract.diagnostic(row, message)];
}

/** `| **Audit** | | | |` groups the rows below it. */
function isSeparator(contract: ContractText, cells: readonly Range[], nameCell: Range): boolean {
  const others = cells.filter((cell) => cell.start !== nameCell.start);
  const raw = contract.raw(nameCell);
  if (others.some((cell) => cell.end > cell.start)) return false;
  return raw === "" || (/^(?:\*\*|__|_|\*)/.test(raw) && others.length > 0 && !raw.includes("`"));
}

/** The columns that a name's cell lists: code spans, or words between commas. */
function namesOf(contract: ContractText, cell: Range): NamedColumn[] | "placeholder" {
  const raw = contract.raw(cell);
  if (isPlaceholder(raw)) return "placeholder";
  const spans = codeSpans(contract.text, cell).filter((span) => wholeName.test(span.value));
  const first = spans[0];
  if (first !== undefined) {
    const listed = spans.filter(
      (span, index) =>
        index === 0 ||
        /^`*\s*(?:,|\/|&|\+|;|、|<br\s*\/?>|and|und|et|y|e|или|и|和|と)\s*`*$/i.test(
          contract.text.slice(spans[index - 1]?.end ?? 0, span.start),
        ),
    );
    const last = listed.at(-1) ?? first;
    const beside = contract.text.slice(last.end, cell.end).replace(/^`+/, "");
    return listed.map((span) => ({ name: unqualified(span.value), at: span, beside }));
  }
  const text = plainText(raw);
  const items = splitList(text, /,|;|、|\s\/\s|\n|\s(?:and|und|et|y)\s/iy);
  if (items.length > 1 && items.every((item) => wholeName.test(item.text))) {
    return items.map((item) => ({ name: unqualified(item.text), at: placeOf(contract, cell, item.text), beside: "" }));
  }
  if (wholeName.test(text)) return [{ name: unqualified(text), at: cell, beside: "" }];
  const lead = leadingName.exec(text)?.[1];
  return lead === undefined ? [] : [{ name: lead, at: cell, beside: text.slice(lead.length) }];
}

function unqualified(text: string): string {
  return wholeName.exec(text)?.[1] ?? text;
}

function placeOf(contract: ContractText, cell: Range, text: string): Range {
  const at = contract.raw(cell).indexOf(text);
  return at === -1 ? cell : { start: cell.start + at, end: cell.start + at + text.length };
}

/** One type each where a row of several columns lists as many types. */
function typesOf(contract: ContractText, cell: Range | undefined, count: number): string[] | undefined {
  if (cell === undefined || count < 2) return undefined;
  const types = splitList(contract.raw(cell).replaceAll("`", " "), /,|;|\s\/\s|<br\s*\/?>/iy).map((item) => item.text);
  return types.length === count ? types : undefined;
}
