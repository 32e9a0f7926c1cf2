import type { ChangeLogEntry, RowForm } from "../model/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Location } from "../model/location.ts";
import type { ContractText, Range } from "./contract-text.ts";
import { keyedRows, rowForm } from "./header-cells.ts";
import { plainText } from "./inline-text.ts";
import { type Block, parseSection } from "./parse-section.ts";
import type { Section } from "./split-sections.ts";
import { lookUp } from "./titles.ts";
import { changeLogHeaders } from "./vocabulary.ts";

export type ChangeLogReading = {
  readonly entries: readonly ChangeLogEntry[];
  readonly at: Location | undefined;
  readonly form: RowForm | undefined;
  readonly diagnostics: readonly Diagnostic[];
};

type Field = keyof typeof changeLogHeaders;
const changeLogHeader = lookUp(changeLogHeaders);
const version = /(?<![\d.])v?(\d+\.\d+(?:\.\d+)?(?:-[0-9A-Za-z.-]+)?)(?![\d.])/;
const date = /\d{4}-\d{2}-\d{2}/;

/** Reads a change log: a table, or headings or items that begin with a version or a date. */
export function readChangeLog(contract: ContractText, section: Section | undefined): ChangeLogReading {
  if (section === undefined) return { entries: [], at: undefined, form: undefined, diagnostics: [] };
  const heading = contract.at(contract.headingRange(section));
  const blocks = parseSection(contract, { start: section.bodyStart, end: section.bodyEnd });
  const table = blocks.find((block) => block.kind === "table");
  const diagnostics = blocks.flatMap((block) =>
    block.kind === "broken-table"
      ? [contract.diagnostic(block, `The change log's table cannot be read: ${block.reason}.`)]
      : [],
  );
  if (table?.kind === "table") return readTable(contract, table, heading, diagnostics);
  const entries = contract.children(section).flatMap((child) => entryOfHeading(contract, child));
  return {
    entries: entries.length > 0 ? entries : blocks.flatMap((block) => entryOfItem(contract, block)),
    at: heading,
    form: undefined,
    diagnostics,
  };
}

function readTable(
  contract: ContractText,
  block: Block & { kind: "table" },
  heading: Location,
  diagnostics: Diagnostic[],
): ChangeLogReading {
  const rows = keyedRows(contract, block.table, changeLogHeader).filter((row) =>
    [...row.cells.values()].some((cell) => cell.end > cell.start),
  );
  const entries = rows.map((row): ChangeLogEntry => {
    const text = (field: Field) => textOf(contract, row.cells.get(field));
    return {
      at: contract.at(row),
      date: text("date"),
      version: text("version"),
      author: text("author"),
      changes: text("changes"),
      impact: text("impact"),
    };
  });
  const form = rowForm(contract, block.table, changeLogHeader);
  const [first] = rows;
  const last = rows.at(-1);
  if (first === undefined || last === undefined)
    return {
      entries,
      at: contract.at({ start: block.table.bodyStart, end: block.table.bodyStart }),
      form,
      diagnostics,
    };
  const newestFirst = isNewestFirst(entries);
  const at = newestFirst ? first.start : last.end;
  return { entries, at: entries.length > 0 ? contract.at({ start: at, end: at }) : heading, form, diagnostics };
}

/** A log whose first date or version is later than its last grows at the top. */
function isNewestFirst(entries: readonly ChangeLogEntry[]): boolean {
  const first = entries[0];
  const last = entries.at(-1);
  if (first?.date !== undefined && last?.date !== undefined && first.date !== last.date) return first.date > last.date;
  return (first?.version ?? "").localeCompare(last?.version ?? "", "en", { numeric: true }) > 0;
}

/** `### [1.2.0] - 2026-03-02` with a list of changes below. */
function entryOfHeading(contract: ContractText, section: Section): ChangeLogEntry[] {
  const title = plainText(contract.rawTitle(section));
  const stated = version.exec(title)?.[1];
  const day = date.exec(title)?.[0];
  if (stated === undefined && day === undefined) return [];
  const changes = plainText(
    contract
      .raw({ start: section.bodyStart, end: Math.min(section.end, section.bodyStart + 4_000) })
      .replaceAll(/\s+/g, " "),
  );
  const at = contract.at({ start: section.start, end: section.titleEnd });
  return [{ at, date: day, version: stated, author: undefined, changes, impact: undefined }];
}

function entryOfItem(contract: ContractText, block: Block): ChangeLogEntry[] {
  if (block.kind !== "line" || !block.bullet) return [];
  const text = plainText(contract.raw(block));
  const head = text.slice(0, 60);
  const stated = version.exec(head.replace(date, " "))?.[1];
  const day = date.exec(head)?.[0];
  if (stated === undefined && day === undefined) return [];
  const changes = text.replace(/^[\s\d.v():–—-]+/i, "");
  return [{ at: contract.at(block), date: day, version: stated, author: undefined, changes, impact: undefined }];
}

function textOf(contract: ContractText, cell: Range | undefined): string | undefined {
  return cell === undefined ? undefined : plainText(contract.raw(cell)).replaceAll(/\s+/g, " ");
}
