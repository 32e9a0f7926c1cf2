import type { Retention, SensitiveColumn } from "../model/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { QualifiedName } from "../model/name.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { readAnswer, saysNone } from "./answers.ts";
import type { ContractText, Range } from "./contract-text.ts";
import type { DocumentPart, Structure } from "./find-objects.ts";
import { keyedRows, type RowCells } from "./header-cells.ts";
import { plainText } from "./inline-text.ts";
import { parseSection } from "./parse-section.ts";
import { isPlaceholder } from "./placeholders.ts";
import { columnName } from "./references.ts";
import { splitList } from "./split-list.ts";
import { namesOfTables, saysOthers } from "./table-scope.ts";
import { lookUp } from "./titles.ts";
import { protectionHeaders } from "./vocabulary.ts";

type Context = { readonly contract: ContractText; readonly sql: SqlReader; readonly structure: Structure };
type Rows<T> = { readonly rows: readonly T[]; readonly diagnostics: readonly Diagnostic[] };

const { table, period, archive, column, encryption, pii } = protectionHeaders;
const retentionHeader = lookUp({ table, period, archive });
const sensitiveHeader = lookUp({ table, column, encryption, pii });

const saysAllColumns = /^(?:all|\*|all columns|all fields|entire (?:row|table)|alle|alle spalten)$/iu;
/** Reads the Data Retention Policies table. */
export function readRetention(context: Context): Rows<Retention> {
  return readRows(context, ["retention"], retentionHeader, ["table", "period"], (row, text, names) => {
    const stated = text("period");
    if (stated === "") return [];
    const at = context.contract.at(row);
    const kept = text("archive");
    const archived = saysNone(kept) ? undefined : kept;
    const listed = saysOthers.test(text("table")) ? [{ schema: undefined, name: "*" }] : names("table");
    return listed.map((name) => ({ at, table: name, period: stated, archive: archived }));
  });
}

/** Reads the Sensitive Data table; a row may list several columns, and a column may bring its table: `users.email`. */
export function readSensitive(context: Context): Rows<SensitiveColumn> {
  const { contract, sql } = context;
  return readRows(context, ["sensitive"], sensitiveHeader, ["column"], (row, text, names) => {
    const protection = text("encryption");
    const isNone = saysNone(protection) || readAnswer(protection) === false;
    const rest = {
      at: contract.at(row),
      encryption: isNone ? undefined : protection,
      pii: readAnswer(text("pii")),
    };
    const tables = row.cells.has("table") ? names("table") : [];
    return splitList(text("column")).flatMap((item) => {
      if (saysAllColumns.test(item.text)) return tables.map((name) => ({ ...rest, table: name, column: "*" }));
      const parts = /^(.+)\.([^.]+)$/.exec(item.text);
      const written = parts?.[1] === undefined ? undefined : sql.readName(parts[1]);
      const of = tables.length > 0 ? tables : written === undefined ? [] : [written];
      return of.map((name) => ({ ...rest, table: name, column: columnName(sql, parts?.[2] ?? item.text) }));
    });
  });
}

function readRows<Field extends string, T>(
  { contract, sql, structure }: Context,
  parts: readonly DocumentPart[],
  header: (word: string) => Field | undefined,
  needed: readonly Field[],
  read: (
    row: RowCells<Field>,
    text: (field: Field) => string,
    names: (field: Field, text?: string) => QualifiedName[],
  ) => T[],
): Rows<T> {
  const rows: T[] = [];
  const diagnostics: Diagnostic[] = [];
  const sections = parts.flatMap((part) => structure.parts.get(part) ?? []);
  for (const section of new Set(sections)) {
    for (const block of parseSection(contract, { start: section.bodyStart, end: section.bodyEnd })) {
      if (block.kind === "broken-table")
        diagnostics.push(contract.diagnostic(block, `This table cannot be read: ${block.reason}.`));
      if (block.kind !== "table") continue;
      for (const row of keyedRows(contract, block.table, header)) {
        if (!needed.every((field) => row.cells.has(field))) continue;
        const text = (field: Field) => textOf(contract, row.cells.get(field));
        if (
          [...row.cells.keys()].some((field) => field !== "encryption" && isPlaceholder(text(field))) ||
          saysNone(text(needed[0] as Field))
        )
          continue;
        const names = (field: Field, part = text(field)) =>
          namesOfTables(contract, sql, row.cells.get(field) ?? row, part, diagnostics);
        rows.push(...read(row, text, names));
      }
    }
  }
  return { rows, diagnostics };
}

function textOf(contract: ContractText, cell: Range | undefined): string {
  return cell === undefined ? "" : plainText(contract.raw(cell)).replaceAll(/[^\S\n]+/g, " ");
}
