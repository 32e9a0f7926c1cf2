import type { ContractForeignKey } from "../model/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { ReferentialAction } from "../model/schema.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { code } from "../text/markdown.ts";
import { saysNone } from "./answers.ts";
import type { ContractText, Range } from "./contract-text.ts";
import { keyedRows } from "./header-cells.ts";
import { plainText } from "./inline-text.ts";
import type { TextLine } from "./parse-section.ts";
import { findPlaceholders } from "./placeholders.ts";
import type { TableText } from "./read-table-cells.ts";
import { columnName, type KnowsTable, partFold, readAction, readTarget, type Target } from "./references.ts";
import { splitList } from "./split-list.ts";
import { lookUp } from "./titles.ts";
import { foreignKeyHeaders } from "./vocabulary.ts";

type ForeignKeysReading = {
  readonly foreignKeys: readonly ContractForeignKey[];
  readonly diagnostics: readonly Diagnostic[];
};

type Field = keyof typeof foreignKeyHeaders;
export const foreignKeyHeader = lookUp(foreignKeyHeaders);

/** Reads a Foreign Keys table; the target may stand in one cell (`users(id)`) or in two. */
export function readForeignKeyTable(
  contract: ContractText,
  sql: SqlReader,
  table: TableText,
  knows: KnowsTable,
): ForeignKeysReading {
  const foreignKeys: ContractForeignKey[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const row of keyedRows(contract, table, foreignKeyHeader)) {
    const text = (field: Field) => textOf(contract, row.cells.get(field));
    if ([...row.cells.values()].every((cell) => saysNone(contract.raw(cell))) || saysNone(text("references") ?? ""))
      continue;
    if (findPlaceholders(contract, row).length > 0) continue;
    const references = targetOf(sql, text("references") ?? "", text("referenced-columns"), knows);
    const columns = splitList(stripBrackets(text("columns") ?? "")).map((item) => columnName(sql, item.text));
    if (references === undefined || columns.length === 0) {
      diagnostics.push(
        contract.diagnostic(row, `This foreign key cannot be read: ${code(text("references") ?? "")} names no table.`),
      );
      continue;
    }
    const name = text("name");
    foreignKeys.push({
      name: name === undefined || saysNone(name) ? undefined : partFold(sql, sql.readName(name)?.name ?? name),
      at: contract.at(row),
      columns,
      references,
      onDelete: actionOf(contract, row.cells.get("on-delete"), "ON DELETE", diagnostics),
      onUpdate: actionOf(contract, row.cells.get("on-update"), "ON UPDATE", diagnostics),
    });
  }
  return { foreignKeys, diagnostics };
}

/** Reads an item such as "- `user_id` → `users.id` (ON DELETE CASCADE)" or "- fk_a: `a_id` references `a(id)`". */
export function readForeignKeyItem(
  contract: ContractText,
  sql: SqlReader,
  item: TextLine,
  knows: KnowsTable,
): ContractForeignKey | Diagnostic | undefined {
  const raw = contract.raw({ start: item.start, end: Math.min(item.end, item.start + 2_000) });
  if (saysNone(raw) || /^none\b/i.test(raw)) return undefined;
  const text = raw.replaceAll(/[`*]/g, "");
  const name = String.raw`(?:"[^"]+"|[\w$]+)`;
  const pattern = new RegExp(
    String.raw`^(?:(${name})\s*:\s*)?\(?(${name}(?:\s*,\s*${name})*)\)?\s*(?:→|->|=>|references|refers to|:)\s*(${name}(?:\.${name}){0,2}(?:\s*\((?!\s*on\b)[^()]*\))?)(.*)$`,
    "is",
  );
  const match = pattern.exec(text);
  const references = match?.[3] === undefined ? undefined : readTarget(sql, match[3], knows);
  if (match?.[2] === undefined || references === undefined)
    return contract.diagnostic(item, "This item of the foreign key list cannot be read as columns and their target.");
  const action = (which: "delete" | "update") =>
    readAction(new RegExp(`on ${which}:?\\s+(.*)`, "is").exec(match[4] ?? "")?.[1] ?? "");
  return {
    name: match[1],
    at: contract.at(item),
    columns: splitList(match[2]).map((part) => columnName(sql, part.text)),
    references,
    onDelete: action("delete"),
    onUpdate: action("update"),
  };
}

function targetOf(sql: SqlReader, table: string, columns: string | undefined, knows: KnowsTable): Target | undefined {
  if (columns === undefined || saysNone(columns)) return readTarget(sql, table, knows);
  const target = readTarget(sql, table, () => true);
  if (target === undefined) return undefined;
  return {
    table: target.table,
    columns: splitList(stripBrackets(columns)).map((item) => columnName(sql, item.text.split(".").at(-1) ?? item.text)),
  };
}

function actionOf(
  contract: ContractText,
  cell: Range | undefined,
  clause: string,
  diagnostics: Diagnostic[],
): ReferentialAction | undefined {
  const text = textOf(contract, cell) ?? "";
  if (cell === undefined || saysNone(text)) return undefined;
  const action = readAction(text);
  if (action === undefined)
    diagnostics.push(
      contract.diagnostic(
        cell,
        `${code(text)} is no action for ${clause}: CASCADE, RESTRICT, SET NULL, SET DEFAULT and NO ACTION are.`,
      ),
    );
  return action;
}

function textOf(contract: ContractText, cell: Range | undefined): string | undefined {
  return cell === undefined ? undefined : plainText(contract.raw(cell)).replaceAll(/\s+/g, " ");
}

function stripBrackets(text: string): string {
  return text.replace(/^\((.*)\)$/s, "$1");
}
