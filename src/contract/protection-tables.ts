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
import { readPermissions } from "./permission-words.ts";
import { isPlaceholder } from "./placeholders.ts";
import { columnName } from "./references.ts";
import { splitList } from "./split-list.ts";
import { lookUp } from "./titles.ts";
import { protectionHeaders } from "./vocabulary.ts";

type Context = { readonly contract: ContractText; readonly sql: SqlReader; readonly structure: Structure };
type Rows<T> = { readonly rows: readonly T[]; readonly diagnostics: readonly Diagnostic[] };

const { table, tables, period, archive, role, permissions, column, encryption, pii } = protectionHeaders;
const retentionHeader = lookUp({ table, period, archive });
const roleHeader = lookUp({ role, tables, permissions });
const sensitiveHeader = lookUp({ table, column, encryption, pii });

const all =
  "all|\\*|\\*\\.\\*|all tables|all (?:other )?tables and views|all objects|any|any table|entire database|whole database|" +
  "alle|alle tabellen|toutes|toutes les tables|tous|todas|todas las tablas|todas as tabelas|todos|全部|所有表|すべて|全テーブル|все|все таблицы";
const others =
  "all other tables|all others|others|other tables|everything else|anything else|default|the rest|alle anderen|sonstige";
const saysAll = new RegExp(`^(?:${all})$`, "iu");
const saysOthers = new RegExp(`^(?:${all}|${others})$`, "iu");
const saysAllColumns = /^(?:all|\*|all columns|all fields|entire (?:row|table)|alle|alle spalten)$/iu;
const exception =
  /^(.+?)[\s,;]*[(:]?\b(?:except(?: for)?|but not|but|excluding|without|other than|außer|ohne|sauf|excepto|exceto)\b:?\s*(.+?)\)?$/isu;

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

/** Reads the Role-Based Access table; a row may list several roles. */
export function readRoles(context: Context): Rows<RoleGrant> {
  const { contract, sql } = context;
  return readRows(context, ["roles", "access-control"], roleHeader, ["role", "permissions"], (row, text, names) => {
    const [, before, after] = exception.exec(text("tables")) ?? [];
    const scope = (before ?? text("tables")).replace(/\s*\([^)]*\)\s*$/, "");
    const isAll = scope === "" || saysAll.test(scope);
    return splitList(text("role")).map((item) => ({
      at: contract.at(row),
      role: roleName(sql, item.text),
      tables: isAll ? undefined : names("tables", scope),
      except: after === undefined ? [] : names("tables", after),
      permissions: readPermissions(text("permissions")),
    }));
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

/** A role in brackets' company (`app_user (runtime)`), folded as the dialect folds names. */
function roleName(sql: SqlReader, written: string): string {
  const bare = written.replace(/\s*\([^)]*\)\s*$/, "").trim();
  return sql.readName(bare)?.name ?? bare;
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
          namesIn(contract, sql, row.cells.get(field) ?? row, part, diagnostics);
        rows.push(...read(row, text, names));
      }
    }
  }
  return { rows, diagnostics };
}

function namesIn(
  contract: ContractText,
  sql: SqlReader,
  cell: Range,
  text: string,
  diagnostics: Diagnostic[],
): QualifiedName[] {
  if (isPlaceholder(text) || saysNone(text)) return [];
  const names: QualifiedName[] = [];
  for (const { text: item } of splitList(text, /,|;|、|，|\/|&|\s+and\s+|\s+und\s+|\s+y\s+|\s+et\s+|\n/iy)) {
    const written = item.replace(/^(?:and|und)\s+/i, "").replace(/\s*\(.*\)$/s, "");
    const schema = /^(?:all tables in\s+)?("[^"]+"|[\p{L}\p{N}_$]+)\.\*$|^all tables in (?:schema )?(\S+)$/iu.exec(
      written,
    );
    const inSchema = sql.readName(`${schema?.[1] ?? schema?.[2] ?? ""}.x`);
    const name = schema === null ? sql.readName(written) : inSchema && { schema: inSchema.schema, name: "*" };
    if (name !== undefined) names.push(name);
    else diagnostics.push(contract.diagnostic(cell, `${code(item)} is no table's name.`));
  }
  return names;
}

function textOf(contract: ContractText, cell: Range | undefined): string {
  return cell === undefined ? "" : plainText(contract.raw(cell)).replaceAll(/[^\S\n]+/g, " ");
}
