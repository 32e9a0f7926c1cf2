import type { ContractColumn, Deprecation } from "../model/contract.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { DataType } from "../model/expression.ts";
import type { Located } from "../model/location.ts";
import type { SqlReader } from "../model/sql-reader.ts";
import { code } from "../text/markdown.ts";
import { readAnswer } from "./answers.ts";
import { readDefault } from "./column-default.ts";
import { readColumnType } from "./column-type.ts";
import { type ColumnWords, readColumnWords } from "./column-words.ts";
import type { ContractText, Range } from "./contract-text.ts";
import { deprecationOfCell, findDeprecation, isStruck } from "./deprecation.ts";
import { codeSpans, plainText } from "./inline-text.ts";
import { cellValue } from "./read-table-cells.ts";
import { columnName, type KnowsTable, readTarget, type Target } from "./references.ts";
import type { columnHeaders } from "./vocabulary.ts";

export type ColumnField = keyof typeof columnHeaders;

export type ColumnReader = {
  readonly contract: ContractText;
  readonly sql: SqlReader;
  readonly knows: KnowsTable;
  /** Spelling in the section's own DDL by lower-case name: `createdat` → `createdAt`. */
  readonly spelling: ReadonlyMap<string, string>;
};

/** One column of a row: its name's place, the words beside its name, and the stretch of each field. */
type ColumnCells = {
  readonly name: string;
  readonly at: Range;
  readonly nameCell: Range;
  /** What stands in the name's cell besides the name. */
  readonly beside: string;
  readonly fields: ReadonlyMap<ColumnField, Range>;
  /** The type's own text where one cell holds several columns with a type each. */
  readonly typeText: string | undefined;
};

/** Reads one column from its cells. */
export function readColumn(
  reader: ColumnReader,
  cells: ColumnCells,
): { column: ContractColumn; diagnostics: Diagnostic[] } {
  const { contract, sql } = reader;
  const diagnostics: Diagnostic[] = [];
  const typeRange = cells.fields.get("type");
  const beside = wordsOf(reader, cells.beside);
  const typed = wordsOf(reader, cells.typeText ?? (typeRange === undefined ? "" : cellText(contract, typeRange)));
  const constrained = wordsOf(reader, fieldText(contract, cells, "constraints"));
  const all = [typed, constrained, beside, ...describedWords(reader, cells)];
  const reading = readColumnType(sql, typed.rest);
  if (reading.unread && typeRange !== undefined) {
    diagnostics.push(
      contract.diagnostic(
        typeRange,
        `The type of column ${code(cells.name)} cannot be read: ${code(typed.rest)} is no ${sql.dialect} type.`,
      ),
    );
  }
  const type =
    reading.type === undefined || typeRange === undefined ? undefined : contract.located(reading.type, typeRange);
  const written = readStatedDefault(reader, cells, all, reading.type, diagnostics);
  const column: ContractColumn = {
    name: spelled(reader, cells.name),
    at: contract.at(cells.at),
    type,
    nullable: readNullable(reader, cells, all, reading.nullable, diagnostics),
    default: written,
    primaryKey: all.some((words) => words.primaryKey) || flag(contract, cells, "primary-key"),
    unique: all.some((words) => words.unique) || flag(contract, cells, "unique"),
    references: referencesOf(reader, cells, all),
    checks: all.flatMap((words) => words.checks),
    generated: all.some((words) => words.generated),
    description: descriptionOf(contract, cells),
    deprecated: deprecationOf(contract, cells),
    enumValues: reading.values,
  };
  return { column, diagnostics };
}

function wordsOf(reader: ColumnReader, text: string): ColumnWords {
  return readColumnWords(reader.sql, text, reader.knows);
}

/** Constraints written where the description goes (`PK`, `UNIQUE, NOT NULL`): only where nothing else stands there. */
function describedWords(reader: ColumnReader, cells: ColumnCells): ColumnWords[] {
  const text = fieldText(reader.contract, cells, "description");
  if (text === "" || text.length > 120 || !/\b(?:pk|primary|unique|null|fk|references|foreign)\b/i.test(text))
    return [];
  const words = wordsOf(reader, text);
  return words.rest === "" ? [words] : [];
}

function fieldText(contract: ContractText, cells: ColumnCells, field: ColumnField): string {
  const range = cells.fields.get(field);
  return range === undefined ? "" : cellText(contract, range);
}

/** A type or constraint cell keeps its quotes and stars: only back-ticks, escapes and line breaks go. */
function cellText(contract: ContractText, range: Range): string {
  return contract
    .raw(range)
    .replaceAll("`", " ")
    .replaceAll("\\|", "|")
    .replaceAll(/<br\s*\/?>/gi, ", ")
    .replaceAll(/\*\*|\\(?=[_*])/g, "")
    .trim();
}

function spelled(reader: ColumnReader, written: string): string {
  const name = columnName(reader.sql, written);
  return reader.spelling.get(name.toLowerCase()) ?? name;
}

function readNullable(
  reader: ColumnReader,
  cells: ColumnCells,
  all: readonly ColumnWords[],
  marked: boolean | undefined,
  diagnostics: Diagnostic[],
): Located<boolean> | undefined {
  const { contract } = reader;
  for (const field of ["nullable", "required"] as const) {
    const range = cells.fields.get(field);
    const text = range === undefined ? "" : plainText(contract.raw(range));
    if (range === undefined || text === "" || /^(?:-+|–|—|n\/a)$/i.test(text)) continue;
    const answer = readAnswer(text);
    if (answer !== undefined)
      return contract.located(field === "required" ? requiredAnswer(text, answer) : answer, range);
    diagnostics.push(
      contract.diagnostic(
        range,
        `Whether column ${code(cells.name)} may be NULL cannot be read: ${code(text)} is neither yes nor no.`,
      ),
    );
  }
  const type = cells.fields.get("type");
  if (marked !== undefined && type !== undefined) return contract.located(marked, type);
  const stated = all.find((words) => words.nullable !== undefined)?.nullable;
  if (stated !== undefined) return contract.located(stated, cells.at);
  return nullableInProse(contract, cells.fields.get("description"));
}

/** Below "Required", `NULL` and `optional` say no, `NOT NULL` says yes: the cell answers in the words of the other question. */
function requiredAnswer(text: string, answer: boolean): boolean {
  return /null|optional|required|nn/i.test(text) ? answer : !answer;
}

function nullableInProse(contract: ContractText, range: Range | undefined): Located<boolean> | undefined {
  if (range === undefined) return undefined;
  const text = plainText(contract.raw(range));
  if (
    /\bnot[ -]nullable\b|\bnon-nullable\b|\bNOT NULL\b|\bnever null\b|\b(?:cannot|can't|must not) be null\b|^required(?:[.;,:–—-]|$)/i.test(
      text,
    )
  ) {
    return contract.located(false, range);
  }
  return /(?<!non-|not )\bnullable\b|\b(?:may|can) be null\b|^optional(?:[.;,:–—-]|$)/i.test(text)
    ? contract.located(true, range)
    : undefined;
}

function readStatedDefault(
  reader: ColumnReader,
  cells: ColumnCells,
  all: readonly ColumnWords[],
  type: DataType | undefined,
  diagnostics: Diagnostic[],
): ContractColumn["default"] {
  const { contract, sql } = reader;
  const range = cells.fields.get("default");
  if (range === undefined) {
    const text = all.find((words) => words.default !== undefined)?.default;
    const read = text === undefined ? undefined : readDefault(sql, text, type);
    if (read !== undefined) return contract.located(read, cells.at);
    return all.some((words) => words.automatic) ? contract.located("automatic" as const, cells.at) : undefined;
  }
  const text = cellValue(contract, range);
  const read = readDefault(sql, text, type);
  if (read !== undefined) return contract.located(read, range);
  diagnostics.push(
    contract.diagnostic(
      range,
      `The default of column ${code(cells.name)} cannot be read: ${code(text)} is no SQL expression.`,
    ),
  );
  return undefined;
}

function flag(contract: ContractText, cells: ColumnCells, field: ColumnField): boolean {
  const range = cells.fields.get(field);
  if (range === undefined) return false;
  const text = plainText(contract.raw(range));
  return readAnswer(text) === true || /^(?:pk|pri|🔑|unique|uq|●|•|\*)$/iu.test(text);
}

function referencesOf(
  reader: ColumnReader,
  cells: ColumnCells,
  all: readonly ColumnWords[],
): ContractColumn["references"] {
  const range = cells.fields.get("references");
  const own = range === undefined ? undefined : readTarget(reader.sql, cellValue(reader.contract, range), reader.knows);
  const target: Target | undefined = own ?? all.find((words) => words.references !== undefined)?.references;
  return target === undefined ? undefined : { table: target.table, column: target.columns[0] };
}

function descriptionOf(contract: ContractText, cells: ColumnCells): string | undefined {
  const range = cells.fields.get("description");
  return range === undefined ? undefined : plainText(contract.raw(range)).replaceAll(/\s+/g, " ");
}

function deprecationOf(contract: ContractText, cells: ColumnCells): Deprecation | undefined {
  for (const field of ["deprecated", "status"] as const) {
    const range = cells.fields.get(field);
    const found = range === undefined ? undefined : deprecationOfCell(contract, range, field);
    if (found !== undefined) return found;
  }
  const texts = [
    cells.fields.get("description"),
    cells.fields.get("constraints"),
    cells.nameCell,
    cells.fields.get("type"),
  ];
  for (const range of texts) {
    const found = range === undefined ? undefined : findDeprecation(contract, withoutNames(contract, range, cells));
    if (found !== undefined) return found;
  }
  if (!isStruck(contract.raw(cells.nameCell))) return undefined;
  return { at: contract.at(cells.nameCell), since: undefined, note: plainText(contract.raw(cells.nameCell)) };
}

/** A column may itself be called `deprecated`: its name's cell counts only from behind the name. */
function withoutNames(contract: ContractText, range: Range, cells: ColumnCells): Range {
  if (range.start !== cells.nameCell.start) return range;
  const [span] = codeSpans(contract.text, range);
  if (span !== undefined) return { start: Math.min(span.end + 1, range.end), end: range.end };
  const at = contract.raw(range).indexOf(cells.name);
  return at === -1 ? range : { start: range.start + at + cells.name.length, end: range.end };
}
