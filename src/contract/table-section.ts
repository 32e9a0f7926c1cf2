import type {
  ContractColumn,
  ContractForeignKey,
  ContractIndex,
  ContractTable,
  ModuleUse,
  RowForm,
} from "../model/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Location } from "../model/location.ts";
import type { Script } from "../model/migration.ts";
import type { QualifiedName } from "../model/name.ts";
import { code } from "../text/markdown.ts";
import { saysNone } from "./answers.ts";
import { readColumnList } from "./column-list.ts";
import type { ColumnReader } from "./column-row.ts";
import { columnHeader, readColumnTable } from "./column-table.ts";
import { readDdl } from "./ddl-block.ts";
import type { FoundObject } from "./find-objects.ts";
import { foreignKeyHeader, readForeignKeyItem, readForeignKeyTable } from "./foreign-key-table.ts";
import { headerTitles, rowForm } from "./header-cells.ts";
import { indexHeader, readIndexItem, readIndexTable } from "./index-table.ts";
import type { Part } from "./labels.ts";
import { readModules, readTableList } from "./module-list.ts";
import {
  brokenTables,
  deprecationOfObject,
  type ObjectPart,
  partsOf,
  type SectionContext,
  statedValue,
} from "./object-section.ts";
import type { Block, TextLine } from "./parse-section.ts";
import { findPlaceholders } from "./placeholders.ts";
import { readRowCount } from "./row-count.ts";
import { readerOfSpelledNames } from "./spelled-names.ts";
import { roleOf } from "./table-roles.ts";

type Collected = {
  columns: ContractColumn[] | undefined;
  indexes: ContractIndex[] | undefined;
  foreignKeys: ContractForeignKey[] | undefined;
  readonly forms: { -readonly [Role in keyof ContractTable["rowForms"]]: RowForm | undefined };
  readonly diagnostics: Diagnostic[];
};

/** Reads one table's section whole. */
export function readTableSection(context: SectionContext, found: FoundObject, name: QualifiedName): ContractTable {
  const { contract, sql } = context;
  const parts = partsOf(contract, found);
  const ddl = readDdl(contract, sql, parts);
  const statements = ddl.ddl?.script.statements.map(({ text }) => text) ?? [];
  const reader = { ...context, sql: readerOfSpelledNames(statements, sql), spelling: spellingIn(ddl.ddl?.script) };
  const collected = collect(reader, parts);
  return {
    name,
    at: contract.at({ start: found.section.start, end: found.end }),
    headingAt: contract.at(contract.headingRange(found.section)),
    created: statedValue(contract, parts, "created"),
    lastModified: statedValue(contract, parts, "last-modified"),
    purpose: statedValue(contract, parts, "purpose"),
    ddl: ddl.ddl,
    columns: collected.columns,
    indexes: collected.indexes,
    foreignKeys: collected.foreignKeys,
    rowForms: collected.forms,
    usedBy: modulesOf(context, parts, "used-by"),
    dependsOn: dependsOn(context, parts),
    rows: readRowCount(contract, parts),
    deprecated: deprecationOfObject(contract, found, name, parts),
    diagnostics: [...ddl.diagnostics, ...collected.diagnostics, ...brokenTables(contract, parts)].sort(byPlace),
    placeholders: placeholdersIn(context, found),
  };
}

function placeholdersIn({ contract }: SectionContext, found: FoundObject): ContractTable["placeholders"] {
  return findPlaceholders(contract, { start: found.section.bodyStart, end: found.end });
}

/** Names as the section's DDL spells them, so that `createdAt` in a cell and `"createdAt"` in the DDL are one column. */
function spellingIn(script: Script | undefined): ReadonlyMap<string, string> {
  const spelling = new Map<string, string>();
  for (const operation of script?.operations ?? []) {
    if (operation.kind === "create-table")
      for (const { name } of operation.columns) spelling.set(name.toLowerCase(), name);
    if (operation.kind === "add-column") spelling.set(operation.column.toLowerCase(), operation.column);
  }
  return spelling;
}

function collect(reader: ColumnReader, parts: readonly Part<ObjectPart>[]): Collected {
  const forms = { columns: undefined, indexes: undefined, foreignKeys: undefined };
  const collected: Collected = {
    columns: undefined,
    indexes: undefined,
    foreignKeys: undefined,
    forms,
    diagnostics: [],
  };
  for (const part of parts) {
    const title = part.key ?? part.under[0];
    if (part.level !== "root") openPart(part, collected);
    for (const block of part.blocks) if (block.kind === "table") takeTable(reader, block, title, collected);
    takeLists(reader, part, collected);
  }
  return collected;
}

/** A heading with nothing below it promises that there is nothing. */
function openPart(part: Part<ObjectPart>, collected: Collected): void {
  if (part.key === "columns" && part.blocks.length > 0) collected.columns ??= [];
  if (part.key === "indexes") collected.indexes ??= [];
  if (part.key === "foreign-keys") collected.foreignKeys ??= [];
}

function takeTable(
  reader: ColumnReader,
  block: Block & { kind: "table" },
  title: ObjectPart | undefined,
  collected: Collected,
): void {
  const { contract, sql, knows } = reader;
  const role = roleOf(headerTitles(contract, block.table), title);
  if (role === "columns") {
    collected.forms.columns ??= rowForm(contract, block.table, columnHeader);
    const read = readColumnTable(reader, block.table);
    collected.columns = [...(collected.columns ?? []), ...read.columns];
    collected.diagnostics.push(...read.diagnostics);
  } else if (role === "indexes") {
    collected.forms.indexes ??= rowForm(contract, block.table, indexHeader);
    const read = readIndexTable(contract, sql, block.table);
    collected.indexes = [...(collected.indexes ?? []), ...read.indexes];
    collected.diagnostics.push(...read.diagnostics);
  } else if (role === "foreign-keys") {
    collected.forms.foreignKeys ??= rowForm(contract, block.table, foreignKeyHeader);
    const read = readForeignKeyTable(contract, sql, block.table, knows);
    collected.foreignKeys = [...(collected.foreignKeys ?? []), ...read.foreignKeys];
    collected.diagnostics.push(...read.diagnostics);
  } else if (title === "columns" || title === "indexes" || title === "foreign-keys") {
    collected.diagnostics.push(
      contract.diagnostic(
        block.table.header[0] ?? block,
        `The header of this table under ${code(title.replace("-", " "))} is not understood, so its rows are not read.`,
      ),
    );
  }
}

function takeLists(reader: ColumnReader, part: Part<ObjectPart>, collected: Collected): void {
  const { contract, sql, knows } = reader;
  const items = part.blocks.filter(
    (block): block is TextLine => block.kind === "line" && block.bullet && block.indent < 2,
  );
  if (part.key === "columns" || part.level === "root") {
    const read = readColumnList(reader, items, part.key === "columns");
    if (read !== undefined && items.length > 0) {
      collected.columns = [...(collected.columns ?? []), ...read.columns];
      collected.diagnostics.push(...read.diagnostics);
    }
  }
  if (part.key !== "indexes" && part.key !== "foreign-keys") return;
  for (const item of items) {
    if (saysNone(contract.raw(item))) continue;
    const read =
      part.key === "indexes" ? readIndexItem(contract, sql, item) : readForeignKeyItem(contract, sql, item, knows);
    if (read === undefined) continue;
    if ("message" in read) collected.diagnostics.push(read);
    else if ("elements" in read) collected.indexes = [...(collected.indexes ?? []), read];
    else collected.foreignKeys = [...(collected.foreignKeys ?? []), read];
  }
}

/** Who uses the object; `undefined` where no heading or label says so. */
export function modulesOf(
  { contract }: SectionContext,
  parts: readonly Part<ObjectPart>[],
  key: ObjectPart,
): ModuleUse[] | undefined {
  const stated = parts.filter((part) => part.key === key);
  return stated.length === 0 ? undefined : stated.flatMap((part) => readModules(contract, part));
}

function dependsOn({ contract, sql }: SectionContext, parts: readonly Part<ObjectPart>[]): ContractTable["dependsOn"] {
  const stated = parts.filter((part) => part.key === "depends-on");
  return stated.length === 0 ? undefined : stated.flatMap((part) => readTableList(contract, sql, part));
}

function byPlace(left: { at: Location }, right: { at: Location }): number {
  return left.at.start.offset - right.at.start.offset;
}
