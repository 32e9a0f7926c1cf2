import type { Retention, RoleGrant, SensitiveColumn } from "../model/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { QualifiedName } from "../model/name.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { code } from "../text/markdown.ts";
import { readAnswer, saysNone } from "./answers.ts";
import type { ContractText, Range } from "./contract-text.ts";
import type { DocumentPart, Structure } from "./find-objects.ts";
import { keyedRows, type RowCells } from "./header-cells.ts";
import { plainText } from "./inline-text.ts";
import { parseSection } from "./parse-section.ts";
import { isPlaceholder } from "./placeholders.ts";
import { columnName } from "./references.ts";
import { splitList } from "./split-list.ts";
import { lookUp } from "./titles.ts";
import { protectionHeaders } from "./vocabulary.ts";

type Context = { readonly contract: ContractText; readonly sql: SqlReader; readonly structure: Structure };
type Rows<T> = { readonly rows: readonly T[]; readonly diagnostics: readonly Diagnostic[] };

const { table, tables, period, role, permissions, column, encryption, pii } = protectionHeaders;
const retentionHeader = lookUp({ table, period });
const roleHeader = lookUp({ role, tables, permissions });
const sensitiveHeader = lookUp({ table, column, encryption, pii });

/** Reads the Data Retention Policies table. */
export function readRetention(context: Context): Rows<Retention> {
  return readRows(context, ["retention"], retentionHeader, ["table", "period"], (row, text, names) => {
    const stated = text("period");
    if (stated === "") return [];
    return names("table").map((name) => ({ at: context.contract.at(row), table: name, period: stated }));
  });
}

/** Reads the Role-Based Access table. */
export function readRoles(context: Context): Rows<RoleGrant> {
  return readRows(context, ["roles", "access-control"], roleHeader, ["role", "permissions"], (row, text, names) => {
    const scope = text("tables");
    const all = scope === "" || /^(?:all|\*|all tables|alle|toutes|tous|todas|todos|全部|すべて|все)$/i.test(scope);
    const granted = splitList(text("permissions")).map((item) => item.text.toUpperCase());
    return [
      {
        at: context.contract.at(row),
        role: text("role"),
        tables: all ? undefined : names("tables"),
        permissions: granted,
      },
    ];
  });
}

/** Reads the Sensitive Data table; a row may list several columns. */
export function readSensitive(context: Context): Rows<SensitiveColumn> {
  const { contract, sql } = context;
  return readRows(context, ["sensitive"], sensitiveHeader, ["table", "column"], (row, text, names) => {
    const [name] = names("table");
    if (name === undefined) return [];
    const protection = text("encryption");
    return splitList(text("column")).map((item) => ({
      at: contract.at(row),
      table: name,
      column: columnName(sql, item.text.split(".").at(-1) ?? item.text),
      encryption: saysNone(protection) ? undefined : protection,
      pii: readAnswer(text("pii")),
    }));
  });
}

function readRows<Field extends string, T>(
  { contract, sql, structure }: Context,
  parts: readonly DocumentPart[],
  header: (word: string) => Field | undefined,
  needed: readonly Field[],
  read: (row: RowCells<Field>, text: (field: Field) => string, names: (field: Field) => QualifiedName[]) => T[],
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
        const names = (field: Field) => namesIn(contract, sql, row.cells.get(field) ?? row, diagnostics);
        rows.push(...read(row, text, names));
      }
    }
  }
  return { rows, diagnostics };
}

function namesIn(contract: ContractText, sql: SqlReader, cell: Range, diagnostics: Diagnostic[]): QualifiedName[] {
  const text = textOf(contract, cell);
  if (isPlaceholder(text) || saysNone(text)) return [];
  const names: QualifiedName[] = [];
  for (const item of splitList(text)) {
    const name = sql.readName(item.text.replace(/\s*\(.*\)$/s, "").replace(/\.\*$/, ""));
    if (name !== undefined) names.push(name);
    else diagnostics.push(contract.diagnostic(cell, `${code(item.text)} is no table's name.`));
  }
  return names;
}

function textOf(contract: ContractText, cell: Range | undefined): string {
  return cell === undefined ? "" : plainText(contract.raw(cell)).replaceAll(/\s+/g, " ");
}
