import type { ContractIndex } from "../model/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Expression } from "../model/expression.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { code } from "../text/markdown.ts";
import { readAnswer, saysNone } from "./answers.ts";
import { closingBracket } from "./column-words.ts";
import type { ContractText, Range } from "./contract-text.ts";
import { keyedRows } from "./header-cells.ts";
import { codeSpans, plainText } from "./inline-text.ts";
import type { TextLine } from "./parse-section.ts";
import { findPlaceholders, isPlaceholder } from "./placeholders.ts";
import type { TableText } from "./read-table-cells.ts";
import { columnName, partFold } from "./references.ts";
import { splitList } from "./split-list.ts";
import { lookUp } from "./titles.ts";
import { indexHeaders } from "./vocabulary.ts";

type IndexesReading = {
  readonly indexes: readonly ContractIndex[];
  readonly diagnostics: readonly Diagnostic[];
};

export const indexHeader = lookUp(indexHeaders);
const methods = /\b(b-?tree|hash|gist|sp-?gist|gin|brin|bloom|hnsw|ivfflat|rum|fulltext|spatial)\b/i;

/** Reads an Indexes table. Columns are kept as they are written, expressions and directions included. */
export function readIndexTable(contract: ContractText, sql: SqlReader, table: TableText): IndexesReading {
  const indexes: ContractIndex[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const row of keyedRows(contract, table, indexHeader)) {
    const nameText = textOf(contract, row.cells.get("name"));
    const columns = row.cells.get("columns");
    const columnsText = columns === undefined ? undefined : unquoted(contract.raw(columns));
    if (saysNone(nameText ?? "") && saysNone(columnsText ?? "")) continue;
    if (isPlaceholder(nameText ?? "") || findPlaceholders(contract, row.cells.get("name") ?? row).length > 0) continue;
    const kind = textOf(contract, row.cells.get("type")) ?? "";
    const stated = readElements(sql, columnsText ?? "");
    const where = row.cells.get("where");
    const condition = where === undefined ? stated.where : readCondition(sql, unquoted(contract.raw(where)));
    if (condition === "unread") {
      diagnostics.push(
        contract.diagnostic(
          where ?? columns ?? row,
          `The condition of index ${code(nameText ?? "")} cannot be read as SQL.`,
        ),
      );
    }
    indexes.push({
      name: saysNone(nameText ?? "") ? undefined : indexName(sql, nameText ?? ""),
      at: contract.at(row),
      elements: stated.elements.length === 0 ? undefined : stated.elements,
      include: stated.include,
      method: stated.method ?? methods.exec(kind)?.[1]?.toLowerCase().replace("-", ""),
      unique: uniqueOf(contract, row.cells.get("unique"), `${kind} ${stated.prefix}`),
      where: condition === "unread" ? undefined : condition,
      purpose: textOf(contract, row.cells.get("purpose")),
    });
  }
  return { indexes, diagnostics };
}

/** Reads an item of an index list: "- `idx_users_email` on `email` (unique)", "- idx_a (a, b)". */
export function readIndexItem(
  contract: ContractText,
  sql: SqlReader,
  item: TextLine,
): ContractIndex | Diagnostic | undefined {
  const raw = contract.raw({ start: item.start, end: Math.min(item.end, item.start + 2_000) });
  if (saysNone(raw) || /^none\b/i.test(raw)) return undefined;
  const match = /^(?:\*\*)?`?([\w$.]+)`?(?:\*\*)?\s*(?:[:：–—-]|\bon\b)?\s*(.*)$/su.exec(raw);
  const rest = match?.[2] ?? "";
  const bracket = /\(([^()]*(?:\([^()]*\)[^()]*)*)\)/.exec(rest);
  const isRemark = bracket?.[1] !== undefined && /^\s*(?:unique|btree|partial|composite|primary)\b/i.test(bracket[1]);
  const spans = codeSpans(contract.text, item).slice(1);
  const written = bracket?.[1] !== undefined && !isRemark ? bracket[1] : spans.map((span) => span.value).join(", ");
  if (match?.[1] === undefined || written === "")
    return contract.diagnostic(item, "This item of the index list cannot be read as an index and its columns.");
  const stated = readElements(sql, unquoted(written));
  return {
    name: indexName(sql, match[1]),
    at: contract.at(item),
    elements: stated.elements,
    include: stated.include,
    method: methods.exec(rest)?.[1]?.toLowerCase().replace("-", ""),
    unique: /\bunique\b/i.test(rest) ? true : undefined,
    where: stated.where === "unread" ? undefined : stated.where,
    purpose: plainText(rest),
  };
}

type Elements = {
  readonly elements: string[];
  readonly include: readonly string[];
  readonly where: Expression | "unread" | undefined;
  readonly method: string | undefined;
  readonly prefix: string;
};

/** `a, lower(b) DESC`, `(a, b) WHERE x`, `CREATE UNIQUE INDEX i ON t USING gin (a)`, `USING gin (a)`. */
function readElements(sql: SqlReader, written: string): Elements {
  const where = /\bwhere\b\s+(.+)$/is.exec(written);
  const before = (where === null ? written : written.slice(0, where.index)).replace(/[;,\s]+$/, "");
  const condition =
    where?.[1] === undefined
      ? undefined
      : readCondition(
          sql,
          where[1].replace(/[;)]$/, (end) => (end === ";" ? "" : end)),
        );
  const opening = /^(.*?\b(?:index\b.*?\bon\b.*?|using\s+\w+\s*|on\s+[\w."]+\s*))\(/is.exec(before)?.[1] ?? "";
  const list = before.slice(opening.length);
  const inner = list.startsWith("(") && closingBracket(list, 1) === list.length - 1 ? list.slice(1, -1) : list;
  const included = /\s*\binclude\s*\(([^()]*)\)\s*$/i;
  const nameOf = (item: string) => (/^[\w"]+$/.test(item) ? columnName(sql, item) : item);
  const elements = splitList(
    inner
      .replace(included, "")
      .replace(/^\((.*)\)$/s, (whole, content: string) =>
        closingBracket(whole, 1) === whole.length - 1 ? content : whole,
      ),
  );
  return {
    elements: elements.map(({ text }) => nameOf(text)),
    include: splitList(included.exec(inner)?.[1] ?? "").map(({ text }) => nameOf(text)),
    where: condition,
    method: /\busing\s+(\w+)/i.exec(opening)?.[1]?.toLowerCase(),
    prefix: opening,
  };
}

function readCondition(sql: SqlReader, written: string): Expression | "unread" | undefined {
  const text = written.replace(/^where\s+/i, "").trim();
  if (saysNone(text) || /^(?:no|false)$/i.test(text)) return undefined;
  return sql.readExpression(text) ?? "unread";
}

function uniqueOf(contract: ContractText, cell: Range | undefined, kind: string): boolean | undefined {
  if (cell !== undefined) {
    const answer = readAnswer(contract.raw(cell));
    if (answer !== undefined) return answer;
    if (/^unique$/i.test(plainText(contract.raw(cell)))) return true;
  }
  if (/\bnon-?unique\b|\bnot unique\b/i.test(kind)) return false;
  return /\bunique\b|\bprimary\b/i.test(kind) ? true : undefined;
}

function indexName(sql: SqlReader, text: string): string {
  const name = sql.readName(text.replaceAll("`", "").trim());
  return partFold(sql, name?.name ?? text);
}

function textOf(contract: ContractText, cell: Range | undefined): string | undefined {
  return cell === undefined ? undefined : plainText(contract.raw(cell)).replaceAll(/\s+/g, " ");
}

function unquoted(raw: string): string {
  return raw
    .replaceAll("`", "")
    .replaceAll("\\|", "|")
    .replaceAll(/\\(?=[_*])/g, "")
    .trim();
}
