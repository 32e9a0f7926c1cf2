import type { Discrepancy, PromiseKind } from "../../model/comparison.ts";
import type { ContractTable, DatabaseContract } from "../../model/contract.ts";
import type { Location } from "../../model/location.ts";
import type { Schema } from "../../model/schema.ts";
import { code } from "../../text/markdown.ts";
import type { Section } from "../sections.ts";
import { sqlName, sqlQualifiedName } from "../sql-name.ts";
import {
  columnClause,
  columnItem,
  columnRow,
  definitionSection,
  foreignKeyClause,
  foreignKeyPart,
  foreignKeyRow,
  indexPart,
  indexRow,
  indexStatement,
  tableSection,
  type WrittenRow,
} from "./contract-rows.ts";

type PromiseWords = {
  readonly noun: string;
  readonly section: Section;
  /** Where in the contract a new promise goes, Markdown. */
  place(owner: string, keeps: Keeps): string;
  /** Where a promise stands that is there, Markdown. */
  spot(owner: string, keeps: Keeps): string;
  /** What promises it as the schema at head has it, by what is to change of it: a row, a section, a statement. Empty where there is nothing to paste. */
  paste(
    discrepancy: Discrepancy,
    head: Schema,
    contract: DatabaseContract | undefined,
    attributes: readonly string[],
  ): string;
};

/** Where a table's section keeps what it promises. */
type Keeps = { readonly table: boolean; readonly list: boolean; readonly ddl: boolean; readonly part: boolean };

const inColumns = (owner: string, { table, ddl, list }: Keeps) =>
  !table && ddl
    ? `the DDL block of ${tableHeading(owner)}`
    : `the ${list ? "list of columns" : "Columns table"} of ${tableHeading(owner)}${ddl ? ", and its DDL block" : ""}`;
const inPart =
  (name: string) =>
  (owner: string, { part, ddl }: Keeps) =>
    part
      ? `the ${name} table of ${tableHeading(owner)}`
      : ddl
        ? `the DDL block of ${tableHeading(owner)}`
        : `${tableHeading(owner)}, as its part ${name}`;
const inIndexes = inPart("Indexes");
const inForeignKeys = inPart("Foreign Keys");
const inConstraints = (owner: string) =>
  `the DDL block of ${tableHeading(owner)}, or the Constraints cell of its column`;

/** How the contract speaks of each kind of object that it promises. */
export const promiseWords: Readonly<Record<PromiseKind, PromiseWords>> = {
  table: {
    noun: "table",
    section: "Tables",
    place: () => "the part `## Tables`",
    spot: (owner) => `the section ${tableHeading(owner)}`,
    paste: ({ owner, operation }, head) => {
      const table = head.tables.get(owner);
      return table === undefined ? "" : tableSection(table, operation);
    },
  },
  column: {
    noun: "column",
    section: "Columns",
    place: inColumns,
    spot: inColumns,
    paste: (one, head, contract, attributes) => {
      const table = head.tables.get(one.owner);
      const column = table?.columns.find(({ name }) => name === one.name);
      if (table === undefined || column === undefined) return "";
      const section = contract?.tables.get(one.owner);
      if (isWrittenAsDdl(section)) return columnClause(column, head.dialect);
      const written = section?.columns?.find(({ name }) => name === one.name);
      if (isWrittenAsList(section)) return columnItem(table, column, written?.description);
      return columnRow(table, column, section?.rowForms.columns, rowAt(written, one, contract, attributes));
    },
  },
  index: {
    noun: "index",
    section: "Indexes",
    place: inIndexes,
    spot: inIndexes,
    paste: (one, head, contract, attributes) => {
      const index = (head.tables.get(one.owner) ?? head.views.get(one.owner))?.indexes.find(
        ({ name }) => name === one.name,
      );
      const section = contract?.tables.get(one.owner);
      const written = section?.indexes?.find(({ name }) => name === one.name);
      const owner = head.tables.get(one.owner)?.name ?? head.views.get(one.owner)?.name;
      if (index === undefined || owner === undefined) return "";
      if (keepsOf(one, contract).part)
        return indexRow(index, section?.rowForms.indexes, rowAt(written, one, contract, attributes));
      return isPastedAsDdl(one, contract)
        ? indexStatement(index, owner, head.dialect)
        : indexPart([index]).join("\n").trim();
    },
  },
  "foreign-key": {
    noun: "foreign key",
    section: "Foreign Keys",
    place: inForeignKeys,
    spot: inForeignKeys,
    paste: (one, head, contract, attributes) => {
      const key = head.tables.get(one.owner)?.constraints.find(({ name }) => name === one.name);
      const section = contract?.tables.get(one.owner);
      const written = section?.foreignKeys?.find(({ name }) => name === one.name);
      if (key?.kind !== "foreign-key") return "";
      if (keepsOf(one, contract).part)
        return foreignKeyRow(key, section?.rowForms.foreignKeys, rowAt(written, one, contract, attributes));
      return isPastedAsDdl(one, contract)
        ? foreignKeyClause(key, head.dialect)
        : foreignKeyPart([key]).join("\n").trim();
    },
  },
  constraint: {
    noun: "constraint",
    section: "Tables",
    place: inConstraints,
    spot: inConstraints,
    paste: ({ name, actual = "" }, { dialect }) =>
      name === undefined || name === "" || actual === "" ? actual : `CONSTRAINT ${sqlName(name, dialect)} ${actual}`,
  },
  view: {
    noun: "view",
    section: "Views",
    place: () => "the part `## Views`",
    spot: (owner) => `the section ${code(`### View: ${owner}`)}`,
    paste: ({ owner, operation }) => definitionSection(`View: ${owner}`, "Used By", operation),
  },
  routine: {
    noun: "routine",
    section: "Stored Procedures & Functions",
    place: () => "the part `## Stored Procedures & Functions`",
    spot: (owner) => `the section of ${code(owner)}`,
    paste: ({ owner, operation }) => {
      const isProcedure = operation?.kind === "create-routine" && operation.routine.kind === "procedure";
      return definitionSection(`${isProcedure ? "Procedure" : "Function"}: ${owner}`, "Called By", operation);
    },
  },
  enum: {
    noun: "enum",
    section: "Tables",
    place: () => "the DDL block of a table that uses it",
    spot: (owner) => `the definition of ${code(owner)}`,
    paste: ({ owner }, head) => {
      const type = head.types.get(owner);
      if (type?.kind !== "enum") return "";
      return `CREATE TYPE ${sqlQualifiedName(type.name, head.dialect)} AS ENUM (${type.values.map((value) => `'${value.replaceAll("'", "''")}'`).join(", ")});`;
    },
  },
};

/** Where the section of a discrepancy keeps what it promises of it. */
export function keepsOf({ owner, object }: Discrepancy, contract: DatabaseContract | undefined): Keeps {
  const section = contract?.tables.get(owner);
  const form = object === "column" ? section?.columns : section?.rowForms.columns;
  const part =
    object === "index"
      ? section === undefined || (section.indexes ?? section.rowForms.indexes) !== undefined
      : (section?.foreignKeys ?? section?.rowForms.foreignKeys) !== undefined;
  return { table: form !== undefined, list: isWrittenAsList(section), ddl: section?.ddl !== undefined, part };
}

/** Whether what is pasted is SQL for the section's block. */
export function isPastedAsDdl(one: Discrepancy, contract: DatabaseContract | undefined): boolean {
  const { ddl, part } = keepsOf(one, contract);
  if (one.object === "column") return isWrittenAsDdl(contract?.tables.get(one.owner));
  if (one.object === "index" || one.object === "foreign-key") return ddl && !part;
  return one.object === "constraint" || one.object === "enum";
}

/** A section whose columns are items of a list. */
function isWrittenAsList(section: ContractTable | undefined): boolean {
  return (section?.columns?.length ?? 0) > 0 && section?.rowForms.columns === undefined;
}

/** A section without a Columns table, whose DDL block is all that it says. */
function isWrittenAsDdl(section: ContractTable | undefined): boolean {
  return section !== undefined && section.columns === undefined && section.ddl !== undefined;
}

const fieldsOfAttribute: Readonly<Record<string, readonly string[]>> = {
  type: ["type"],
  nullable: ["nullable", "required"],
  default: ["default"],
};

/** The row that disagrees, to be corrected where it does and left alone where it does not. */
function rowAt(
  written: { readonly at: Location } | undefined,
  { kind }: Discrepancy,
  contract: DatabaseContract | undefined,
  attributes: readonly string[],
): WrittenRow | undefined {
  if (kind !== "different" || written === undefined || contract === undefined) return undefined;
  const { start, end } = written.at;
  return {
    text: contract.text.slice(start.offset, end.offset),
    changes: (field) => attributes.some((attribute) => fieldsOfAttribute[attribute]?.includes(field) ?? true),
  };
}

function tableHeading(owner: string): string {
  return code(`### Table: ${owner}`);
}
